package dev.sessionlog.login;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * The knocks that wait for an answer, fair among users: each has a lane, lanes take turns, and no
 * user is served by all threads at once. What one user may have waiting is bounded, and so is how
 * many knocks of one user are taken in the long run. Thread-safe.
 */
final class KnockQueue {
  private final Executor threads;
  private final Limits limits;
  private final LongSupplier nanos;
  private final Map<Long, Lane> lanes = new HashMap<>();

  /** Lanes in which something waits and may be served, in the order of their turns. */
  private final Deque<Lane> turns = new ArrayDeque<>();

  private int running;

  /**
   * How much there may be.
   *
   * @param threads how many knocks are answered at the same time
   * @param threadsPerUser how many of them may be one user's
   * @param burst how many knocks of one user are taken at once
   * @param perSecond how many knocks of one user are taken each second, when the burst is used up
   */
  record Limits(int threads, int threadsPerUser, int burst, int perSecond) {}

  private static final class Lane {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private boolean inTurn;
    private double allowance;
    private long refilled;
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
    Lane lane = lanes.computeIfAbsent(uid, any -> newLane());
    refill(lane);
    if (lane.allowance < 1) {
      return false;
    }
    lane.allowance--;
    lane.waiting.add(answer);
    dispatch(lane);
    return true;
  }

  /** Takes a knock again that was taken before and could not be answered yet. */
  synchronized void again(long uid, Runnable answer) {
    Lane lane = lanes.computeIfAbsent(uid, any -> newLane());
    lane.waiting.add(answer);
    dispatch(lane);
  }

  private Lane newLane() {
    Lane lane = new Lane();
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
    if (!lane.inTurn && !lane.waiting.isEmpty() && lane.running < limits.threadsPerUser()) {
      lane.inTurn = true;
      turns.addLast(lane);
    }
    while (running < limits.threads() && !turns.isEmpty()) {
      start(turns.removeFirst());
    }
  }

  private void start(Lane lane) {
    lane.inTurn = false;
    Runnable answer = lane.waiting.removeFirst();
    lane.running++;
    running++;
    threads.execute(
        () -> {
          try {
            answer.run();
          } finally {
            done(lane);
          }
        });
    if (!lane.waiting.isEmpty() && lane.running < limits.threadsPerUser()) {
      lane.inTurn = true;
      turns.addLast(lane);
    }
  }

  private synchronized void done(Lane lane) {
    lane.running--;
    running--;
    dispatch(lane);
  }

  /** Returns true when nothing waits or is being answered. */
  synchronized boolean idle() {
    return running == 0 && turns.isEmpty();
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
