package dev.sessionlog.userlog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a user's log through any number of rotations between two calls. It keeps the current file
 * open until another is at its path, and reads it to its end. Then it reads the files that were
 * rotated in the meantime, except the one that it had open, and then the new current file. Not
 * thread-safe.
 */
final class LogFollower implements Closeable {
  private final Path logDir;
  private final String user;
  private final Path path;
  private final Consumer<String> damage;

  private List<UserLogFile> known;
  private @Nullable FileChannel file;
  private @Nullable Object key;
  private long offset;

  /** Follows the current file of {@code log} from {@code offset} on, and closes it in the end. */
  LogFollower(Path logDir, String user, LogSnapshot log, long offset, Consumer<String> damage) {
    this.logDir = logDir;
    this.user = user;
    this.path = UserLogFile.current(logDir, user).path();
    this.damage = damage;
    this.known = log.rolled();
    this.file = log.current();
    this.key = log.key();
    this.offset = offset;
  }

  /** Passes on the lines that were written since the last call. */
  void poll(Consumer<String> sink) throws IOException {
    while (true) {
      if (file != null) {
        readOn(file, sink);
        if (Objects.equals(key, LogSnapshot.keyOf(path))) {
          return;
        }
        readOn(file, sink); // the lines before it were rotated
      }
      if (!goOn(LogSnapshot.take(logDir, user), sink)) {
        return;
      }
    }
  }

  private void readOn(FileChannel current, Consumer<String> sink) throws IOException {
    if (current.size() < offset) {
      offset = 0; // truncated from outside
    }
    offset = LastLines.readFrom(current, offset, sink);
  }

  /** Reads the files rotated in the meantime, and opens the new current file, if there is one. */
  private boolean goOn(LogSnapshot log, Consumer<String> sink) throws IOException {
    String first = file == null ? null : firstLine(file);
    for (UserLogFile rolled : log.rolled()) {
      if (known.stream().noneMatch(rolled::sameRoll) && !isHeld(rolled, first)) {
        try (LogLines lines = LogLines.of(rolled, damage)) {
          for (String line = lines.next(); line != null; line = lines.next()) {
            sink.accept(line);
          }
        }
      }
    }
    close();
    known = log.rolled();
    file = log.current();
    key = log.key();
    offset = 0;
    return file != null;
  }

  /**
   * Returns true if a rotated file is the open one. The place in its first line makes it unique.
   */
  private boolean isHeld(UserLogFile rolled, @Nullable String first) throws IOException {
    if (file == null) {
      return false;
    }
    if (!rolled.gzip() && Objects.equals(key, LogSnapshot.keyOf(rolled.path()))) {
      return true;
    }
    try (LogLines lines = LogLines.of(rolled, damage)) {
      return first != null && first.equals(lines.next());
    }
  }

  private static @Nullable String firstLine(FileChannel file) throws IOException {
    @SuppressWarnings("resource") // closing it would close the file
    LogLines lines = LogLines.of(file, 0);
    return lines.next();
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
