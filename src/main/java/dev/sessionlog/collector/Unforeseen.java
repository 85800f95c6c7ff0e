package dev.sessionlog.collector;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * A task that is done at times that nobody can foresee: who knew when it looks could have all in
 * order just then. To be called often; for one thread.
 */
final class Unforeseen implements Runnable {
  /** A pause is shorter by so much when the task wants to be done again soon. */
  static final int SOON = 4;

  private final Task task;
  private final Duration shortest;
  private final Duration longest;
  private final RandomGenerator random;
  private final LongSupplier nanos;
  private long next;

  /** When a task wants to be done again. */
  enum Pace {
    USUAL,
    SOON
  }

  /** Something to be done again and again. */
  interface Task {
    /** Does it, and returns when it is to be done again. */
    Pace run();
  }

  /**
   * Creates one, which is done first after such a pause.
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
