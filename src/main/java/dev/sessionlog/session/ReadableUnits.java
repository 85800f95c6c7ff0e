package dev.sessionlog.session;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Durations, sizes and times for people, wherever they read one: two units at most, three digits or
 * so, whole seconds. Values of the configuration are quoted as they are written there.
 */
public final class ReadableUnits {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final String PREFIXES = "KMGTPE";

  private ReadableUnits() {}

  /** Returns a duration, such as {@code 7s}, {@code 3m05s}, {@code 2h10m} or {@code 4d02h}. */
  public static String duration(Duration duration) {
    Duration positive = duration.isNegative() ? Duration.ZERO : duration;
    if (positive.toDays() > 0) {
      return two(positive.toDays(), 'd', positive.toHoursPart(), 'h');
    }
    if (positive.toHours() > 0) {
      return two(positive.toHours(), 'h', positive.toMinutesPart(), 'm');
    }
    if (positive.toMinutes() > 0) {
      return two(positive.toMinutes(), 'm', positive.toSecondsPart(), 's');
    }
    return positive.toSeconds() + "s";
  }

  /** Returns a size in units of 1024, such as {@code 812B}, {@code 4.2K} or {@code 160M}. */
  public static String size(long bytes) {
    double count = bytes;
    int steps = 0;
    while (count >= 999.5 && steps < PREFIXES.length()) {
      count /= 1024;
      steps++;
    }
    if (steps == 0) {
      return bytes + "B";
    }
    return String.format(Locale.ROOT, count < 9.95 ? "%.1f" : "%.0f", count)
        + PREFIXES.charAt(steps - 1);
  }

  /** Returns a time in {@code zone}, to the second; what is no time stays as it is. */
  public static String time(String instant, ZoneId zone) {
    try {
      return TIME.format(Instant.parse(instant).atZone(zone));
    } catch (DateTimeException other) {
      return instant;
    }
  }

  private static String two(long large, char largeUnit, int small, char smallUnit) {
    return String.format(Locale.ROOT, "%d%c%02d%c", large, largeUnit, small, smallUnit);
  }
}
