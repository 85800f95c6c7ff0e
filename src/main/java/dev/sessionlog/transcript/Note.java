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
  static final int MOST_BYTES = 40 + Character.BYTES * LONGEST;

  private Note() {}

  /** Returns the note of a line. A note of a note is the same. */
  static String of(String line) {
    return line.length() <= LONGEST ? line : NO_LINE + digest(line);
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
