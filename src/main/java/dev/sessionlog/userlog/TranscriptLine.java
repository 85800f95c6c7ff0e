package dev.sessionlog.userlog;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.terminal.PlainText;
import dev.sessionlog.transcript.LineText;
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
 * @param text what stood there, as it stands in a log, see {@link LineText}; may be empty, and is
 *     cut at {@value #LONGEST} characters
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

  /** Returns {@code text} as it may stand in one line of a log, see {@link PlainText}. */
  public static String clean(String text) {
    return PlainText.of(text);
  }
}
