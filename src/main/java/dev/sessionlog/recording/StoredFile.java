package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.GzipFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.files.UnpackedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of a recording, plain or, later, {@linkplain GzipFile compressed}. While the plain file
 * exists, it is used.
 */
final class StoredFile {
  private StoredFile() {}

  /**
   * Opens a file for random access. A compressed file is unpacked into an unlinked temporary file,
   * so that nothing of it remains when the process ends.
   *
   * @throws NoSuchFileException if it exists in neither form
   * @throws CorruptRecordingException if it cannot be unpacked
   */
  static FileChannel open(Path file) throws IOException {
    try {
      return StoreFiles.read(file);
    } catch (NoSuchFileException e) {
      Path gzip = GzipFile.of(file);
      if (Files.notExists(gzip)) {
        throw e;
      }
      return UnpackedFile.open(gzip, stated(file));
    }
  }

  /** Returns the length of a typescript that its recording states; 0 if it does not. */
  private static long stated(Path file) {
    Path sessionFile = file.resolveSibling("session.json");
    try {
      return SessionFile.read(sessionFile).bytes();
    } catch (IOException unknown) {
      return 0;
    }
  }
}
