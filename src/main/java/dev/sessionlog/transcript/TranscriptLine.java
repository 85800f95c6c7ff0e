package dev.sessionlog.transcript;

import dev.sessionlog.session.SessionId;
import java.time.Instant;

/**
 * One line of a transcript: what stood in one line on a terminal. Its strings hold no control
 * characters, whatever it was made from: see {@link #clean}.
 *
 * @param session the session that the line belongs to
 * @param user the user whose log it goes to
 * @param tty the terminal, such as {@code /dev/pts/3}
 * @param host the name of the machine
 * @param number the line's place among the session's transcript lines, from 1
 * @param at when it stood on the screen
 * @param text what stood there; may be empty, and is cut at {@value #LONGEST} characters
 */
public record TranscriptLine(
    SessionId session, String user, String tty, String host, long number, Instant at, String text) {

  /**
   * The most characters of a text. A longer one is cut and ends in an ellipsis, so that readers
   * need no more memory than that for a line; the recording has it whole.
   */
  public static final int LONGEST = 1 << 18;

  public TranscriptLine {
    if (number < 1) {
      throw new IllegalArgumentException("transcript lines count from 1: " + number);
    }
    if (user.isEmpty()) {
      throw new IllegalArgumentException("a transcript line needs a user");
    }
    tty = clean(tty);
    host = clean(host);
    text = clean(text.length() > LONGEST ? text.substring(0, LONGEST - 1) + '\u2026' : text);
  }

  /**
   * Returns {@code text} as it may stand in one line of a log and be shown on any terminal: a tab
   * becomes a blank, and every other C0 and C1 control character, line or paragraph separator,
   * bidirectional override or isolate, and half of a surrogate pair becomes U+FFFD.
   */
  public static String clean(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || (c >= 0x7f && !harmless(text, i))) {
        return replaceAll(text, i);
      }
    }
    return text;
  }

  private static String replaceAll(String text, int first) {
    StringBuilder clean = new StringBuilder(text);
    for (int i = first; i < clean.length(); i++) {
      char c = clean.charAt(i);
      if (c == '\t') {
        clean.setCharAt(i, ' ');
      } else if (c < ' ' || (c >= 0x7f && !harmless(text, i))) {
        clean.setCharAt(i, '\uFFFD');
      }
    }
    return clean.toString();
  }

  /** Tells whether the character at {@code i}, which is no C0 control, may stay. */
  private static boolean harmless(String text, int i) {
    char c = text.charAt(i);
    if (c <= 0x9f) {
      return false;
    }
    if (Character.isHighSurrogate(c)) {
      return i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
    return !((c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069));
  }
}
