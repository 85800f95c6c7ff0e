package dev.sessionlog.userlog;

import java.nio.file.Path;

/**
 * Reports that lines were not written, because the log dir at the path is not the one with the
 * lines before them: another was mounted over it, or created after it was removed.
 */
public final class DisplacedLogException extends UnwrittenLinesException {
  private static final long serialVersionUID = 1L;

  DisplacedLogException(Path logDir) {
    super(logDir + " was replaced by another log dir", 0, null);
  }
}
