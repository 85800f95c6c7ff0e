package dev.sessionlog.transcript;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A note kept with a row about the line that was last passed on from there: its text or, for a long
 * line, a digest, which also shows whether the line has changed. So a note is small whatever the
 * length of the line, and nobody can craft a different line with the same note.
 */
final class Note {
  /** The note of a row without a line of its own. It equals no line. */
  static final String NO_LINE = "\n";

  /** The most characters of a line that are kept as text. */
  static final int LONGEST = 256;

  /** The most memory of a note: an object, an array, and two bytes a character. */
  static final int MOST_BYTES = 40 + Character.BYTES * (1 + LONGEST);

  /** The prefix of the note of an overwritten line, which no line has. */
  private static final char DRAWN_OVER = '\r';

  private Note() {}

  /** Returns the note of a line; the note of a note is itself. */
  static String of(String line) {
    return line.length() <= LONGEST ? line : NO_LINE + digest(line);
  }

  /** Returns true if a note belongs to {@code line}, even if the line was overwritten. */
  static boolean isOf(String line, String note) {
    return isDrawnOver(note) ? of(line).equals(note.substring(1)) : of(line).equals(note);
  }

  /** Returns the note of a line that is about to be overwritten with another line. */
  static String drawnOver(String note) {
    return DRAWN_OVER + note;
  }

  static boolean isDrawnOver(String note) {
    return !note.isEmpty() && note.charAt(0) == DRAWN_OVER;
  }

  /** Returns the most memory of a note, in bytes. */
  static long bytes(String note) {
    return 40L + (long) Character.BYTES * note.length();
  }

  private static String digest(String line) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(line.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
