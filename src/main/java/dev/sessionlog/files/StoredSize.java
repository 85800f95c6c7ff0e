package dev.sessionlog.files;

import java.nio.file.Path;

/** The disk space of files. File systems allocate whole blocks, nearly always of 4 KiB. */
public final class StoredSize {
  /** The size of a block in bytes, which is also the size of the smallest folder. */
  public static final long BLOCK = 4096;

  private StoredSize() {}

  /** Returns how many bytes {@code file} takes, rounded up to whole blocks; 0 if it is gone. */
  public static long of(Path file) {
    long length = file.toFile().length(); // avoids an exception for each missing file
    return (length + BLOCK - 1) / BLOCK * BLOCK;
  }
}
