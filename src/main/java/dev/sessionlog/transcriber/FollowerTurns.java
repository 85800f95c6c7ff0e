package dev.sessionlog.transcriber;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Schedules the turns of a follower: at once when it is woken, or after a delay, and never two at a
 * time. {@link #wake} and {@link #due} may be called by any thread, the rest only within a turn.
 */
final class FollowerTurns {
  private final Turns turns;
  private final Turns.Seat seat;
  private final ScheduledExecutorService alarms;
  private final Turns.Work turn;

  /** The number of wakes not handled by a turn yet; the first of them has submitted the turn. */
  private final AtomicInteger wakes = new AtomicInteger();

  private @Nullable ScheduledFuture<?> alarm;

  /**
   * Creates them; none is due.
   *
   * @param turn the work of a turn
   */
  FollowerTurns(Turns turns, Turns.Seat seat, ScheduledExecutorService alarms, Turns.Work turn) {
    this.turns = turns;
    this.seat = seat;
    this.alarms = alarms;
    this.turn = turn;
  }

  /** Requests a turn, because there may be something to do. */
  void wake() {
    if (wakes.getAndIncrement() == 0) {
      submit();
    }
  }

  /** Returns true while a turn is running or due. */
  boolean due() {
    return wakes.get() > 0;
  }

  private void submit() {
    if (!turns.submit(seat, this::take)) {
      wakes.set(0);
    }
  }

  /** A wake during a turn leads to another turn after it, never in parallel. */
  private void take(int thread) {
    int answered = wakes.get();
    try {
      turn.run(thread);
    } finally {
      if (wakes.addAndGet(-answered) > 0) {
        submit();
      }
    }
  }

  /** Makes sure that a turn is taken within {@code delay}. */
  void wakeIn(Duration delay) {
    ScheduledFuture<?> before = alarm;
    // One that is due may have woken this very turn, although it is not done yet.
    long left = before == null || before.isDone() ? 0 : before.getDelay(TimeUnit.NANOSECONDS);
    if (before != null && left > 0) {
      if (left <= delay.toNanos()) {
        return;
      }
      before.cancel(false);
    }
    try {
      alarm = alarms.schedule(this::wake, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopping) {
      alarm = null;
    }
  }

  /** Cancels the delayed turn. */
  void cancel() {
    ScheduledFuture<?> current = alarm;
    if (current != null) {
      current.cancel(false);
    }
  }
}
