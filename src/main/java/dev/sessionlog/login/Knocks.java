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
 * All that happens where logins knock. They are seen by {@link KnockWatch}, told from what is none
 * by {@link KnockSorter}, wait in {@link WaitingKnocks} for their turn in {@link KnockQueue}, which
 * is fair among users, and are answered by {@link Doorkeeper}: each hands on to the next. Owns the
 * threads {@code knock}, which sees, {@code knock-later}, which brings forward again what has to
 * wait, {@code promise-n}, and {@code refused}, which removes what is no knock; the answers are
 * given by threads that others own.
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

  /** As long as launchers wait: longer than a name service or a busy disk takes. */
  private static final Duration STUCK_AFTER = Duration.ofSeconds(2);

  private static final long STUCK_LOOK_MILLIS = 250;
  private static final long REFUSED_MILLIS = 1000;

  /** Each hostile user can have half of {@link #THREADS} stuck; a thread costs some 100 KB. */
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
   * Begins to look for knocks; those that are there already are answered first.
   *
   * @param threads threads that answer: {@value #THREADS}, and as many more as are stuck
   * @param threadsPerUser how many of them may answer one user: all where there is but one
   * @param nanos the time, as {@link System#nanoTime}
   * @param trouble is told, in one line for people, what was laid here that is no knock
   * @param onGone is called when the folder of knocks went away, and each second until it is there
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

  /** A failure, such as for want of memory, is told and does not end the repetition. */
  private static void repeat(
      ScheduledExecutorService thread, Runnable task, long millis, UserWarnings trouble) {
    Runnable safe =
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            trouble.warn("", "looking after knocks: " + e);
          }
        };
    thread.scheduleWithFixedDelay(safe, 0, millis, TimeUnit.MILLISECONDS);
  }

  private static String stuck(long uid) {
    return "a login of uid "
        + uid
        + " is not answered yet, after "
        + ReadableUnits.duration(STUCK_AFTER)
        + ": what is looked at for it does not answer, such as its pipe or terminal";
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
    return waiting.none();
  }

  /** Stops to look; knocks that were taken are answered still. */
  @Override
  public void close() throws IOException {
    watch.close();
    later.shutdownNow();
    promising.shutdown();
    refusing.shutdownNow();
  }
}
