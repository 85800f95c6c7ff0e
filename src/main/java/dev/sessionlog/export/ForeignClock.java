package dev.sessionlog.export;

import java.time.Duration;

/** The time in a file of another program, in microseconds since its session began. */
final class ForeignClock {
  private static final double MICROS = 1e6;
  private static final long LONGEST = Export.LONGEST.toNanos() / 1000;

  private long micros;

  /**
   * Goes to a time since the start; an earlier one than before is taken for that.
   *
   * @return false when it lies beyond 100 years, or is no time
   */
  boolean goTo(double seconds) {
    return isTime(seconds) && goTo(Math.round(seconds * MICROS));
  }

  /** Goes on by an interval; a negative one is taken for none. */
  boolean pass(double seconds) {
    return isTime(seconds) && goTo(micros + Math.round(seconds * MICROS));
  }

  private static boolean isTime(double seconds) {
    return Math.abs(seconds) <= LONGEST / MICROS;
  }

  boolean goTo(long since) {
    if (since > LONGEST) {
      return false;
    }
    micros = Math.max(micros, since);
    return true;
  }

  Duration at() {
    return Duration.ofNanos(micros * 1000);
  }
}
