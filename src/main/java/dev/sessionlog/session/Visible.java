package dev.sessionlog.session;

/**
 * Makes text from a log or a file safe for a terminal: every character that could move the cursor,
 * change the terminal or the direction of writing is spelt out, for example {@code \x1b}.
 */
public final class Visible {
  private Visible() {}

  /** Returns {@code text} as a line, in which tabs stay. */
  public static String line(String text) {
    return escape(text, true);
  }

  /** Returns {@code text} as one field of a line; tabs are spelt out, too. */
  public static String field(String text) {
    return escape(text, false);
  }

  /** Returns {@code text} with a blank for each character that the other methods spell out. */
  public static String blanked(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints().map(c -> isHarmful(c) ? ' ' : c).forEach(clean::appendCodePoint);
    return clean.toString();
  }

  private static String escape(String text, boolean tabs) {
    int clean = 0;
    while (clean < text.length() && isPlain(text.charAt(clean), tabs)) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16).append(text, 0, clean);
    text.substring(clean).codePoints().forEach(c -> append(escaped, c, tabs));
    return escaped.toString();
  }

  /** A quick check for plain text; {@link #append} handles everything else. */
  private static boolean isPlain(char c, boolean tabs) {
    return (c >= ' ' && c < 0x7f) || (c == '\t' && tabs);
  }

  private static void append(StringBuilder escaped, int c, boolean tabs) {
    if (!isHarmful(c) || (c == '\t' && tabs)) {
      escaped.appendCodePoint(c);
      return;
    }
    switch (c) {
      case '\t' -> escaped.append("\\t");
      case '\n' -> escaped.append("\\n");
      case '\r' -> escaped.append("\\r");
      default -> escaped.append(String.format(c < 0x100 ? "\\x%02x" : "\\u{%x}", c));
    }
  }

  private static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          c != 0x200d;
      default -> false;
    };
  }
}
