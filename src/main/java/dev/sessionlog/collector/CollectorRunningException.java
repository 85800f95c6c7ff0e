package dev.sessionlog.collector;

import java.io.IOException;
import java.nio.file.Path;

/** Another collector serves the log dir. */
public final class CollectorRunningException extends IOException {
  private static final long serialVersionUID = 1L;

  CollectorRunningException(Path logDir, String owner) {
    super(logDir + ": served by another collector already (" + owner + ")");
  }
}
