package dev.sessionlog.login;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that happens where logins knock: they are seen, sorted and answered, fairly among users. Owns
 * the threads {@code knock}, which sees, {@code knock-later}, which brings forward again what has
 * to wait, and {@code refused}, which removes what is no knock; the answers are given by threads
 * that others own.
 */
public final class Knocks implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Knocks.class);

  /**
   * How many knocks are answered at the same time: enough that some may wait for the disk or for a
   * name service; no more, since those that are taken up first are to be done first.
   */
  public static final int THREADS = 8;

  /**
   * Larger than any class or test run needs; then more than people log in, less than would hurt.
   */
  private static final int BURST = 256;

  private static final int PER_SECOND = 20;

  private final KnockQueue queue;
  private final KnockSorter sorter;
  private final KnockWatch watch;
  private final ScheduledExecutorService later;
  private final ScheduledExecutorService refusing;

  private Knocks(
      KnockQueue queue,
      KnockSorter sorter,
      KnockWatch watch,
      ScheduledExecutorService later,
      ScheduledExecutorService refusing) {
    this.queue = queue;
    this.sorter = sorter;
    this.watch = watch;
    this.later = later;
    this.refusing = refusing;
  }

  /**
   * Begins to look for knocks; those that are there already are answered first.
   *
   * @param threads {@value #THREADS} threads that answer
   * @param threadsPerUser how many of them may answer one user: all where there is but one
   * @param nanos the time, as {@link System#nanoTime}
   * @param trouble is told, in one line for people, what was laid here that is no knock
   * @param onGone is called once when the folder of knocks goes away
   */
  public static Knocks start(
      RunDir runDir,
      Doorkeeper doorkeeper,
      ExecutorService threads,
      int threadsPerUser,
      LongSupplier nanos,
      Consumer<String> trouble,
      Runnable onGone)
      throws IOException {
    KnockQueue queue =
        new KnockQueue(
            threads, new KnockQueue.Limits(THREADS, threadsPerUser, BURST, PER_SECOND), nanos);
    RefusedKnocks refused = new RefusedKnocks(runDir.refused(), trouble, nanos);
    ScheduledExecutorService refusing =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "refused"));
    refusing.scheduleWithFixedDelay(
        () -> {
          refused.empty();
          queue.forget();
        },
        0,
        1,
        TimeUnit.SECONDS);
    ScheduledExecutorService later =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "knock-later"));
    KnockSorter sorter =
        new KnockSorter(
            queue, refused, doorkeeper, (task, delay) -> run(later, task, delay), nanos);
    return new Knocks(
        queue, sorter, KnockWatch.start(runDir.knocks(), sorter, onGone), later, refusing);
  }

  /** What is to be done after the end is left to the next collector, which finds the knock. */
  private static void run(ScheduledExecutorService later, Runnable task, Duration delay) {
    try {
      later.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      LOG.debug("too late: {}", ended.getMessage());
    }
  }

  /** Returns true when no knock waits for an answer. */
  public boolean idle() {
    return queue.idle() && sorter.idle();
  }

  /** Stops to look; knocks that were taken are answered still. */
  @Override
  public void close() throws IOException {
    watch.close();
    later.shutdownNow();
    refusing.shutdownNow();
  }
}
