package dev.sessionlog.login;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * The knocks that wait for an answer, fair among users: each has a lane, lanes take turns, and no
 * user is served by all threads at once. What one user may have waiting is bounded, and so is how
 * many knocks of one user are taken in the long run.
 *
 * <p>A thread may be stuck for ever: a user can have the kernel lock whatever is theirs, such as
 * the knock, and never let go. Such a thread still counts as one of its user's, and no more as one
 * of all: so it costs nobody else an answer. Thread-safe.
 */
final class KnockQueue {
  private final Executor threads;
  private final Limits limits;
  private final LongSupplier nanos;
  private final Map<Long, Lane> lanes = new HashMap<>();

  /** Lanes in which something waits and may be served, in the order of their turns. */
  private final Deque<Lane> turns = new ArrayDeque<>();

  private final Set<Running> running = new HashSet<>();
  private final Set<Running> stuck = new HashSet<>();

  /**
   * How much there may be.
   *
   * @param threads how many knocks are answered at the same time
   * @param threadsPerUser how many of them may be one user's
   * @param burst how many knocks of one user are taken at once
   * @param perSecond how many knocks of one user are taken each second, when the burst is used up
   * @param stuckAfter how long an answer may take before its thread counts as stuck
   * @param mostStuck how many threads may be stuck before they count as running again
   */
  record Limits(
      int threads,
      int threadsPerUser,
      int burst,
      int perSecond,
      Duration stuckAfter,
      int mostStuck) {}

  /** An answer that is being given. */
  private static final class Running {
    private final Lane lane;
    private final long since;

    Running(Lane lane, long since) {
      this.lane = lane;
      this.since = since;
    }
  }

  private static final class Lane {
    private final long uid;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private int stuck;
    private boolean inTurn;
    private double allowance;
    private long refilled;

    Lane(long uid) {
      this.uid = uid;
    }
  }

  KnockQueue(Executor threads, Limits limits, LongSupplier nanos) {
    this.threads = threads;
    this.limits = limits;
    this.nanos = nanos;
  }

  /**
   * Takes a knock of the user {@code uid}, to be answered when its turn comes.
   *
   * @return false when the user has too many
   */
  synchronized boolean offer(long uid, Runnable answer) {
    Lane lane = lanes.computeIfAbsent(uid, this::newLane);
    refill(lane);
    if (lane.allowance < 1 || lane.waiting.size() >= limits.burst()) {
      return false;
    }
    lane.allowance--;
    lane.waiting.add(answer);
    dispatch(lane);
    return true;
  }

  /** Takes a knock again that was taken before and could not be answered yet. */
  synchronized void again(long uid, Runnable answer) {
    Lane lane = lanes.computeIfAbsent(uid, this::newLane);
    lane.waiting.add(answer);
    dispatch(lane);
  }

  private Lane newLane(long uid) {
    Lane lane = new Lane(uid);
    lane.allowance = limits.burst();
    lane.refilled = nanos.getAsLong();
    return lane;
  }

  private void refill(Lane lane) {
    long now = nanos.getAsLong();
    double gained =
        (double) (now - lane.refilled) * limits.perSecond() / Duration.ofSeconds(1).toNanos();
    lane.allowance = Math.min(limits.burst(), lane.allowance + gained);
    lane.refilled = now;
  }

  private void dispatch(Lane lane) {
    takeTurn(lane);
    dispatch();
  }

  private void takeTurn(Lane lane) {
    if (!lane.inTurn && !lane.waiting.isEmpty() && lane.running < limits.threadsPerUser()) {
      lane.inTurn = true;
      turns.addLast(lane);
    }
  }

  private void dispatch() {
    boolean started = true;
    while (started && running.size() < limits.threads() && !turns.isEmpty()) {
      started = start(turns.removeFirst());
    }
  }

  /**
   * Returns false when no thread can be had for it, as on a machine that has too many: then it
   * waits on, in its place, and is tried again by {@link #replaceStuck}.
   */
  private boolean start(Lane lane) {
    lane.inTurn = false;
    Runnable answer = lane.waiting.removeFirst();
    Running one = new Running(lane, nanos.getAsLong());
    lane.running++;
    running.add(one);
    try {
      threads.execute(
          () -> {
            try {
              answer.run();
            } finally {
              done(one);
            }
          });
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      lane.running--;
      running.remove(one);
      lane.waiting.addFirst(answer);
      lane.inTurn = true;
      turns.addFirst(lane);
      return false;
    }
    takeTurn(lane);
    return true;
  }

  private synchronized void done(Running one) {
    one.lane.running--;
    running.remove(one);
    if (stuck.remove(one)) {
      one.lane.stuck--;
    }
    dispatch(one.lane);
  }

  /**
   * Lets others have the places of threads that are stuck; to be called from time to time.
   *
   * @return the users of whom a first thread was found stuck now
   */
  synchronized List<Long> replaceStuck() {
    long before = nanos.getAsLong() - limits.stuckAfter().toNanos();
    List<Long> found = new ArrayList<>();
    for (Running one : List.copyOf(running)) {
      if (one.since - before <= 0 && stuck.size() < limits.mostStuck()) {
        running.remove(one);
        stuck.add(one);
        if (one.lane.stuck++ == 0) {
          found.add(one.lane.uid);
        }
      }
    }
    dispatch();
    return found;
  }

  /** Returns true when nothing waits or is being answered. */
  synchronized boolean idle() {
    return running.isEmpty() && stuck.isEmpty() && turns.isEmpty();
  }

  /** Forgets users of whom nothing waits, and who have their whole allowance again. */
  synchronized void forget() {
    lanes.values().forEach(this::refill);
    lanes
        .values()
        .removeIf(
            lane ->
                lane.running == 0 && lane.waiting.isEmpty() && lane.allowance >= limits.burst());
  }
}
