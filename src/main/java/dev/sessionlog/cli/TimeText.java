package dev.sessionlog.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as people write them: {@code now}, {@code today}, {@code yesterday 14:00}, {@code 2h ago},
 * {@code 2h}, {@code -2h}, {@code 14:00}, {@code 2026-11-24}, {@code 2026-11-24 14:00}, or ISO
 * 8601.
 */
final class TimeText {
  private static final Pattern AGO =
      Pattern.compile(
          "-?(\\d{1,6})\\s*(s|m|h|d|w|sec|min|hours?|days?|weeks?|minutes?|seconds?)( ago)?");
  private static final Pattern DAY =
      Pattern.compile("(today|yesterday)(?: (\\d\\d?:\\d\\d(?::\\d\\d)?))?");

  private final Instant now;
  private final ZoneId zone;

  TimeText(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /**
   * Returns the moment that {@code text} means; empty when it is null.
   *
   * @throws CommandFailure when it means none
   */
  Optional<Instant> parse(String option, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    String words = text.strip().toLowerCase(Locale.ROOT);
    try {
      return Optional.of(meaning(words));
    } catch (DateTimeException | ArithmeticException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          option
              + " '"
              + text
              + "': not a time, expected one like '2026-11-24 14:00', 'yesterday' or '2h ago'");
    }
  }

  private Instant meaning(String words) {
    if (words.equals("now")) {
      return now;
    }
    Matcher ago = AGO.matcher(words);
    if (ago.matches()) {
      return now.minus(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1))));
    }
    LocalDate today = now.atZone(zone).toLocalDate();
    Matcher day = DAY.matcher(words);
    if (day.matches()) {
      LocalDate date = day.group(1).equals("today") ? today : today.minusDays(1);
      return at(date, day.group(2) == null ? LocalTime.MIDNIGHT : time(day.group(2)));
    }
    if (words.matches("\\d\\d?:\\d\\d(:\\d\\d)?")) {
      return at(today, time(words));
    }
    if (words.matches("\\d{4}-\\d\\d-\\d\\d")) {
      return at(LocalDate.parse(words), LocalTime.MIDNIGHT);
    }
    String iso = words.replaceFirst(" ", "T").toUpperCase(Locale.ROOT);
    return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).atZone(zone).toInstant();
  }

  private Instant at(LocalDate date, LocalTime time) {
    return ZonedDateTime.of(date, time, zone).toInstant();
  }

  private static LocalTime time(String text) {
    return LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
  }

  private static Duration unit(String word) {
    return switch (word.charAt(0)) {
      case 's' -> Duration.ofSeconds(1);
      case 'm' -> Duration.ofMinutes(1);
      case 'h' -> Duration.ofHours(1);
      case 'd' -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }
}
