package dev.sessionlog.userlog;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.terminal.PlainText;
import dev.sessionlog.transcript.LineText;
import java.time.Instant;

/**
 * One line of a transcript: the text of one line on a terminal. Its strings never contain control
 * characters, see {@link #clean}.
 *
 * @param session the session of the line
 * @param user the user whose log gets it
 * @param tty the terminal, such as {@code /dev/pts/3}
 * @param host the name of the machine
 * @param number the number of the line in the session's transcript, from 1
 * @param at its time on screen
 * @param text its text in the form of a log, see {@link LineText}; may be empty, and is truncated
 *     to {@value #LONGEST} characters
 */
public record TranscriptLine(
    SessionId session, String user, String tty, String host, long number, Instant at, String text) {

  /**
   * The most characters of a text. A longer one is truncated and ends in an ellipsis, which limits
   * the memory of readers; the recording has it completely.
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

  /** Returns {@code text} in a form that is safe in one line of a log, see {@link PlainText}. */
  public static String clean(String text) {
    return PlainText.of(text);
  }
}
