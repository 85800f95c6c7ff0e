package dev.sessionlog.recording;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

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
      return unpacked(compressed(file));
    }
  }

  private static FileChannel unpacked(Path gzip) throws IOException {
    Path temporary = Files.createTempFile("sessionlog", ".unpacked");
    FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      Files.delete(temporary);
      unpack(gzip, channel);
      return channel.position(0);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @SuppressWarnings("StreamResourceLeak") // the channel stays open for the caller
  private static void unpack(Path gzip, FileChannel channel) throws IOException {
    try (InputStream file = Files.newInputStream(gzip);
        InputStream plain = new GZIPInputStream(file, BUFFER)) {
      plain.transferTo(Channels.newOutputStream(channel));
    } catch (ZipException | EOFException e) {
      throw new CorruptRecordingException(gzip, "cannot be unpacked: " + e.getMessage());
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
      Files.setLastModifiedTime(part, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
      Files.move(part, gzip, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    DurableFile.syncFolder(file.toAbsolutePath().getParent());
    Files.delete(file);
  }
}
