package dev.sessionlog.collector;

import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.recording.LostRecording;
import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A note in the run dir, beside a pipe, about the owner of its session, in case the recording is
 * removed.
 */
final class SessionNote {
  private static final String OWNER_ALONE = "rw-------";

  private SessionNote() {}

  static void write(Path file, Session session) throws IOException {
    PipeFolder.remove(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ALONE)));
    Files.write(file, LostRecording.note(session));
  }

  /** Returns the note of {@link #write}; empty if it is missing or unreadable. */
  static Optional<Session> read(Path file) {
    try {
      return Optional.of(LostRecording.noted(file, Files.readAllBytes(file)));
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
