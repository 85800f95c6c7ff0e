package dev.sessionlog.export;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date in the forms that versions of script(1) wrote: ISO 8601 with any form of offset, that of
 * ctime(3), or that of date(1) with AM and PM. A date without a zone is in the zone of the reader.
 */
final class ForeignDate {
  private static final String TIME = "(?<hour>\\d{1,2}):(?<minute>\\d\\d):(?<second>\\d\\d)";
  private static final String MONTHS =
      "(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?";
  private static final String ZONE = "(?:[ ]?(?<zone>Z|[+-]\\d\\d(?::?\\d\\d)?|[A-Z]{2,5}))?";
  private static final String HALF = "(?: ?(?<half>[AaPp]\\.?[Mm]\\.?))?";

  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(
              "(?<year>\\d{4})-(?<month>\\d\\d)-(?<day>\\d\\d)[ T]"
                  + TIME
                  + "(?:[.,]\\d+)?"
                  + ZONE),
          Pattern.compile(
              MONTHS + " +(?<day>\\d{1,2}),? +" + TIME + HALF + ZONE + ",? +(?<year>\\d{4})\\b"),
          Pattern.compile(
              "(?<day>\\d{1,2})\\.?[ -]"
                  + MONTHS
                  + ",?[ -](?<year>\\d{4}),? +(?:at +)?"
                  + TIME
                  + HALF
                  + ZONE));

  /** Offsets from UTC in hours. Ambiguous names are left out, except those of North America. */
  private static final Map<String, Double> ZONES = zones();

  private ForeignDate() {}

  private static Map<String, Double> zones() {
    Map<String, Double> zones = new HashMap<>();
    String known =
        "Z:0 UT:0 UTC:0 GMT:0 WET:0 WEST:1 CET:1 CEST:2 MEZ:1 MESZ:2 EET:2 EEST:3 MSK:3 EST:-5"
            + " EDT:-4 CST:-6 CDT:-5 MST:-7 MDT:-6 PST:-8 PDT:-7 AKST:-9 AKDT:-8 HST:-10 JST:9 KST:9"
            + " HKT:8 SGT:8 AWST:8 ACST:9.5 ACDT:10.5 AEST:10 AEDT:11 NZST:12 NZDT:13 SAST:2 BRT:-3";
    for (String zone : known.split(" ")) {
      String[] parts = zone.split(":");
      zones.put(parts[0], Double.valueOf(parts[1]));
    }
    return Map.copyOf(zones);
  }

  /** Returns the first date in {@code text}; empty if there is none of a known form. */
  static Optional<Instant> find(String text, ZoneId local) {
    for (Pattern form : FORMS) {
      Matcher date = form.matcher(text);
      if (date.find()) {
        return instant(date, local);
      }
    }
    return Optional.empty();
  }

  private static Optional<Instant> instant(Matcher date, ZoneId local) {
    try {
      LocalDate day =
          LocalDate.of(
              Integer.parseInt(date.group("year")),
              month(date.group("month")),
              Integer.parseInt(date.group("day")));
      LocalTime time =
          LocalTime.of(hour(date), number(date, "minute"), Math.min(59, number(date, "second")));
      return Optional.of(LocalDateTime.of(day, time).atZone(zone(date, local)).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher date, String name) {
    return Integer.parseInt(date.group(name));
  }

  private static int month(String month) {
    return Character.isDigit(month.charAt(0))
        ? Integer.parseInt(month)
        : "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(month) / 3 + 1;
  }

  private static int hour(Matcher date) {
    int hour = number(date, "hour");
    String half = date.pattern().pattern().contains("<half>") ? date.group("half") : null;
    if (half == null) {
      return hour;
    }
    boolean afternoon = half.toLowerCase(Locale.ROOT).startsWith("p");
    return hour % 12 + (afternoon ? 12 : 0);
  }

  private static ZoneId zone(Matcher date, ZoneId local) {
    String zone = date.group("zone");
    if (zone == null) {
      return local;
    }
    if (zone.startsWith("+") || zone.startsWith("-")) {
      return ZoneOffset.of(zone);
    }
    Double hours = ZONES.get(zone);
    return hours == null ? local : ZoneOffset.ofTotalSeconds((int) (hours * 3600));
  }
}
