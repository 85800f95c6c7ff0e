package dev.sessionlog.transcript;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds how far a session's transcript came, in the newest of a user's files that knows it. */
final class LastLine {
  /** For clocks that were put back since the session began. */
  private static final Duration SLACK = Duration.ofHours(1);

  private LastLine() {}

  static OptionalLong find(Path logDir, SessionId session, String user) throws IOException {
    List<UserLogFile> newestFirst = new ArrayList<>(UserLogFile.rolled(logDir, user));
    newestFirst.add(UserLogFile.current(logDir, user));
    Collections.reverse(newestFirst);
    Instant earliest = session.started().minus(SLACK);
    for (UserLogFile file : newestFirst) {
      Optional<Instant> written = lastWritten(file);
      if (written.isPresent() && written.get().isBefore(earliest)) {
        break;
      }
      OptionalLong last = lastIn(file, session);
      if (last.isPresent()) {
        return last;
      }
    }
    return OptionalLong.empty();
  }

  private static Optional<Instant> lastWritten(UserLogFile file) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(file.path()).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static OptionalLong lastIn(UserLogFile file, SessionId session) throws IOException {
    long last = 0;
    String id = session.toString();
    try (LogLines lines = LogLines.of(file, damage -> {})) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.contains(id)) {
          last = Math.max(last, numberIn(line, session));
        }
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
