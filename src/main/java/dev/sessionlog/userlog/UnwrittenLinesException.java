package dev.sessionlog.userlog;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Says that lines could not be written to a user's log. What is not {@link #written} is not in the
 * log, not even in part: it is to be appended again later.
 */
public class UnwrittenLinesException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int written;

  UnwrittenLinesException(String message, int written, @Nullable Throwable cause) {
    super(message, cause);
    this.written = written;
  }

  /** Returns how many lines, from the first of those handed over, are in the log all the same. */
  public final int written() {
    return written;
  }
}
