package dev.sessionlog.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces files so that a crash at any point leaves either the old or the new content. */
public final class DurableFile {
  private DurableFile() {}

  /** Replaces {@code file} with {@code content}, and waits until it is on the disk. */
  public static void replace(Path file, byte[] content) throws IOException {
    replace(file, content, true);
  }

  /** Replaces {@code file} with {@code content}. Only a loss of power can undo or damage this. */
  public static void replaceSoon(Path file, byte[] content) throws IOException {
    replace(file, content, false);
  }

  private static void replace(Path file, byte[] content, boolean force) throws IOException {
    Path next = next(file);
    try {
      try (FileChannel channel = createAnew(next)) {
        writeAll(channel, ByteBuffer.wrap(content));
        if (force) {
          channel.force(true);
        }
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      if (force) {
        syncFolder(file.toAbsolutePath().getParent());
      }
    } catch (IOException e) {
      Files.deleteIfExists(next);
      throw e;
    }
  }

  /** Replaces {@code file} with a copy of an open file, and returns the open copy. */
  public static FileChannel replaceByCopy(Path file, FileChannel from) throws IOException {
    Path next = next(file);
    FileChannel copy = createAnew(next);
    try {
      long size = from.size();
      for (long done = 0; done < size; ) {
        done += from.transferTo(done, size - done, copy);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      return copy;
    } catch (IOException e) {
      copy.close();
      Files.deleteIfExists(next);
      throw e;
    }
  }

  /** Returns the temporary name for the replacement of {@code file}. */
  static Path next(Path file) {
    return file.resolveSibling(file.getFileName() + ".tmp");
  }

  /** A file that an earlier writer left there when it died is useless. */
  private static FileChannel createAnew(Path file) throws IOException {
    try {
      return StoreFiles.create(file);
    } catch (FileAlreadyExistsException left) {
      Files.delete(file);
      return StoreFiles.create(file);
    }
  }

  /** Forces the names in {@code folder} to the disk. */
  public static void syncFolder(Path folder) throws IOException {
    StoreFolder.sync(folder);
  }

  public static void writeAll(FileChannel channel, ByteBuffer content) throws IOException {
    while (content.hasRemaining()) {
      channel.write(content);
    }
  }
}
