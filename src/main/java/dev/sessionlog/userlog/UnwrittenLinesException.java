package dev.sessionlog.userlog;

import java.io.IOException;

/**
 * Says that lines could not be written to a user's log. What is not {@link #written} is not in the
 * log, not even in part: it is to be appended again later.
 */
public final class UnwrittenLinesException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int written;

  UnwrittenLinesException(String message, int written, Throwable cause) {
    super(message, cause);
    this.written = written;
  }

  /** Returns how many lines, from the first of those handed over, are in the log all the same. */
  public int written() {
    return written;
  }
}
