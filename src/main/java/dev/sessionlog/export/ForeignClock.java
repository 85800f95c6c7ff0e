package dev.sessionlog.export;

import java.time.Duration;
import java.util.Optional;

/** The time in a file of another program, in microseconds since its session began. */
final class ForeignClock {
  private static final double MICROS = 1e6;
  private static final long LONGEST = Export.LONGEST.toNanos() / 1000;

  private long micros;
  private long backwards;

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
    if (since < micros) {
      backwards++;
    }
    micros = Math.max(micros, since);
    return true;
  }

  /** Notes that a delay was negative, as those of a clock that was set back while it ran. */
  void stay() {
    backwards++;
  }

  /** Returns what of the file's times is not kept, in a line for people. */
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
