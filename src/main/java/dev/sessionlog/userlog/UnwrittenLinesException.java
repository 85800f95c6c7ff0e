package dev.sessionlog.userlog;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reports that lines could not be written to a user's log. Lines beyond {@link #written} are not in
 * the log, not even in part, and must be appended again later.
 */
public class UnwrittenLinesException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int written;

  UnwrittenLinesException(String message, int written, @Nullable Throwable cause) {
    super(message, cause);
    this.written = written;
  }

  /** Returns how many of the lines, from the first on, are nevertheless in the log. */
  public final int written() {
    return written;
  }
}
