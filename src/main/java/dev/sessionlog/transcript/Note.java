package dev.sessionlog.transcript;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What is kept with a row of the line that was given last from there: its text, or of a long line a
 * digest, which tells as well whether the line is another now. So a note is small, however long the
 * lines are, and nobody can make another line that seems to be the same.
 */
final class Note {
  /** The note of a row that has no line of its own. No line is equal to it. */
  static final String NO_LINE = "\n";

  /** How many characters of a line are kept as they are. */
  static final int LONGEST = 256;

  /** What a note takes at most: an object, an array, two bytes a character. */
  static final int MOST_BYTES = 40 + Character.BYTES * (1 + LONGEST);

  /** What the note of a line begins with that was drawn over. No line does. */
  private static final char DRAWN_OVER = '\r';

  private Note() {}

  /** Returns the note of a line. A note of a note is the same. */
  static String of(String line) {
    return line.length() <= LONGEST ? line : NO_LINE + digest(line);
  }

  /** Returns true when a note is that of {@code line}, also when the line was drawn over. */
  static boolean isOf(String line, String note) {
    return isDrawnOver(note) ? of(line).equals(note.substring(1)) : of(line).equals(note);
  }

  /** Returns the note of a line that is about to be drawn over: what comes is another line. */
  static String drawnOver(String note) {
    return DRAWN_OVER + note;
  }

  static boolean isDrawnOver(String note) {
    return !note.isEmpty() && note.charAt(0) == DRAWN_OVER;
  }

  /** Returns how many bytes of memory a note takes at most. */
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
