package dev.sessionlog.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes in bytes as people write them: a whole number and a unit, of 1024 ({@code KiB MiB GiB TiB})
 * or of 1000 ({@code KB MB GB TB}), or no unit for bytes.
 */
public final class SizeText {
  /** A description of a size, for messages. */
  public static final String EXPECTED = "a size such as \"4096\", \"64KiB\", \"10MiB\" or \"1GB\"";

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18}) ?(?:(B)|([KMGT])(I?)B)?", Pattern.CASE_INSENSITIVE);

  private static final String PREFIXES = "KMGT";

  private SizeText() {}

  /**
   * Parses a size, and returns its bytes.
   *
   * @throws IllegalArgumentException if it is not a size, with a message for people
   */
  public static long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(Quoted.text(text) + " is not a size");
    }
    long bytes = Long.parseLong(form.group(1));
    if (form.group(3) == null) {
      return bytes;
    }
    long step = form.group(4).isEmpty() ? 1000 : 1024;
    int steps = PREFIXES.indexOf(form.group(3).toUpperCase(Locale.ROOT)) + 1;
    try {
      for (int i = 0; i < steps; i++) {
        bytes = Math.multiplyExact(bytes, step);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(Quoted.text(text) + " is too large", e);
    }
    return bytes;
  }

  /** Returns the shortest text in units of 1024 that {@link #parse} reads as {@code bytes}. */
  public static String format(long bytes) {
    long count = bytes;
    int steps = 0;
    while (count != 0 && count % 1024 == 0 && steps < PREFIXES.length()) {
      count /= 1024;
      steps++;
    }
    return steps == 0 ? Long.toString(count) : count + "" + PREFIXES.charAt(steps - 1) + "iB";
  }
}
