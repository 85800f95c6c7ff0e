package dev.sessionlog.login;

import dev.sessionlog.unix.KnownFacts.Known;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Tells knocks from what is none by one look at the name and the file's own facts, and puts them
 * into the queue. What is none, or too many, is removed at once. A knock that waits for long is
 * promised an answer; one that its launcher has not opened yet is tried again later, and holds no
 * thread meanwhile. {@link #accept} is for one thread.
 */
final class KnockSorter implements Consumer<Path> {
  /** A pid, and behind a dot whatever makes the name one that nobody could lay something at. */
  static final Pattern NAME = Pattern.compile("([1-9]\\d{0,17})(?:\\.[A-Za-z0-9]{1,16})?");

  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;

  /** After so long a knock is promised an answer: launchers wait for some seconds only. */
  private static final Duration PROMISE = Duration.ofMillis(500);

  private static final Duration PROMISE_AGAIN = Duration.ofMillis(100);
  private static final Duration SHORTEST_PAUSE = Duration.ofNanos(500_000);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(20);

  private final KnockLook look;
  private final SubordinateUids people;
  private final KnockQueue queue;
  private final KnockQueue promises;
  private final RefusedKnocks refused;
  private final Answers answers;
  private final Later later;
  private final LongSupplier nanos;

  /** A knock may be seen twice, as an event and by a look at the folder. */
  private final Set<Seen> pending = ConcurrentHashMap.newKeySet();

  private record Seen(String name, KnockRemoval.Identity file, Object changed) {}

  private record Knock(Path path, long uid, Seen seen, long at) {}

  /** Who answers. Called by several threads. */
  interface Answers {
    /** Answers a knock, see {@link Doorkeeper#answer}. */
    boolean answer(Path knock, Duration waited);

    /** Promises a knock an answer, see {@link Doorkeeper#promise}. */
    boolean promise(Path knock);
  }

  /** Runs a task after a while. */
  interface Later {
    void run(Runnable task, Duration delay);
  }

  /**
   * Creates a sorter.
   *
   * @param people tells to which user a uid was given: each has a share of the queue
   * @param queue the knocks to be answered
   * @param promises those to be promised an answer, by threads that have nothing else to do
   * @param nanos the time, as {@link System#nanoTime}
   */
  KnockSorter(
      KnockLook look,
      SubordinateUids people,
      KnockQueue queue,
      KnockQueue promises,
      RefusedKnocks refused,
      Answers answers,
      Later later,
      LongSupplier nanos) {
    this.look = look;
    this.people = people;
    this.queue = queue;
    this.promises = promises;
    this.refused = refused;
    this.answers = answers;
    this.later = later;
    this.nanos = nanos;
  }

  /** Returns true when no knock waits for an answer. */
  boolean idle() {
    return pending.isEmpty();
  }

  @Override
  public void accept(Path path) {
    Optional<Known> there;
    try {
      there = look.at(path);
    } catch (IOException e) {
      refused.tell(path, String.valueOf(e.getMessage()));
      return;
    }
    if (there.isPresent() && look.isMounted(there.get())) {
      refused.tell(path, "a file system is mounted there; unmount it");
    } else if (there.isPresent()) {
      sort(path, there.get());
    }
  }

  private void sort(Path path, Known there) {
    long uid = people.ownerOf(there.uid());
    String name = path.getFileName().toString();
    KnockRemoval.Identity identity = new KnockRemoval.Identity(there.device(), there.inode());
    boolean knock =
        (there.mode() & TYPE) == FIFO && there.links() == 1 && NAME.matcher(name).matches();
    if (!knock) {
      refused.refuse(path, identity, uid);
      return;
    }
    Seen seen = new Seen(name, identity, there.changed());
    Knock taken = new Knock(path, uid, seen, nanos.getAsLong());
    if (!pending.add(seen)) {
      return;
    }
    if (queue.offer(uid, () -> answer(taken))) {
      later.run(() -> comeToPromise(taken), PROMISE);
    } else {
      pending.remove(seen);
      refused.refuse(path, identity, uid);
    }
  }

  private void answer(Knock knock) {
    Duration waited = Duration.ofNanos(nanos.getAsLong() - knock.at());
    boolean done = true;
    try {
      done = answers.answer(knock.path(), waited);
    } finally {
      if (done) {
        pending.remove(knock.seen());
      }
    }
    if (!done) {
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
  private void comeToPromise(Knock knock) {
    if (pending.contains(knock.seen())) {
      promises.again(knock.uid(), () -> promise(knock));
    }
  }

  private void promise(Knock knock) {
    if (pending.contains(knock.seen()) && !answers.promise(knock.path())) {
      later.run(() -> comeToPromise(knock), PROMISE_AGAIN);
    }
  }
}
