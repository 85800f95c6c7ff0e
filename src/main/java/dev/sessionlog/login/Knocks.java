package dev.sessionlog.login;

import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.UserWarnings;
import dev.sessionlog.unix.Unix;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a knock, in which each part passes it to the next: {@link KnockWatch} detects it,
 * {@link KnockSorter} separates it from other files, it waits in {@link WaitingKnocks} for its turn
 * in {@link KnockQueue}, which is fair among users, and {@link Doorkeeper} answers it. Owns the
 * threads {@code knock}, which detects knocks, {@code knock-later}, which tries waiting ones again,
 * {@code promise-n}, and {@code refused}, which removes other files. The answering threads belong
 * to others.
 */
public final class Knocks implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Knocks.class);

  /**
   * The number of knocks answered in parallel: enough that some can wait for the disk or a name
   * service, but no more, so that the first ones finish first.
   */
  public static final int THREADS = 8;

  /**
   * The burst is larger than any class or test run needs; the rate is above that of people, but
   * harmless.
   */
  private static final int BURST = 256;

  private static final int PER_SECOND = 20;

  /** As long as launchers wait, which is longer than a name service or a busy disk takes. */
  private static final Duration STUCK_AFTER = Duration.ofSeconds(2);

  private static final long STUCK_LOOK_MILLIS = 250;
  private static final long REFUSED_MILLIS = 1000;

  /** Each hostile user can block half of {@link #THREADS}; a thread costs some 100 KB. */
  private static final int MOST_STUCK = 256;

  private static final Path PROC = Path.of("/proc");

  private static final KnockQueue.Limits PROMISES =
      new KnockQueue.Limits(2, 1, BURST, PER_SECOND, Duration.ofMillis(500), MOST_STUCK);

  private final WaitingKnocks waiting;
  private final KnockWatch watch;
  private final ExecutorService promising;
  private final ScheduledExecutorService later;
  private final ScheduledExecutorService refusing;

  private Knocks(
      WaitingKnocks waiting,
      KnockWatch watch,
      ExecutorService promising,
      ScheduledExecutorService later,
      ScheduledExecutorService refusing) {
    this.waiting = waiting;
    this.watch = watch;
    this.promising = promising;
    this.later = later;
    this.refusing = refusing;
  }

  /**
   * Starts watching for knocks; existing ones are answered first.
   *
   * @param threads the answering threads: {@value #THREADS}, and one more for each stuck one
   * @param threadsPerUser how many of them may serve one user: all if there is only one user
   * @param nanos the time, as {@link System#nanoTime}
   * @param trouble receives one line for people about files that are not knocks
   * @param onGone is called when the folder of knocks disappears, and every second until it is back
   */
  public static Knocks start(
      RunDir runDir,
      Doorkeeper doorkeeper,
      ExecutorService threads,
      int threadsPerUser,
      Unix unix,
      LongSupplier nanos,
      UserWarnings trouble,
      Runnable onGone)
      throws IOException {
    KnockQueue queue =
        new KnockQueue(
            threads,
            new KnockQueue.Limits(
                THREADS, threadsPerUser, BURST, PER_SECOND, STUCK_AFTER, MOST_STUCK),
            nanos);
    ExecutorService promising = Executors.newCachedThreadPool(task -> new Thread(task, "promise"));
    KnockQueue promises = new KnockQueue(promising, PROMISES, nanos);
    RefusedKnocks refused = new RefusedKnocks(runDir.refused(), trouble, nanos);
    ScheduledExecutorService refusing =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "refused"));
    KnockRoom room =
        new KnockRoom(runDir.knocks(), PROC, unix::inodes, text -> trouble.warn("", text), nanos);
    repeat(
        refusing,
        () -> {
          refused.empty();
          room.look();
          queue.forget();
        },
        REFUSED_MILLIS,
        trouble);
    ScheduledExecutorService later =
        Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "knock-later"));
    repeat(
        later,
        () -> {
          queue.replaceStuck().forEach(uid -> trouble.warn(Long.toString(uid), stuck(uid)));
          promises.replaceStuck();
        },
        STUCK_LOOK_MILLIS,
        trouble);
    WaitingKnocks waiting =
        new WaitingKnocks(
            queue, promises, doorkeeper, (task, delay) -> run(later, task, delay), nanos);
    KnockSorter sorter =
        new KnockSorter(
            KnockLook.in(runDir.knocks(), unix), SubordinateUids.ofThisMachine(), waiting, refused);
    return new Knocks(
        waiting, KnockWatch.start(runDir.knocks(), sorter, onGone), promising, later, refusing);
  }

  /** A failure, for example a lack of memory, is reported and does not end the repetition. */
  private static void repeat(
      ScheduledExecutorService thread, Runnable task, long millis, UserWarnings trouble) {
    Runnable safe =
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            trouble.warn("", "the watch for knocks failed: " + e);
          }
        };
    thread.scheduleWithFixedDelay(safe, 0, millis, TimeUnit.MILLISECONDS);
  }

  private static String stuck(long uid) {
    return "a login of uid "
        + uid
        + " is still unanswered after "
        + ReadableUnits.duration(STUCK_AFTER)
        + ", because a file that identifies it, for example its pipe or terminal, does not respond";
  }

  /** Tasks after the end are left to the next collector, which finds the knock. */
  private static void run(ScheduledExecutorService later, Runnable task, Duration delay) {
    try {
      later.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException ended) {
      LOG.debug("too late: {}", ended.getMessage());
    }
  }

  /** Returns true if no knock waits for an answer. */
  public boolean idle() {
    return waiting.none();
  }

  /** Stops watching; knocks already taken are still answered. */
  @Override
  public void close() throws IOException {
    watch.close();
    later.shutdownNow();
    promising.shutdown();
    refusing.shutdownNow();
  }
}
