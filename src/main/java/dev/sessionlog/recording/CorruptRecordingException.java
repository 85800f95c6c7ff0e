package dev.sessionlog.recording;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of a recording that does not hold what its format demands: where, and what was expected.
 */
public final class CorruptRecordingException extends IOException {
  private static final long serialVersionUID = 1L;

  CorruptRecordingException(Path file, String problem) {
    super(file + ": " + problem);
  }

  CorruptRecordingException(Path file, long line, String problem) {
    super(file + ":" + line + ": " + problem);
  }
}
