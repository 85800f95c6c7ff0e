package dev.sessionlog.login;

import dev.sessionlog.login.KnockAnswers.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The knocks from their detection until they are finished. Each waits for its turn in a {@link
 * KnockQueue}, which answers it. A knock that waits for long gets a promise. A knock that its
 * launcher has not opened yet is tried again later, and occupies no thread until then. Thread-safe.
 */
final class WaitingKnocks {
  /** The time after which a knock gets a promise, because launchers wait only some seconds. */
  private static final Duration PROMISE = Duration.ofMillis(500);

  private static final Duration PROMISE_AGAIN = Duration.ofMillis(100);
  private static final Duration SHORTEST_PAUSE = Duration.ofNanos(500_000);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private final KnockQueue queue;
  private final KnockQueue promises;
  private final KnockAnswers answers;
  private final Later later;
  private final LongSupplier nanos;

  /** A knock may be seen twice, by an event and in a list of the folder. */
  private final Set<Seen> pending = ConcurrentHashMap.newKeySet();

  /**
   * A file that was seen in the knock folder.
   *
   * @param changed its creation time, which distinguishes it from a later one with the same name
   */
  record Seen(Path path, KnockRemoval.Identity file, Object changed) {}

  private record Waiting(Seen seen, long uid, long since) {}

  /** What to do with a knock that was seen. */
  enum Taken {
    /** Nothing, because it is answered when its turn comes, or was queued before. */
    YES,
    /** Refuse it, because its user has too many. */
    TOO_MANY
  }

  /** Runs a task after a delay. */
  interface Later {
    void run(Runnable task, Duration delay);
  }

  /**
   * Creates it without any knocks.
   *
   * @param queue the queue of knocks to be answered
   * @param promises the queue of knocks to get a promise, with its own threads
   * @param nanos the time, as {@link System#nanoTime}
   */
  WaitingKnocks(
      KnockQueue queue,
      KnockQueue promises,
      KnockAnswers answers,
      Later later,
      LongSupplier nanos) {
    this.queue = queue;
    this.promises = promises;
    this.answers = answers;
    this.later = later;
    this.nanos = nanos;
  }

  /** Returns true if no knock waits for an answer. */
  boolean none() {
    return pending.isEmpty() && queue.idle();
  }

  /** Adds a knock for the user {@code uid}. For one thread. */
  Taken take(Seen seen, long uid) {
    Waiting knock = new Waiting(seen, uid, nanos.getAsLong());
    if (!pending.add(seen)) {
      return Taken.YES;
    }
    if (!queue.offer(uid, () -> answer(knock))) {
      pending.remove(seen);
      return Taken.TOO_MANY;
    }
    later.run(() -> comeToPromise(knock), PROMISE);
    return Taken.YES;
  }

  private void answer(Waiting knock) {
    Duration waited = Duration.ofNanos(nanos.getAsLong() - knock.since());
    Result result = Result.DONE; // even if its result is unknown
    try {
      result = answers.answer(knock.seen().path(), waited);
    } finally {
      if (result == Result.DONE) {
        pending.remove(knock.seen());
      }
    }
    if (result == Result.NOT_OPENED) {
      later.run(() -> queue.again(knock.uid(), () -> answer(knock)), pause(waited));
    }
  }

  /** A launcher opens its knock at once, unless the machine is busy. */
  private static Duration pause(Duration waited) {
    Duration part = waited.dividedBy(4);
    if (part.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
  }

  /** A file of a user may block whoever touches it for ever, so the common thread must not. */
  private void comeToPromise(Waiting knock) {
    if (pending.contains(knock.seen())) {
      promises.again(knock.uid(), () -> promise(knock));
    }
  }

  private void promise(Waiting knock) {
    if (pending.contains(knock.seen())
        && answers.promise(knock.seen().path()) == Result.NOT_OPENED) {
      later.run(() -> comeToPromise(knock), PROMISE_AGAIN);
    }
  }
}
