package dev.sessionlog.userlog;

import java.nio.file.Path;

/**
 * Says that lines were not written, since another log dir is at the path than the one that holds
 * the lines before them: one that was mounted over it, or made after it was removed.
 */
public final class DisplacedLogException extends UnwrittenLinesException {
  private static final long serialVersionUID = 1L;

  DisplacedLogException(Path logDir) {
    super(logDir + " was replaced by another log dir", 0, null);
  }
}
