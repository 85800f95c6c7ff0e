package dev.sessionlog.custody;

import dev.sessionlog.files.ExclusiveLock;
import dev.sessionlog.files.StoreFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Lets one at a time either hold or make go: while somebody has it, nothing is held, released or
 * put out of sight. To be had for moments only.
 */
public final class LegalHoldLock implements Closeable {
  private final FileChannel file;
  private final ExclusiveLock lock;

  private LegalHoldLock(FileChannel file, ExclusiveLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Waits for the lock of a log dir, which must be there. */
  public static LegalHoldLock take(Path logDir) throws IOException {
    FileChannel file = StoreFiles.lockFile(logDir.resolve("holds.lock"));
    try {
      return new LegalHoldLock(file, ExclusiveLock.on(file));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * The same; empty where the lock is another user's, who need not wait for this one: what is
   * removed then was there a moment before the hold, and not longer.
   */
  public static Optional<LegalHoldLock> takeOwn(Path logDir) throws IOException {
    Path path = logDir.resolve("holds.lock");
    return Files.notExists(path) || Files.isWritable(path)
        ? Optional.of(take(logDir))
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    try (file) {
      lock.close();
    }
  }
}
