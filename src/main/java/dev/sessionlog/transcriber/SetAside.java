package dev.sessionlog.transcriber;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.TranscriptFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Counts the transcribers that crashed while rendering a session, with a byte in a file for each,
 * beside its progress until it is finished. After the first crash the session is rendered alone,
 * after the second no more, see {@link #LIMIT}.
 */
final class SetAside {
  /** The number of crashes that ends a transcript. */
  static final int LIMIT = 2;

  private final TranscriptFolder folder;

  SetAside(TranscriptFolder folder) {
    this.folder = folder;
  }

  /** Counts a crash. */
  void died(SessionId id) throws IOException {
    Files.writeString(file(id), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Returns the number of crashes. */
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
