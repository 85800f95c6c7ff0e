package dev.sessionlog.transcriber;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.TranscriptFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How many transcribers died while they rendered a session, kept beside its progress until it is
 * done with: a byte in a file for each. After the first the session is rendered alone; after the
 * second no more, see {@link #LIMIT}.
 */
final class SetAside {
  /** So many deaths end a transcript. */
  static final int LIMIT = 2;

  private final TranscriptFolder folder;

  SetAside(TranscriptFolder folder) {
    this.folder = folder;
  }

  /** Counts a death. */
  void died(SessionId id) throws IOException {
    Files.writeString(file(id), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Returns how many there were. */
  int deaths(SessionId id) {
    try {
      return Math.toIntExact(Math.min(LIMIT, Files.size(file(id))));
    } catch (IOException none) {
      return 0;
    }
  }

  private Path file(SessionId id) {
    return folder.path().resolve(id + ".deaths");
  }
}
