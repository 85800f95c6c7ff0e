package dev.sessionlog.recording;

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

  CorruptRecordingException(Path file, String problem) {
    super(printable(file + ": " + problem));
  }

  CorruptRecordingException(Path file, long line, String problem) {
    super(printable(file + ":" + line + ": " + problem));
  }

  /** What is wrong is often told with a piece of the file, which may hold anything. */
  private static String printable(String message) {
    return UNPRINTABLE.matcher(message).replaceAll("\uFFFD");
  }
}
