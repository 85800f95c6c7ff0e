package dev.sessionlog.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: a whole number and a unit, {@code ms s m h d}, for example {@code
 * 500ms}, {@code 10m} or {@code 90d}; and {@code 0}, which needs no unit.
 */
public final class DurationText {
  /** A description of a duration, for messages. */
  public static final String EXPECTED =
      "a duration such as \"500ms\", \"2s\", \"10m\", \"8h\" or \"90d\"";

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)|0");

  private DurationText() {}

  /**
   * Parses a duration, exact to the millisecond.
   *
   * @throws IllegalArgumentException if it is not one, with a message for people
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(Quoted.text(text) + " is not a duration");
    }
    if (form.group(1) == null) {
      return Duration.ZERO;
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /**
   * Returns the shortest text that {@link #parse} reads as {@code duration}, which must not be
   * negative; fractions of a millisecond are left out.
   */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0";
    }
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
