package dev.sessionlog.recording;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reports a recording of a later version. It can be read as far as this version understands it, but
 * must not be written.
 */
public final class NewerRecordingException extends IOException {
  private static final long serialVersionUID = 1L;

  NewerRecordingException(Path file, int version, int known) {
    super(
        file
            + ": version "
            + version
            + ", of a later sessionlog; this one writes version "
            + known
            + ", and leaves it as it is; use the later one");
  }
}
