package dev.sessionlog.collector;

import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.recording.LostRecording;
import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A note in the run dir, beside a pipe, about the owner of its session, in case the recording is
 * removed.
 */
final class SessionNote {
  private static final FileAttribute<?> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private SessionNote() {}

  static void write(Path file, Session session) throws IOException {
    ByteBuffer note = ByteBuffer.wrap(LostRecording.note(session));
    try (SeekableByteChannel channel = create(file)) {
      while (note.hasRemaining()) {
        channel.write(note);
      }
    }
  }

  private static SeekableByteChannel create(Path file) throws IOException {
    Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      return Files.newByteChannel(file, options, OWNER_ALONE);
    } catch (FileAlreadyExistsException left) {
      PipeFolder.remove(file);
      return Files.newByteChannel(file, options, OWNER_ALONE);
    }
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
