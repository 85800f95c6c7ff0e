package dev.sessionlog.replay;

import java.time.Duration;

/**
 * How fast a recording is played: turns time in the recording into time on the wall.
 *
 * @param speed how many times faster than it was recorded, {@value #SLOWEST} to {@value #FASTEST}
 * @param idleLimit how long a pause between two outputs lasts at most, in time of the recording;
 *     zero for as long as it was
 */
record Pace(double speed, Duration idleLimit) {
  static final double SLOWEST = 1.0 / 16;
  static final double FASTEST = 1024;

  Pace {
    speed = Math.max(SLOWEST, Math.min(speed, FASTEST));
  }

  Pace withSpeed(double newSpeed) {
    return new Pace(newSpeed, idleLimit);
  }

  Pace withIdleLimit(Duration limit) {
    return new Pace(speed, limit);
  }

  /**
   * Returns how long to wait until an output is due, on the wall.
   *
   * @param now where the recording is played
   * @param last when the output before came; not after {@code now}
   * @param next when the output is recorded to have come
   */
  Duration untilDue(Duration now, Duration last, Duration next) {
    Duration due = next;
    if (!idleLimit.isZero() && last.plus(idleLimit).compareTo(next) < 0) {
      due = last.plus(idleLimit);
    }
    Duration left = due.minus(now);
    return left.isNegative() ? Duration.ZERO : Duration.ofNanos((long) (left.toNanos() / speed));
  }

  /** Returns where the recording is after {@code elapsed} on the wall. */
  Duration advance(Duration now, Duration elapsed) {
    return now.plusNanos((long) (elapsed.toNanos() * speed));
  }
}
