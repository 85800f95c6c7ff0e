package dev.sessionlog.recording;

import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A recording with what its {@code session.json} says, or why that cannot be read.
 *
 * @param recording the recording
 * @param session what the file says, with the typescript's present length while the session goes on
 * @param problem why there is no session, in a line for people
 */
public record RecordedSession(
    Recording recording, Optional<Session> session, Optional<String> problem) {

  /**
   * Reads those files, several at a time, and keeps the order. A recording that is gone meanwhile,
   * or not yet there, is left out.
   */
  public static List<RecordedSession> read(List<Recording> recordings) {
    return recordings.parallelStream()
        .map(RecordedSession::read)
        .filter(Optional::isPresent)
        .map(Optional::get)
        .toList();
  }

  private static Optional<RecordedSession> read(Recording recording) {
    try {
      Session session = recording.session();
      Session now =
          session.state().ended() ? session : session.withBytes(Files.size(recording.typescript()));
      return Optional.of(new RecordedSession(recording, Optional.of(now), Optional.empty()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      String problem = Objects.requireNonNullElse(e.getMessage(), e.toString());
      return Optional.of(new RecordedSession(recording, Optional.empty(), Optional.of(problem)));
    }
  }
}
