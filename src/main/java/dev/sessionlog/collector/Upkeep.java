package dev.sessionlog.collector;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does what is due from time to time. Owns two threads: {@code disk-sync}, for what may wait for
 * the disk for long, and {@code upkeep} for the rest.
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

  /** Has something done again and again, with such a pause. */
  void each(Duration pause, Runnable task) {
    repeat(usual, pause, task);
  }

  /** Does the same for what may wait for the disk. */
  void eachOnDisk(Duration pause, Runnable task) {
    repeat(disk, pause, task);
  }

  /** A failure is told and does not end the repetition. */
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

  /** Begins nothing more, but for what waits for the disk. */
  void stop() {
    usual.shutdownNow();
  }

  /** Begins nothing more that waits for the disk, and does {@code last} after what was begun. */
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
