package dev.sessionlog.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Reports that a file of a recording violates its format: where, and what was expected. */
public final class CorruptRecordingException extends IOException {
  private static final long serialVersionUID = 1L;

  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  /** Reports a problem of a file. */
  public CorruptRecordingException(Path file, String problem) {
    super(printable(file + ": " + problem));
  }

  /** Reports a problem of one line of a file. */
  public CorruptRecordingException(Path file, long line, String problem) {
    super(printable(file + ":" + line + ": " + problem));
  }

  /** The problem often quotes the file, which may contain anything. */
  private static String printable(String message) {
    return UNPRINTABLE.matcher(message).replaceAll("\uFFFD");
  }
}
