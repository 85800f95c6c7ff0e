package dev.sessionlog.files;

import java.nio.file.Path;

/** What files take of a disk: file systems give them whole blocks, 4 KiB nearly everywhere. */
public final class StoredSize {
  /** The size of a block, in bytes; also what the smallest folder takes. */
  public static final long BLOCK = 4096;

  private StoredSize() {}

  /** Returns how many bytes {@code file} takes, rounded up to whole blocks; 0 when it is gone. */
  public static long of(Path file) {
    long length = file.toFile().length(); // without an exception for each file that is not there
    return (length + BLOCK - 1) / BLOCK * BLOCK;
  }
}
