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
 * The lock that is held briefly while a session is held, released or removed, so that only one of
 * these happens at a time.
 */
public final class LegalHoldLock implements Closeable {
  private final FileChannel file;
  private final ExclusiveLock lock;

  private LegalHoldLock(FileChannel file, ExclusiveLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Waits for the lock of a log dir, which must exist. */
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
   * Like {@link #take}, but empty if the lock belongs to another user, who then need not wait: the
   * removal counts as having happened just before the hold.
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
