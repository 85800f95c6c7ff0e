package dev.sessionlog.collector;

import dev.sessionlog.pipe.Holder;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Removes pipes and holders that belong to no recording: a collector that was killed just when it
 * made them left them. What is being made now looks the same for an instant: so a pipe is looked at
 * before the list of recordings, which is written first, and of holders those alone count that were
 * there before this collector. For one thread.
 */
final class Strays {
  private final CollectorParts parts;
  private final Sessions sessions;

  Strays(CollectorParts parts, Sessions sessions) {
    this.parts = parts;
    this.sessions = sessions;
  }

  /** Removes what belongs to no recording. */
  void remove() throws IOException {
    Set<Path> pipes = parts.runDir().pipes().pipes();
    Set<SessionId> known = parts.store().activeIds();
    for (Path pipe : pipes) {
      Optional<SessionId> session = parts.runDir().sessionOfPipe(pipe);
      if (session.isPresent() && !known.contains(session.get()) && isOver(session.get(), pipe)) {
        remove(parts, pipe);
      }
    }
    // One that no file names may be all that keeps the pipe of a session that waits.
    Predicate<String> spared =
        id ->
            SessionId.parse(id)
                .filter(session -> known.contains(session) && !sessions.isActive(session))
                .isPresent();
    for (long holder : Holder.strays(parts.unix(), parts.runDir().pipes(), spared)) {
      Holder.end(parts.unix(), holder);
    }
  }

  /** A name that is lost from the list of active sessions, or a recording that is, ends none. */
  private boolean isOver(SessionId id, Path pipe) throws IOException {
    Optional<Recording> recording = parts.store().find(id);
    return recording.isPresent()
        ? LostSessions.hasEnded(recording.get())
        : Files.notExists(PipeFolder.sessionFile(pipe));
  }

  /** Removes a pipe with what stands beside it. Does not open it. */
  static void remove(CollectorParts parts, Path pipe) throws IOException {
    Files.deleteIfExists(pipe);
    PipeNotes.remove(pipe);
    Holder.discard(parts.unix(), pipe);
  }
}
