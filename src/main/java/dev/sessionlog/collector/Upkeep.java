package dev.sessionlog.collector;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs regular tasks. Owns two threads: {@code disk-sync}, for tasks that may wait for the disk,
 * and {@code upkeep} for the rest.
 */
final class Upkeep {
  private final ScheduledExecutorService usual =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "upkeep"));
  private final ScheduledExecutorService disk =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "disk-sync"));
  private final Consumer<String> trouble;

  Upkeep(Consumer<String> trouble) {
    this.trouble = trouble;
  }

  /** Adds a task with a pause between its runs. */
  void each(Duration pause, Runnable task) {
    repeat(usual, pause, task);
  }

  /** Adds a task that may wait for the disk. */
  void eachOnDisk(Duration pause, Runnable task) {
    repeat(disk, pause, task);
  }

  /** A failure is reported and does not end the repetition. */
  private void repeat(ScheduledExecutorService thread, Duration pause, Runnable task) {
    Runnable safe =
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            trouble.accept("upkeep failed: " + e);
          }
        };
    long millis = Math.max(1, pause.toMillis());
    thread.scheduleWithFixedDelay(safe, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Starts no further task, except those that wait for the disk. */
  void stop() {
    usual.shutdownNow();
  }

  /**
   * Starts no further task that waits for the disk, and runs {@code last} after the running one.
   */
  void stopOnDisk(Duration patience, Runnable last) {
    disk.shutdown();
    try {
      if (disk.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        last.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
