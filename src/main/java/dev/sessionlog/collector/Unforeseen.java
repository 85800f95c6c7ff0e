package dev.sessionlog.collector;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A task that is done at times that nobody can foresee: who knew when it looks could have all in
 * order just then. To be called often; for one thread.
 */
final class Unforeseen implements Runnable {
  private final Runnable task;
  private final Duration shortest;
  private final Duration longest;
  private final RandomGenerator random;
  private final LongSupplier nanos;
  private long next;

  /**
   * Creates one, which is done first after such a pause.
   *
   * @param nanos the time, as {@link System#nanoTime}
   */
  Unforeseen(
      Runnable task,
      Duration shortest,
      Duration longest,
      RandomGenerator random,
      LongSupplier nanos) {
    this.task = task;
    this.shortest = shortest;
    this.longest = longest;
    this.random = random;
    this.nanos = nanos;
    this.next = nanos.getAsLong() + pause();
  }

  private long pause() {
    return random.nextLong(shortest.toNanos(), longest.toNanos());
  }

  @Override
  public void run() {
    if (nanos.getAsLong() - next >= 0) {
      try {
        task.run();
      } finally {
        next = nanos.getAsLong() + pause();
      }
    }
  }
}
