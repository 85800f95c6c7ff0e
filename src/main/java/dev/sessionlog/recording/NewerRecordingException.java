package dev.sessionlog.recording;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A recording of a later version than this: it can be read as far as this version understands it,
 * and is not written.
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
            + " and leaves it alone; start the later one again");
  }
}
