package dev.sessionlog.retention;

import dev.sessionlog.files.StoreFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that only one cleanup at a time changes a log dir. The kernel releases it when the
 * process dies.
 */
public final class CleanupLock implements Closeable {
  private final FileChannel channel;

  private CleanupLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock of a log dir, whose file is created; empty if another cleanup has it. */
  public static Optional<CleanupLock> take(Path logDir) throws IOException {
    StoreFiles.makeLogDir(logDir);
    FileChannel channel = StoreFiles.lockFile(logDir.resolve("cleanup.lock"));
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException inThisProcess) {
      lock = null;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? Optional.empty() : Optional.of(new CleanupLock(channel));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
