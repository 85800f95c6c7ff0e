package dev.sessionlog.transcriber;

import dev.sessionlog.userlog.LogPlace;
import dev.sessionlog.userlog.RolledPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many lines of a session are known to be in the user's log, and behind which rolled file they
 * begin, kept in the transcriber's own folder. The number is a lower bound: the log itself says
 * more as long as it has lines of the session, but these may be gone, as old logs go, while the
 * session lives on. When it cannot be read, the whole log is searched, and at the worst lines come
 * again. For one thread.
 */
final class WrittenLines {
  private static final Logger LOG = LoggerFactory.getLogger(WrittenLines.class);

  private final Path file;
  private final Path before;
  private Known kept = Known.NOTHING;
  private @Nullable LogPlace place;

  /**
   * What is known.
   *
   * @param lines how many lines are in the log, at least
   * @param after the newest file of the log that was rolled before the first of them
   */
  record Known(long lines, Optional<RolledPlace> after) {
    static final Known NOTHING = new Known(0, Optional.empty());

    private static Known parse(String text) {
      String[] fields = text.strip().split(" ", 2);
      long lines = Math.max(0, Long.parseLong(fields[0]));
      return new Known(lines, RolledPlace.parse(fields.length > 1 ? fields[1] : ""));
    }

    @Override
    public String toString() {
      return lines + after.map(place -> " " + place).orElse("");
    }
  }

  /**
   * Creates it.
   *
   * @param file where it is kept
   * @param before where 0.1.0 kept it, which is read when that file is not there
   */
  WrittenLines(Path file, Path before) {
    this.file = file;
    this.before = before;
  }

  /** Tells whether this is the log dir of which this knows. */
  private boolean isHere() {
    LogPlace known = place;
    return known != null && known.isHere();
  }

  /** Returns what is known. */
  Known read() {
    place = LogPlace.of(file.toAbsolutePath().resolveSibling("").resolveSibling(""));
    try {
      kept = Known.parse(Files.readString(Files.exists(file) ? file : before));
    } catch (IOException | NumberFormatException unknown) {
      kept = Known.NOTHING;
    }
    return kept;
  }

  /** Keeps where the log stands before the session's first line. */
  void begin(Optional<RolledPlace> newestRolled) {
    keep(new Known(0, newestRolled));
  }

  /** Keeps the number of lines. */
  void keep(long lines) {
    keep(new Known(lines, kept.after()));
  }

  /**
   * Keeps it, unless it is kept already. A crash leaves the old or the new one. What is known of
   * one log dir is not kept in another that was mounted over it: the second look is at what the
   * move then finds, or does not.
   */
  private void keep(Known known) {
    if (known.equals(kept)) {
      return;
    }
    Path next = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      if (!isHere()) {
        return;
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(next, known + "\n");
      if (!isHere()) {
        return;
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      kept = known;
    } catch (IOException e) {
      LOG.debug("cannot write {}: {}", file, e.toString());
    }
  }
}
