package dev.sessionlog.collector;

import dev.sessionlog.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many lines of a session are known to be in the user's log, kept in the session's folder. It
 * is a lower bound: the log itself says more as long as it has lines of the session, but these may
 * be gone, as old logs go, while the session lives on. So that it cannot be read or written harms
 * nothing: at the worst, lines come again. For one thread.
 */
final class WrittenLines {
  private static final Logger LOG = LoggerFactory.getLogger(WrittenLines.class);

  private final Path file;
  private long kept = -1;

  WrittenLines(Recording recording) {
    this.file = recording.folder().resolve("transcript");
  }

  /** Returns the number of lines; 0 when it is not known. */
  long read() {
    try {
      kept = Math.max(0, Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException unknown) {
      kept = 0;
    }
    return kept;
  }

  /**
   * Keeps the number of lines, unless it is kept already. A crash leaves the old or the new one.
   */
  void keep(long lines) {
    if (lines == kept) {
      return;
    }
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.writeString(next, lines + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      kept = lines;
    } catch (IOException e) {
      LOG.debug("cannot write {}: {}", file, e.toString());
    }
  }

  /** Removes it: the session has ended, and its last line is written. */
  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("cannot remove {}: {}", file, e.toString());
    }
  }
}
