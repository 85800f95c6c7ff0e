package dev.sessionlog.transcript;

/**
 * The text of a transcript line and its kind. In a log, only markers begin with one of two
 * openings. A line of the screen that begins like a marker, or with backslashes before such an
 * opening, is written with one more backslash. Removing that backslash restores the line. So no
 * user can print a marker, and every line can be read back.
 *
 * @param kind its kind
 * @param text the text of the screen, or the marker
 */
public record LineText(LineKind kind, String text) {
  private static final char QUOTE = '\\';
  private static final String REMARK = "-- ";
  private static final String FULL_SCREEN = "[full-screen";

  /** Returns a line of the screen. */
  public static LineText ofScreen(String text) {
    return new LineText(LineKind.SCREEN, text);
  }

  /** Parses a text of a log. */
  public static LineText parse(String logged) {
    int opening = opening(logged);
    if (opening < 0) {
      return ofScreen(logged);
    }
    return opening == 0 ? new LineText(LineKind.MARKER, logged) : ofScreen(logged.substring(1));
  }

  /** Returns the text in the form of a log. */
  public String logged() {
    return kind == LineKind.SCREEN && opening(text) >= 0 ? QUOTE + text : text;
  }

  /** Returns the offset of an opening after only backslashes; negative if there is none. */
  private static int opening(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) == QUOTE) {
      at++;
    }
    return text.startsWith(REMARK, at) || text.startsWith(FULL_SCREEN, at) ? at : -1;
  }
}
