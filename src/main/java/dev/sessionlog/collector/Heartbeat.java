package dev.sessionlog.collector;

import dev.sessionlog.files.StoreFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Touches a file every second for the life of this process. The keeper kills a collector that is
 * stopped or hangs, because terminals wait for it. Owns the thread {@code heartbeat}, which does
 * nothing else.
 */
final class Heartbeat implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long MILLIS = 1000;

  private final Path file;
  private final Thread thread;
  private volatile Runnable also = () -> {};

  private Heartbeat(Path file) {
    this.file = file;
    this.thread = new Thread(this::run, "heartbeat");
    this.thread.setDaemon(true);
  }

  static Heartbeat start(Path file) {
    Heartbeat heartbeat = new Heartbeat(file);
    heartbeat.thread.start();
    return heartbeat;
  }

  /** Runs another short task at each beat. */
  void with(Runnable task) {
    also = task;
  }

  private void run() {
    try {
      while (true) {
        beat();
        also.run();
        Thread.sleep(MILLIS);
      }
    } catch (InterruptedException end) {
      return;
    }
  }

  private void beat() {
    try {
      StoreFiles.setTime(file, FileTime.from(Instant.now()));
    } catch (NoSuchFileException first) {
      make();
    } catch (IOException e) {
      LOG.debug("{}: {}", file, e.getMessage());
    }
  }

  private void make() {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      LOG.debug("{}: {}", file, e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
