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
 * A file of a recording, which lies there as it was written or, later, {@linkplain GzipFile
 * compressed}. While the plain one is there, it is the one that counts.
 */
final class StoredFile {
  private StoredFile() {}

  /**
   * Opens a file to be read from any place in it. A compressed one is unpacked into a temporary
   * file that has no name any more, so that nothing is left of it whatever becomes of the process.
   *
   * @throws NoSuchFileException when it is there in neither form
   * @throws CorruptRecordingException when what is compressed cannot be unpacked
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

  /** Returns the length of a typescript as its recording states it; 0 when it does not. */
  private static long stated(Path file) {
    Path sessionFile = file.resolveSibling("session.json");
    try {
      return SessionFile.read(sessionFile).bytes();
    } catch (IOException unknown) {
      return 0;
    }
  }
}
