package dev.sessionlog.export;

import dev.sessionlog.recording.TimingEntry;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a timing file as scriptreplay(1) accepts it: with any number of decimals, a decimal
 * comma, which old versions wrote in some locales, and separated by blanks or tabs.
 *
 * @param entry the entry; {@link TimingEntry.Other} for input
 * @param input the bytes of input that it covers
 * @param back true if its delay was negative, because an old version ran while the clock was set
 *     back
 */
record ForeignTiming(TimingEntry entry, long input, boolean back) {
  private static final int MICROS = 6;
  private static final int NANOS = 9;
  private static final BigDecimal MOST = new BigDecimal("999999999.999999");
  private static final Pattern LINE =
      Pattern.compile(
          "[ \\t]*(?:(?<type>[OISH])[ \\t]+|(?<back>-))?(?<sec>\\d{1,9})(?:[.,](?<fraction>\\d{1,18}))?"
              + "(?:[eE](?<power>[+-]?\\d{1,2}))?[ \\t]+"
              + "(?<text>.*)",
          Pattern.DOTALL);
  private static final Pattern COUNT = Pattern.compile("(\\d{1,15})[ \\t\\r]*");

  /** Parses an entry; empty if {@code line} is not one. */
  static Optional<ForeignTiming> parse(String line) {
    Matcher form = LINE.matcher(line);
    if (!form.matches()) {
      return Optional.empty();
    }
    String type = form.group("type");
    boolean back = form.group("back") != null;
    Optional<BigDecimal> seconds =
        back ? Optional.of(BigDecimal.ZERO.setScale(MICROS)) : seconds(form);
    if (seconds.isEmpty()) {
      return Optional.empty();
    }
    String delay = seconds.get().toPlainString();
    String text = form.group("text");
    if ("I".equals(type)) {
      Duration passed = Duration.ofNanos(seconds.get().movePointRight(NANOS).longValue());
      return count(text)
          .map(count -> new ForeignTiming(new TimingEntry.Other(passed, line), count, false));
    }
    String rest =
        type == null || type.equals("O") ? count(text).map(String::valueOf).orElse(text) : text;
    return TimingEntry.parse((type == null ? "" : type + " ") + delay + " " + rest)
        .map(entry -> new ForeignTiming(entry, 0, back));
  }

  /** Returns a delay in microseconds, as in our own files; empty if it is impossibly long. */
  private static Optional<BigDecimal> seconds(Matcher form) {
    String fraction = form.group("fraction");
    String power = form.group("power");
    BigDecimal seconds =
        new BigDecimal(form.group("sec") + "." + (fraction == null ? "0" : fraction))
            .scaleByPowerOfTen(power == null ? 0 : Integer.parseInt(power));
    return seconds.compareTo(MOST) > 0
        ? Optional.empty()
        : Optional.of(seconds.setScale(MICROS, RoundingMode.DOWN));
  }

  private static Optional<Long> count(String text) {
    Matcher count = COUNT.matcher(text);
    return count.matches() ? Optional.of(Long.parseLong(count.group(1))) : Optional.empty();
  }

  /** Returns the signal of the entry; empty for changes of the size. */
  Optional<String> signal() {
    return entry instanceof TimingEntry.Other other && input == 0 && other.line().contains(" SIG")
        ? Optional.of(other.line().substring(other.line().indexOf("SIG")))
        : Optional.empty();
  }

  /** Returns how many bytes of output it covers. */
  long output() {
    return entry instanceof TimingEntry.Output output ? output.bytes() : 0;
  }
}
