package dev.sessionlog.replay;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The line below the picture: state, place, and progress of playing.
 *
 * @param sign the state: {@code >} or a word
 * @param at the place in the recording
 * @param duration the duration of the recording
 * @param pace the pace
 * @param facts facts about the place and the session, the most important first
 * @param note a message; may be empty
 */
record ProgressLine(
    String sign, Duration at, Duration duration, Pace pace, List<String> facts, String note) {
  private static final int SHORTEST_BAR = 8;

  /** Returns the line, at most as wide as the window. */
  String text(int columns) {
    String left =
        " "
            + sign
            + " "
            + time(at)
            + " / "
            + time(duration)
            + String.format(Locale.ROOT, " %3d%%", Math.round(part() * 100));
    String end = (note.isEmpty() ? "" : "  " + note) + " ";
    String right = speed() + idle();
    for (String fact : facts) {
      boolean fits = left.length() + right.length() + fact.length() + 2 + end.length() <= columns;
      right += fits ? "  " + fact : "";
    }
    right += end;
    int room = columns - left.length() - right.length() - 2;
    String bar = room < SHORTEST_BAR ? "" : " " + bar(Math.min(room, 40)) + " ";
    String line = left + bar + right;
    return line.length() > columns ? line.substring(0, columns) : line;
  }

  private double part() {
    double part = duration.isZero() ? 1 : (double) at.toNanos() / duration.toNanos();
    return Math.max(0, Math.min(part, 1));
  }

  private String bar(int length) {
    int full = (int) Math.round(part() * length);
    return "=".repeat(full) + "-".repeat(length - full);
  }

  private String speed() {
    double speed = pace.speed();
    return speed == 1
        ? ""
        : speed > 1
            ? String.format(Locale.ROOT, "  x%s", trimmed(speed))
            : String.format(Locale.ROOT, "  x1/%s", trimmed(1 / speed));
  }

  private static String trimmed(double number) {
    return number == Math.rint(number)
        ? Long.toString((long) number)
        : String.format(Locale.ROOT, "%.2f", number);
  }

  private String idle() {
    Duration limit = pace.idleLimit();
    return limit.isZero() ? "" : "  idle<" + trimmed(limit.toMillis() / 1000.0) + "s";
  }

  /** Returns a time as {@code m:ss} or {@code h:mm:ss}. */
  static String time(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
  }
}
