package dev.sessionlog.collector;

import java.io.IOException;
import java.nio.file.Path;

/** Reports that another collector serves the log dir. */
public final class CollectorRunningException extends IOException {
  private static final long serialVersionUID = 1L;

  CollectorRunningException(Path logDir, String owner) {
    super(logDir + ": another collector already serves it (" + owner + ")");
  }

  private CollectorRunningException(String message) {
    super(message);
  }

  /** Describes what to do if collectors on several machines cannot share a log dir. */
  static CollectorRunningException elsewhere(Path logDir, String owner) {
    return new CollectorRunningException(
        logDir
            + ": a collector of another machine or container serves it ("
            + owner
            + "); give each a log dir of its own, for example log.dir = \""
            + logDir
            + "/%h\"");
  }
}
