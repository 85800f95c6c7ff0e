package dev.sessionlog.terminal;

/** Which characters must not reach a reader as they are. */
final class Characters {
  private Characters() {}

  /**
   * Returns {@code codePoint}, or U+FFFD in place of one that would change how the text around it
   * is read: the controls that embed, override and isolate directions (U+202A to U+202E, U+2066 to
   * U+2069) and the line and paragraph separators.
   */
  static int visible(int codePoint) {
    boolean misleading =
        (codePoint >= 0x2028 && codePoint <= 0x202E)
            || (codePoint >= 0x2066 && codePoint <= 0x2069);
    return misleading ? Utf8Decoder.REPLACEMENT : codePoint;
  }

  /** Returns {@code text} with U+FFFD for each character that {@link #visible} replaces. */
  static String visible(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) ? Utf8Decoder.REPLACEMENT : visible(c))
        .forEach(result::appendCodePoint);
    return result.toString();
  }
}
