package dev.sessionlog.store;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the sessions of recordings, from the {@link SessionIndex} where it has them. To be called
 * by one thread; it reads with several.
 */
public final class RecordedSessions {
  private final SessionIndex index;
  private String day = "";
  private IndexDay known;

  /** Creates a reader of the recordings in {@code logDir}. */
  public RecordedSessions(Path logDir) {
    this.index = new SessionIndex(logDir);
    this.known = index.day(day);
  }

  /**
   * Reads sessions in the given order. Recordings that were removed in the meantime, or are not
   * complete yet, are left out.
   *
   * @param recordings sorted by id, so that each day of the index is read once
   */
  public List<RecordedSession> read(List<Recording> recordings) {
    List<RecordedSession> sessions = new ArrayList<>();
    int from = 0;
    while (from < recordings.size()) {
      String next = SessionIndex.dayOf(recordings.get(from));
      int to = from + 1;
      while (to < recordings.size() && next.equals(SessionIndex.dayOf(recordings.get(to)))) {
        to++;
      }
      if (!next.equals(day)) {
        day = next;
        known = index.day(day);
      }
      recordings.subList(from, to).parallelStream()
          .map(recording -> read(known, recording))
          .flatMap(Optional::stream)
          .forEachOrdered(sessions::add);
      from = to;
    }
    return sessions;
  }

  private static Optional<RecordedSession> read(IndexDay known, Recording recording) {
    try {
      Session session = known.session(recording);
      Session now =
          session.hasEnded() ? session : session.withBytes(Files.size(recording.typescript()));
      return Optional.of(new RecordedSession(recording, Optional.of(now), Optional.empty()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      String problem = Objects.requireNonNullElse(e.getMessage(), e.toString());
      return Optional.of(new RecordedSession(recording, Optional.empty(), Optional.of(problem)));
    }
  }
}
