package dev.sessionlog.transcript;

/**
 * The text of a transcript line, and whose words it holds. In a log markers alone begin with one of
 * two openings. A line of the screen that begins like a marker stands there behind a backslash, and
 * so does one that begins with backslashes before such an opening: taking one backslash away gives
 * back what stood on the screen. So nobody prints a marker, and every line can be read back.
 *
 * @param kind whose words
 * @param text what stood on the screen, or the marker
 */
public record LineText(LineKind kind, String text) {
  private static final char QUOTE = '\\';
  private static final String REMARK = "-- ";
  private static final String FULL_SCREEN = "[full-screen";

  /** Returns a line of the screen. */
  public static LineText ofScreen(String text) {
    return new LineText(LineKind.SCREEN, text);
  }

  /** Takes apart a text as it stands in a log. */
  public static LineText parse(String logged) {
    int opening = opening(logged);
    if (opening < 0) {
      return ofScreen(logged);
    }
    return opening == 0 ? new LineText(LineKind.MARKER, logged) : ofScreen(logged.substring(1));
  }

  /** Returns the text as it stands in a log. */
  public String logged() {
    return kind == LineKind.SCREEN && opening(text) >= 0 ? QUOTE + text : text;
  }

  /** Returns where an opening stands that has only backslashes before it; less than 0: nowhere. */
  private static int opening(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == QUOTE) {
      at++;
    }
    return text.startsWith(REMARK, at) || text.startsWith(FULL_SCREEN, at) ? at : -1;
  }
}
