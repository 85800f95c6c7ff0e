package dev.sessionlog.terminal;

/**
 * Makes text safe for one line of a log and for any terminal; docs/format.md explains what a line
 * may contain, and why.
 */
public final class PlainText {
  private PlainText() {}

  /**
   * Returns {@code text} with a blank for each tab, and U+FFFD for each control character, half of
   * a surrogate pair, and character that is invisible or changes how the text around it is read;
   * joiners and variation selectors stay if they have a visible effect.
   */
  public static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c > '~' && isSuspicious(text, i))) {
        return replaced(text);
      }
    }
    return text;
  }

  private static boolean isSuspicious(String text, int index) {
    if (index > 0 && Character.isLowSurrogate(text.charAt(index))) {
      return !Character.isHighSurrogate(text.charAt(index - 1)); // otherwise handled with the first
    }
    return Characters.isInvisible(text.codePointAt(index));
  }

  private static String replaced(String text) {
    StringBuilder result = new StringBuilder(text.length());
    StringBuilder marks = new StringBuilder();
    int base = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c >= 0x300 && CharacterWidth.of(c) == 0) {
        Characters.mark(base, marks, c);
      } else {
        base = c == '\t' ? ' ' : Characters.visible(c);
        result.append(marks).appendCodePoint(base);
        marks.setLength(0);
      }
    }
    result.append(marks);
    return text.contentEquals(result) ? text : result.toString();
  }
}
