package dev.sessionlog.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file of a recording that does not hold what its format demands: where, and what was expected.
 */
public final class CorruptRecordingException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  /** Tells what is wrong with a file. */
  public CorruptRecordingException(Path file, String problem) {
    super(printable(file + ": " + problem));
  }

  /** Tells what is wrong with a line of a file. */
  public CorruptRecordingException(Path file, long line, String problem) {
    super(printable(file + ":" + line + ": " + problem));
  }

  /** What is wrong is often told with a piece of the file, which may hold anything. */
  private static String printable(String message) {
    return UNPRINTABLE.matcher(message).replaceAll("\uFFFD");
  }
}
