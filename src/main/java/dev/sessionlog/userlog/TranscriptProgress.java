package dev.sessionlog.userlog;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds how far a session's transcript was written, in the newest file of the user that has lines
 * of it. Only the content and the order of the files count, because their times come from a clock
 * that may have been set back.
 */
final class TranscriptProgress {
  private TranscriptProgress() {}

  /**
   * Returns the number of the session's last line.
   *
   * @param after the newest file that was rotated before the session's first line; empty if
   *     unknown, and then every file is read until one has a line of the session
   */
  static OptionalLong find(Path logDir, SessionId session, String user, Optional<RolledPlace> after)
      throws IOException {
    LogSnapshot log = LogSnapshot.take(logDir, user);
    FileChannel current = log.current();
    if (current != null) {
      try (LogLines lines = LogLines.of(current, 0)) {
        OptionalLong last = lastIn(lines, session);
        if (last.isPresent()) {
          return last;
        }
      }
    }
    return inRolled(log.rolled(), session, after);
  }

  private static OptionalLong inRolled(
      List<UserLogFile> oldestFirst, SessionId session, Optional<RolledPlace> after)
      throws IOException {
    int first = 0;
    for (int i = 0; i < oldestFirst.size(); i++) {
      // If that file is gone, the numbering may have started again, so it cannot be used.
      if (oldestFirst.get(i).place().equals(after) && after.isPresent()) {
        first = i + 1;
      }
    }
    for (int i = oldestFirst.size() - 1; i >= first; i--) {
      try (LogLines lines = LogLines.of(oldestFirst.get(i), damage -> {})) {
        OptionalLong last = lastIn(lines, session);
        if (last.isPresent()) {
          return last;
        }
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong lastIn(LogLines lines, SessionId session) throws IOException {
    long last = 0;
    String id = session.toString();
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (line.contains(id)) {
        last = Math.max(last, numberIn(line, session));
      }
    }
    return last > 0 ? OptionalLong.of(last) : OptionalLong.empty();
  }

  private static long numberIn(String line, SessionId session) {
    return TranscriptPlace.of(line)
        .filter(place -> place.session().equals(session))
        .map(TranscriptPlace::number)
        .orElse(0L);
  }
}
