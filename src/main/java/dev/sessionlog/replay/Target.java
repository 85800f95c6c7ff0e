package dev.sessionlog.replay;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a recording. */
public sealed interface Target {
  /** A description of places, for messages. */
  String EXPECTED =
      "a time since the start such as '90', '1:30' or '1h2m3s', a part such as '45%', a transcript"
          + " line such as ':17', an offset in bytes such as '4096b', or a moment such as"
          + " '2026-11-24 14:00:10'";

  /** A time since the session began. */
  record Time(Duration at) implements Target {}

  /** A part of the whole time, 0 to 1. */
  record Part(double part) implements Target {}

  /** A line of the session's transcript, from 1: the time at which it appeared. */
  record Line(long number) implements Target {}

  /** A number of bytes of output. */
  record Output(long bytes) implements Target {}

  /** A time of day. */
  record Moment(Instant at) implements Target {}

  /** Parses a place; empty if {@code text} is not one. */
  static Optional<Target> parse(String text, ZoneId zone) {
    String words = text.strip();
    Matcher form = Form.ALL.matcher(words);
    if (!form.matches()) {
      return Form.moment(words, zone);
    }
    if (form.group("part") != null) {
      double part = Double.parseDouble(form.group("part")) / 100;
      return part <= 1 ? Optional.of(new Part(part)) : Optional.empty();
    }
    if (form.group("line") != null) {
      return Optional.of(new Line(Long.parseLong(form.group("line"))));
    }
    if (form.group("bytes") != null) {
      return Optional.of(new Output(Long.parseLong(form.group("bytes"))));
    }
    return Optional.of(new Time(Form.time(form)));
  }

  /** The form of places. */
  final class Form {
    private static final Pattern ALL =
        Pattern.compile(
            "(?<part>\\d{1,3}(?:\\.\\d{1,9})?)%"
                + "|(?:line |:)(?<line>\\d{1,18})"
                + "|(?<bytes>\\d{1,18})[bB]"
                + "|(?:(?:(?<h>\\d{1,6}):)?(?<m>\\d{1,6}):)?(?<s>\\d{1,9}(?:\\.\\d{1,9})?)s?"
                + "|(?=.)(?:(?<hh>\\d{1,6})h)?(?:(?<mm>\\d{1,6})m)?(?:(?<ss>\\d{1,9})s)?");

    private Form() {}

    private static Duration time(Matcher form) {
      boolean colons = form.group("s") != null;
      String hours = form.group(colons ? "h" : "hh");
      String minutes = form.group(colons ? "m" : "mm");
      String seconds = form.group(colons ? "s" : "ss");
      double fraction = seconds == null ? 0 : Double.parseDouble(seconds);
      return Duration.ofHours(hours == null ? 0 : Long.parseLong(hours))
          .plusMinutes(minutes == null ? 0 : Long.parseLong(minutes))
          .plusNanos(Math.round(fraction * 1e9));
    }

    private static Optional<Target> moment(String words, ZoneId zone) {
      String iso = words.replaceFirst(" ", "T");
      try {
        return Optional.of(
            new Moment(
                iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") && iso.contains("T")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).atZone(zone).toInstant()));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }
}
