package dev.sessionlog.replay;

import java.time.Duration;

/**
 * How fast a recording is played: turns time in the recording into time on the wall.
 *
 * @param speed how many times faster than it was recorded, {@value #SLOWEST} to {@value #FASTEST}
 * @param idleLimit the longest pause between two outputs, in time of the recording; zero for no
 *     limit
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
   * Returns how long to wait until an output is due, in real time.
   *
   * @param now the present place
   * @param last the time of the previous output; not after {@code now}
   * @param next the time of the output in the recording
   */
  Duration untilDue(Duration now, Duration last, Duration next) {
    Duration due = next;
    if (!idleLimit.isZero() && last.plus(idleLimit).compareTo(next) < 0) {
      due = last.plus(idleLimit);
    }
    Duration left = due.minus(now);
    return left.isNegative() ? Duration.ZERO : Duration.ofNanos((long) (left.toNanos() / speed));
  }

  /** Returns the place after {@code elapsed} real time. */
  Duration advance(Duration now, Duration elapsed) {
    return now.plusNanos((long) (elapsed.toNanos() * speed));
  }
}
