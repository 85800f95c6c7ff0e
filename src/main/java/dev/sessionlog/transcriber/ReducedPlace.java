package dev.sessionlog.transcriber;

import dev.sessionlog.files.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offset in a typescript from which the session is drawn on a small screen. It is saved beside
 * the session's progress, so that rendering again reduces the screen at the same place and produces
 * the same lines. For one thread.
 */
final class ReducedPlace {
  private static final Logger LOG = LoggerFactory.getLogger(ReducedPlace.class);

  private final Path file;

  ReducedPlace(Path file) {
    this.file = file;
  }

  /** Returns the place; empty if there is none, or it cannot be read. */
  OptionalLong read() {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException none) {
      return OptionalLong.empty();
    }
  }

  /** Saves the place. On a full disk it is not saved, and lines may differ after a crash. */
  void keep(long position) {
    try {
      DurableFile.replaceSoon(file, (position + "\n").getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      LOG.debug("cannot write {}: {}", file, e.toString());
    }
  }
}
