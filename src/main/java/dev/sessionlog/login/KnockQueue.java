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
 * The queue of knocks, fair among users: each user has a lane, lanes take turns, and no user
 * occupies all threads at once. The number of waiting knocks of a user is limited, and so is their
 * rate.
 *
 * <p>A thread may be stuck for ever, because users can lock their own files, for example the knock,
 * in the kernel. A stuck thread still counts for its user, but no longer in the total, so other
 * users still get answers. Thread-safe.
 */
final class KnockQueue {
  private final Executor threads;
  private final Limits limits;
  private final LongSupplier nanos;
  private final Map<Long, Lane> lanes = new HashMap<>();

  /** Lanes with a knock that may be served, in the order of their turns. */
  private final Deque<Lane> turns = new ArrayDeque<>();

  private final Set<Running> running = new HashSet<>();
  private final Set<Running> stuck = new HashSet<>();

  /**
   * The limits.
   *
   * @param threads the number of knocks answered in parallel
   * @param threadsPerUser how many of them may belong to one user
   * @param burst the burst of knocks of one user
   * @param perSecond the rate of knocks of one user per second, after the burst
   * @param stuckAfter the time after which the thread of an answer counts as stuck
   * @param mostStuck the number of stuck threads above which they count as running again
   */
  record Limits(
      int threads,
      int threadsPerUser,
      int burst,
      int perSecond,
      Duration stuckAfter,
      int mostStuck) {}

  /** An answer in progress. */
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
   * Queues a knock of the user {@code uid}.
   *
   * @return false if the user has too many
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

  /** Queues a knock again that could not be answered yet. */
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
   * Returns false if no thread is available for it, for example on an overloaded machine. It then
   * keeps its place, and {@link #replaceStuck} tries again.
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
   * Replaces stuck threads; to be called regularly.
   *
   * @return the users whose first stuck thread was found now
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

  /** Returns true if no knock is waiting or being answered. */
  synchronized boolean idle() {
    return running.isEmpty() && stuck.isEmpty() && turns.isEmpty();
  }

  /** Forgets users without waiting knocks who have their full allowance. */
  synchronized void forget() {
    lanes.values().forEach(this::refill);
    lanes
        .values()
        .removeIf(
            lane ->
                lane.running == 0 && lane.waiting.isEmpty() && lane.allowance >= limits.burst());
  }
}
