package dev.sessionlog.login;

import dev.sessionlog.login.KnockAnswers.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The knocks from when they are seen until they are done with. Each waits for its turn in a {@link
 * KnockQueue} and is answered there. One that waits for long is promised an answer; one that its
 * launcher has not opened yet comes again later, and holds no thread meanwhile. Thread-safe.
 */
final class WaitingKnocks {
  /** After so long a knock is promised an answer: launchers wait for some seconds only. */
  private static final Duration PROMISE = Duration.ofMillis(500);

  private static final Duration PROMISE_AGAIN = Duration.ofMillis(100);
  private static final Duration SHORTEST_PAUSE = Duration.ofNanos(500_000);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private final KnockQueue queue;
  private final KnockQueue promises;
  private final KnockAnswers answers;
  private final Later later;
  private final LongSupplier nanos;

  /** A knock may be seen twice, as an event and by a look at the folder. */
  private final Set<Seen> pending = ConcurrentHashMap.newKeySet();

  /**
   * What was seen where logins knock.
   *
   * @param changed when it was made, so that another one at the same place is another
   */
  record Seen(Path path, KnockRemoval.Identity file, Object changed) {}

  private record Waiting(Seen seen, long uid, long since) {}

  /** What is to be done with a knock that was seen. */
  enum Taken {
    /** Nothing: it is answered when its turn comes, or was taken before. */
    YES,
    /** It is to be refused: its user has too many. */
    TOO_MANY
  }

  /** Runs a task after a while. */
  interface Later {
    void run(Runnable task, Duration delay);
  }

  /**
   * Creates it; none waits yet.
   *
   * @param queue the knocks to be answered
   * @param promises those to be promised an answer, by threads that have nothing else to do
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

  /** Returns true when no knock waits for an answer. */
  boolean none() {
    return pending.isEmpty() && queue.idle();
  }

  /** Takes a knock, which is in the share of the user {@code uid}. For one thread. */
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
    Result result = Result.DONE; // also when it is not known what became of it
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

  /** A launcher opens its knock at once; when it does not, the machine is busy. */
  private static Duration pause(Duration waited) {
    Duration part = waited.dividedBy(4);
    if (part.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return part.compareTo(LONGEST_PAUSE) < 0 ? part : LONGEST_PAUSE;
  }

  /** What is the user's may keep who touches it for ever: the thread of all others must not. */
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
