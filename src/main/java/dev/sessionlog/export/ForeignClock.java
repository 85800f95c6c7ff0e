package dev.sessionlog.export;

import java.time.Duration;
import java.util.Optional;

/** The clock of a file of another program, in microseconds since its session began. */
final class ForeignClock {
  private static final double MICROS = 1e6;
  private static final long LONGEST = Export.LONGEST.toNanos() / 1000;

  private long micros;
  private long backwards;

  /**
   * Sets the time since the start; a time that goes back is replaced with the previous one.
   *
   * @return false if it is above 100 years, or not a time
   */
  boolean goTo(double seconds) {
    return isTime(seconds) && goTo(Math.round(seconds * MICROS));
  }

  /** Advances by an interval; a negative one counts as zero. */
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
    if (since < micros) {
      backwards++;
    }
    micros = Math.max(micros, since);
    return true;
  }

  /** Notes a negative delay, which comes from a clock that was set back. */
  void stay() {
    backwards++;
  }

  /** Returns which times of the file are not kept, as one line for people. */
  Optional<String> note() {
    return backwards == 0
        ? Optional.empty()
        : Optional.of(
            "its time goes back "
                + (backwards == 1 ? "once" : backwards + " times")
                + "; time stands still there");
  }

  Duration at() {
    return Duration.ofNanos(micros * 1000);
  }
}
