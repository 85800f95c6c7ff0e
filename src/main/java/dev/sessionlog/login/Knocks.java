package dev.sessionlog.login;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All that happens where logins knock: they are seen, sorted and answered, fairly among users. Owns
 * the threads {@code knock}, which sees, and {@code refused}, which removes what is no knock; the
 * answers are given by threads that others own.
 */
public final class Knocks implements Closeable {
  /** How many knocks are answered at the same time. */
  public static final int THREADS = 16;

  /**
   * A quarter of the threads for one user; a burst as large as any class or test run needs; then
   * more than people log in, and less than would hurt.
   */
  private static final KnockQueue.Limits LIMITS = new KnockQueue.Limits(THREADS, 4, 256, 20);

  private final KnockQueue queue;
  private final KnockWatch watch;
  private final ScheduledExecutorService refusing;

  private Knocks(KnockQueue queue, KnockWatch watch, ScheduledExecutorService refusing) {
    this.queue = queue;
    this.watch = watch;
    this.refusing = refusing;
  }

  /**
   * Begins to look for knocks; those that are there already are answered first.
   *
   * @param threads {@value #THREADS} threads that answer
   * @param nanos the time, as {@link System#nanoTime}
   * @param trouble is told, in one line for people, what was laid here that is no knock
   * @param onGone is called once when the folder of knocks goes away
   */
  public static Knocks start(
      RunDir runDir,
      Doorkeeper doorkeeper,
      ExecutorService threads,
      LongSupplier nanos,
      Consumer<String> trouble,
      Runnable onGone)
      throws IOException {
    KnockQueue queue = new KnockQueue(threads, LIMITS, nanos);
    RefusedKnocks refused = new RefusedKnocks(runDir.refused(), trouble);
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
    KnockSorter sorter = new KnockSorter(queue, refused, doorkeeper::answer);
    return new Knocks(queue, KnockWatch.start(runDir.knocks(), sorter, onGone), refusing);
  }

  /** Returns true when no knock waits for an answer. */
  public boolean idle() {
    return queue.idle();
  }

  /** Stops to look; knocks that were taken are answered still. */
  @Override
  public void close() throws IOException {
    watch.close();
    refusing.shutdownNow();
  }
}
