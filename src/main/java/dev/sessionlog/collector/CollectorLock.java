package dev.sessionlog.collector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that one log dir has one collector. The kernel lets go of it when the collector dies.
 */
final class CollectorLock implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(CollectorLock.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofMillis(20);

  private static final String NAME = "collector.lock";

  private final FileChannel channel;

  private CollectorLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a log dir. One that has it may be about to end: it is given two seconds.
   *
   * @throws CollectorRunningException when another collector has it
   */
  static CollectorLock take(Path logDir, Path runDir) throws IOException {
    Path file = logDir.resolve(NAME);
    FileChannel channel = open(file, runDir);
    @Nullable FileLock lock = null;
    try {
      lock = await(channel);
      if (lock == null) {
        throw new CollectorRunningException(logDir, Files.readString(file).strip());
      }
      sign(channel, "pid " + ProcessHandle.current().pid() + ", run dir " + runDir + "\n");
      return new CollectorLock(channel);
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  /**
   * While the log dir cannot be written, sessions that go on need a collector all the same: then
   * the run dir alone is locked.
   */
  private static FileChannel open(Path file, Path runDir) throws IOException {
    try {
      return open(file);
    } catch (IOException e) {
      LOG.warn("{}; this run dir alone is locked", e.getMessage());
      return open(runDir.resolve(NAME));
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /** Says who has the lock. A full disk must not keep a collector from starting. */
  private static void sign(FileChannel channel, String owner) {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException unsigned) {
      LOG.debug("the lock does not say whose it is: {}", unsigned.getMessage());
    }
  }

  private static @Nullable FileLock await(FileChannel channel) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    FileLock lock = channel.tryLock();
    while (lock == null && System.nanoTime() < deadline) {
      LockSupport.parkNanos(RETRY.toNanos());
      lock = channel.tryLock();
    }
    return lock;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
