package dev.sessionlog.cli;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as people write them, in the words of systemd.time(7) where possible: {@code now}, {@code
 * today}, {@code yesterday 14:00}, {@code monday}, {@code 2h ago}, {@code 1h30m}, {@code -2h},
 * {@code 14:00}, {@code Nov 26}, {@code 2026-11-24}, {@code 2026-11-24 14:00}, {@code @1700000000},
 * or ISO 8601. A day without a year or date is the most recent one.
 */
final class TimeText {
  private static final String UNIT =
      "(\\d{1,6})\\s*(months?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?"
          + "|y|years?)(?![a-z])";
  private static final Pattern SPAN = Pattern.compile(UNIT + "\\s*");
  private static final Pattern AGO =
      Pattern.compile("-?((?:" + UNIT.replaceAll("\\((?!\\?)", "(?:") + "\\s*)+)(?:\\s*ago)?");
  private static final String CLOCK = "(?:\\s+(\\d\\d?:\\d\\d(?::\\d\\d)?))?";
  private static final Pattern DAY = Pattern.compile("(today|yesterday|tomorrow)" + CLOCK);
  private static final Pattern WEEKDAY =
      Pattern.compile("(?:last\\s+)?(mon|tue|wed|thu|fri|sat|sun)([a-z]*)" + CLOCK);
  private static final Pattern MONTH_FIRST =
      Pattern.compile("([a-z]{3,9})\\.?\\s+(\\d\\d?)(?:,?\\s+(\\d{4}))?" + CLOCK);
  private static final Pattern DAY_FIRST =
      Pattern.compile("(\\d\\d?)\\.?\\s+([a-z]{3,9})\\.?(?:\\s+(\\d{4}))?" + CLOCK);
  private static final Pattern SINCE_1970 = Pattern.compile("@(\\d{1,11})(?:\\.(\\d{1,9}))?");

  private final Instant now;
  private final ZoneId zone;

  TimeText(Instant now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /**
   * Parses a time; empty if {@code text} is null.
   *
   * @throws CommandFailure if it is not a time
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
              + "': not a time, expected one like '2026-11-24 14:00', 'yesterday', 'monday',"
              + " 'Nov 24' or '2h ago'");
    }
  }

  private Instant meaning(String words) {
    if (words.equals("now")) {
      return now;
    }
    Matcher seconds = SINCE_1970.matcher(words);
    if (seconds.matches()) {
      String fraction = seconds.group(2) == null ? "" : seconds.group(2);
      long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
      return Instant.ofEpochSecond(Long.parseLong(seconds.group(1)), nanos);
    }
    Matcher ago = AGO.matcher(words);
    if (ago.matches()) {
      return before(ago.group(1));
    }
    LocalDate today = now.atZone(zone).toLocalDate();
    if (words.matches("\\d\\d?:\\d\\d(:\\d\\d)?")) {
      return at(today, words);
    }
    Optional<Instant> day = namedDay(words, today);
    return day.isPresent() ? day.get() : date(words);
  }

  private Optional<Instant> namedDay(String words, LocalDate today) {
    Matcher day = DAY.matcher(words);
    if (day.matches()) {
      int days = day.group(1).equals("today") ? 0 : day.group(1).equals("tomorrow") ? 1 : -1;
      return Optional.of(at(today.plusDays(days), day.group(2)));
    }
    Matcher weekday = WEEKDAY.matcher(words);
    if (weekday.matches()) {
      DayOfWeek wanted = weekday(weekday.group(1), weekday.group(1) + weekday.group(2));
      LocalDate last = today.with(TemporalAdjusters.previousOrSame(wanted));
      return Optional.of(at(last, weekday.group(3)));
    }
    Matcher month = MONTH_FIRST.matcher(words);
    if (month.matches()) {
      LocalDate date = date(month.group(1), month.group(2), month.group(3), today);
      return Optional.of(at(date, month.group(4)));
    }
    Matcher dayFirst = DAY_FIRST.matcher(words);
    if (dayFirst.matches()) {
      LocalDate date = date(dayFirst.group(2), dayFirst.group(1), dayFirst.group(3), today);
      return Optional.of(at(date, dayFirst.group(4)));
    }
    return Optional.empty();
  }

  private Instant date(String words) {
    if (words.matches("\\d{4}-\\d\\d-\\d\\d")) {
      return at(LocalDate.parse(words), null);
    }
    String iso = words.replaceFirst("\\s+", "T").toUpperCase(Locale.ROOT);
    return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).atZone(zone).toInstant();
  }

  /** Returns the time of a span before now; months and years are calendar ones. */
  private Instant before(String spans) {
    ZonedDateTime moment = now.atZone(zone);
    Matcher span = SPAN.matcher(spans);
    while (span.find()) {
      int count = Integer.parseInt(span.group(1));
      String unit = span.group(2);
      moment =
          unit.startsWith("month") || unit.startsWith("y")
              ? moment.minus(unit.startsWith("y") ? Period.ofYears(count) : Period.ofMonths(count))
              : moment.minus(duration(unit).multipliedBy(count));
    }
    return moment.toInstant();
  }

  private static DayOfWeek weekday(String first, String word) {
    for (DayOfWeek day : DayOfWeek.values()) {
      String name = day.name().toLowerCase(Locale.ROOT);
      if (name.startsWith(first) && name.startsWith(word)) {
        return day;
      }
    }
    throw new DateTimeException(word);
  }

  private static LocalDate date(String word, String day, @Nullable String year, LocalDate today) {
    for (Month month : Month.values()) {
      if (month.name().toLowerCase(Locale.ROOT).startsWith(word)) {
        int number = Integer.parseInt(day);
        if (year != null) {
          return LocalDate.of(Integer.parseInt(year), month, number);
        }
        LocalDate thisYear = LocalDate.of(today.getYear(), month, number);
        return thisYear.isAfter(today) ? thisYear.minusYears(1) : thisYear;
      }
    }
    throw new DateTimeException(word);
  }

  private Instant at(LocalDate date, @Nullable String clock) {
    LocalTime time =
        clock == null
            ? LocalTime.MIDNIGHT
            : LocalTime.parse(clock.indexOf(':') == 1 ? "0" + clock : clock);
    return ZonedDateTime.of(date, time, zone).toInstant();
  }

  private static Duration duration(String unit) {
    return switch (unit.charAt(0)) {
      case 's' -> Duration.ofSeconds(1);
      case 'm' -> Duration.ofMinutes(1);
      case 'h' -> Duration.ofHours(1);
      case 'd' -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }
}
