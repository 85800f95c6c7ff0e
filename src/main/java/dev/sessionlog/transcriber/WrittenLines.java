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
 * The number of a session's lines known to be in the user's log, and the rotated file after which
 * they begin, saved in the transcriber's own folder. The number is a lower bound. The log itself is
 * more precise as long as it has lines of the session, but old logs may be removed while a session
 * is active. If the file cannot be read, the whole log is searched, and at worst some lines are
 * written again. For one thread.
 */
final class WrittenLines {
  private static final Logger LOG = LoggerFactory.getLogger(WrittenLines.class);

  private final Path file;
  private final Path before;
  private Known kept = Known.NOTHING;
  private @Nullable LogPlace place;

  /**
   * The saved state.
   *
   * @param lines the least number of lines in the log
   * @param after the newest file of the log that was rotated before the first of them
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
   * @param file its file
   * @param before the file of version 0.1.0, which is read if the other is missing
   */
  WrittenLines(Path file, Path before) {
    this.file = file;
    this.before = before;
  }

  /** Returns true if this state belongs to the present log dir. */
  private boolean isHere() {
    LogPlace known = place;
    return known != null && known.isHere();
  }

  /** Returns the saved state. */
  Known read() {
    place = LogPlace.of(file.toAbsolutePath().resolveSibling("").resolveSibling(""));
    try {
      kept = Known.parse(Files.readString(Files.exists(file) ? file : before));
    } catch (IOException | NumberFormatException unknown) {
      kept = Known.NOTHING;
    }
    return kept;
  }

  /** Saves the end of the log before the session's first line. */
  void begin(Optional<RolledPlace> newestRolled) {
    keep(new Known(0, newestRolled));
  }

  /** Saves the number of lines. */
  void keep(long lines) {
    keep(new Known(lines, kept.after()));
  }

  /**
   * Saves the state if it has changed. A crash leaves the old or the new one. The state of one log
   * dir is not saved in another that was mounted over it, so the log dir is checked again before
   * the rename.
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
