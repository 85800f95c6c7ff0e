package dev.sessionlog.recording;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Lets one at a time either hold or make go: while somebody has it, nothing is held, released or
 * put out of sight. To be had for moments only.
 */
public final class HoldLock implements Closeable {
  private final FileChannel file;
  private final ExclusiveLock lock;

  private HoldLock(FileChannel file, ExclusiveLock lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Waits for the lock of a log dir, which must be there. */
  public static HoldLock take(Path logDir) throws IOException {
    FileChannel file =
        FileChannel.open(
            logDir.resolve("holds.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      return new HoldLock(file, ExclusiveLock.on(file));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /**
   * The same for who may read the log dir, and not write there: others may have it so at the same
   * time, but nobody holds or releases meanwhile.
   */
  public static HoldLock share(Path logDir) throws IOException {
    Path path = logDir.resolve("holds.lock");
    if (Files.notExists(path) || Files.isWritable(path)) {
      return take(logDir);
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try {
      return new HoldLock(file, ExclusiveLock.shared(file));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (file) {
      lock.close();
    }
  }
}
