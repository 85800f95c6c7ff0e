package dev.sessionlog.export;

import dev.sessionlog.recording.TimingEntry;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a timing file as scriptreplay(1) takes it: with any number of decimals, a comma for a
 * point as old versions wrote where the locale has one, and blanks or tabs in between.
 *
 * @param entry the entry; {@link TimingEntry.Other} for input
 * @param input how many bytes of input it tells of
 */
record ForeignTiming(TimingEntry entry, long input) {
  private static final int DIGITS = 6;
  private static final Pattern LINE =
      Pattern.compile(
          "[ \\t]*(?:(?<type>[OISH])[ \\t]+)?(?<sec>\\d{1,9})(?:[.,](?<fraction>\\d{1,18}))?[ \\t]+"
              + "(?<text>.*)",
          Pattern.DOTALL);
  private static final Pattern COUNT = Pattern.compile("(\\d{1,15})[ \\t\\r]*");

  /** Returns the entry that {@code line} spells, or empty when it is none. */
  static Optional<ForeignTiming> parse(String line) {
    Matcher form = LINE.matcher(line);
    if (!form.matches()) {
      return Optional.empty();
    }
    String type = form.group("type");
    String micros = micros(form.group("fraction"));
    if ("I".equals(type)) {
      Duration delay =
          Duration.ofSeconds(Long.parseLong(form.group("sec")))
              .plusNanos(Long.parseLong(micros) * 1000);
      return count(form.group("text"))
          .map(count -> new ForeignTiming(new TimingEntry.Other(delay, line), count));
    }
    String text = form.group("text");
    String rest =
        type == null || type.equals("O") ? count(text).map(String::valueOf).orElse(text) : text;
    return TimingEntry.parse(
            (type == null ? "" : type + " ") + form.group("sec") + "." + micros + " " + rest)
        .map(entry -> new ForeignTiming(entry, 0));
  }

  private static Optional<Long> count(String text) {
    Matcher count = COUNT.matcher(text);
    return count.matches() ? Optional.of(Long.parseLong(count.group(1))) : Optional.empty();
  }

  private static String micros(String fraction) {
    String digits = (fraction == null ? "" : fraction) + "0".repeat(DIGITS);
    return digits.substring(0, DIGITS);
  }

  /** Returns how many bytes of output it tells of. */
  long output() {
    return entry instanceof TimingEntry.Output output ? output.bytes() : 0;
  }
}
