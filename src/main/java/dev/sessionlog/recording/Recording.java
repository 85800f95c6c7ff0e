package dev.sessionlog.recording;

import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The folder of one session.
 *
 * @param id the session's name, and the folder's
 * @param folder where it lies
 */
public record Recording(SessionId id, Path folder) {
  /** Returns the file that holds what {@code script} wrote, byte for byte. */
  public Path typescript() {
    return folder.resolve("typescript");
  }

  /** Returns the file that says when each part of the typescript came. */
  public Path timing() {
    return folder.resolve("timing");
  }

  /** Returns the file that says whose session this is and how it ended. */
  public Path sessionFile() {
    return folder.resolve("session.json");
  }

  /**
   * Reads {@code session.json}.
   *
   * @throws CorruptRecordingException when it does not hold a session
   */
  public Session session() throws IOException {
    return SessionFile.read(sessionFile());
  }
}
