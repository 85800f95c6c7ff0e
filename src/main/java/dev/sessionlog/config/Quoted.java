package dev.sessionlog.config;

/** Quotes texts from a file for a message or for TOML, in one line. */
final class Quoted {
  private static final int LONGEST = 80;

  private Quoted() {}

  /** Returns {@code text} in quotes for a message, shortened if it is long. */
  static String text(String text) {
    return text.length() <= LONGEST ? toml(text) : toml(text.substring(0, LONGEST)) + "…";
  }

  /** Returns {@code text} as a complete basic string of TOML, in printable characters. */
  static String toml(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(quoted, c));
    return quoted.append('"').toString();
  }

  /** Returns {@code text} without quotes, with unprintable characters spelt out. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> appendPrintable(printable, c));
    return printable.toString();
  }

  private static void append(StringBuilder quoted, int c) {
    switch (c) {
      case '"', '\\' -> quoted.append('\\').append((char) c);
      case '\n' -> quoted.append("\\n");
      case '\t' -> quoted.append("\\t");
      case '\r' -> quoted.append("\\r");
      default -> appendPrintable(quoted, c);
    }
  }

  private static void appendPrintable(StringBuilder text, int c) {
    if (isPrintable(c)) {
      text.appendCodePoint(c);
    } else {
      text.append(c > 0xffff ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
