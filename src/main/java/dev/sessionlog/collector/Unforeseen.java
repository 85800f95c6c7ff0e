package dev.sessionlog.collector;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Runs a task at unpredictable times, because somebody who knew the time of a check could hide just
 * then. To be called often; for one thread.
 */
final class Unforeseen implements Runnable {
  /** The factor by which a pause is shorter if the task wants to run again soon. */
  static final int SOON = 4;

  private final Task task;
  private final Duration shortest;
  private final Duration longest;
  private final RandomGenerator random;
  private final LongSupplier nanos;
  private long next;

  /** How soon a task wants to run again. */
  enum Pace {
    USUAL,
    SOON
  }

  /** A repeated task. */
  interface Task {
    /** Runs it, and returns how soon it is to run again. */
    Pace run();
  }

  /**
   * Creates one, which first runs after such a pause.
   *
   * @param nanos the time, as {@link System#nanoTime}
   */
  Unforeseen(
      Task task, Duration shortest, Duration longest, RandomGenerator random, LongSupplier nanos) {
    this.task = task;
    this.shortest = shortest;
    this.longest = longest;
    this.random = random;
    this.nanos = nanos;
    this.next = nanos.getAsLong() + pause(Pace.USUAL);
  }

  private long pause(Pace pace) {
    long pause = random.nextLong(shortest.toNanos(), longest.toNanos());
    return pace == Pace.SOON ? pause / SOON : pause;
  }

  @Override
  public void run() {
    if (nanos.getAsLong() - next < 0) {
      return;
    }
    Pace pace = Pace.USUAL;
    try {
      pace = task.run();
    } finally {
      next = nanos.getAsLong() + pause(pace);
    }
  }
}
