package dev.sessionlog.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock of a whole file, which the kernel releases when the process dies. Threads of one process
 * can wait for each other, too, unlike with {@code FileLock}.
 */
public final class ExclusiveLock implements Closeable {
  private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

  private final FileLock lock;

  private ExclusiveLock(FileLock lock) {
    this.lock = lock;
  }

  /** Waits for the lock of a file that is open for writing. */
  public static ExclusiveLock on(FileChannel channel) throws IOException {
    while (true) {
      try {
        return new ExclusiveLock(channel.lock());
      } catch (OverlappingFileLockException anotherThread) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** Returns true until it is closed. */
  public boolean isOpen() {
    return lock.isValid();
  }

  @Override
  public void close() throws IOException {
    lock.release();
  }
}
