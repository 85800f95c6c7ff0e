package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.files.DurableFile;
import dev.sessionlog.files.StoreFiles;
import dev.sessionlog.files.UnpackedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * A file of a recording, which lies there as it was written or, later, compressed with gzip (RFC
 * 1952) under its name and {@code .gz}. While the plain one is there, it is the one that counts.
 */
final class StoredFile {
  private static final int BUFFER = 1 << 16;

  private StoredFile() {}

  /** Returns the name that {@code file} has when it is compressed. */
  static Path compressed(Path file) {
    return file.resolveSibling(file.getFileName() + ".gz");
  }

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
      if (Files.notExists(compressed(file))) {
        throw e;
      }
      return UnpackedFile.open(compressed(file), stated(file));
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

  /**
   * Compresses a file that nobody writes any more. It is on the disk before the plain one goes; a
   * crash leaves at least one of them whole.
   */
  static void compress(Path file) throws IOException {
    Path gzip = compressed(file);
    Path part = gzip.resolveSibling(gzip.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(part);
      try (InputStream plain = StoreFiles.input(file);
          OutputStream out = StoreFiles.outputLike(file, part);
          OutputStream packed = new GZIPOutputStream(out, BUFFER)) {
        plain.transferTo(packed);
      }
      StoreFiles.sync(part);
      StoreFiles.setTime(part, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
      Files.move(part, gzip, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    DurableFile.syncFolder(file.toAbsolutePath().getParent());
    Files.delete(file);
  }
}
