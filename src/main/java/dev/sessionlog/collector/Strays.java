package dev.sessionlog.collector;

import dev.sessionlog.login.RunDir;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.pipe.PipeKeepAlive;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Removes pipes and keep-alive processes that belong to no recording, because a collector was
 * killed just after creating them. New ones briefly look the same. So pipes are listed before the
 * list of recordings, which is written first, and only keep-alive processes older than this
 * collector count. For one thread.
 */
final class Strays {
  private final Unix unix;
  private final RunDir runDir;
  private final RecordingStore store;
  private final Predicate<SessionId> recorded;

  /**
   * Creates it.
   *
   * @param recorded returns the sessions that are being recorded
   */
  Strays(Unix unix, RunDir runDir, RecordingStore store, Predicate<SessionId> recorded) {
    this.unix = unix;
    this.runDir = runDir;
    this.store = store;
    this.recorded = recorded;
  }

  /** Removes pipes and keep-alive processes without a recording. */
  void remove() throws IOException {
    Set<Path> pipes = runDir.pipes().pipes();
    Set<SessionId> known = store.activeIds();
    for (Path pipe : pipes) {
      Optional<SessionId> session = runDir.sessionOfPipe(pipe);
      if (session.isPresent() && !known.contains(session.get()) && isOver(session.get(), pipe)) {
        remove(pipe);
      }
    }
    // A keep-alive process without a file may be the only one for the pipe of a waiting session.
    Predicate<String> spared =
        id ->
            SessionId.parse(id)
                .filter(session -> known.contains(session) && !recorded.test(session))
                .isPresent();
    for (long keepAlive : PipeKeepAlive.strays(unix, runDir.pipes(), spared)) {
      PipeKeepAlive.end(unix, keepAlive);
    }
  }

  /**
   * A missing entry in the list of active sessions, or a missing recording, does not end a session.
   */
  private boolean isOver(SessionId id, Path pipe) throws IOException {
    Optional<Recording> recording = store.find(id);
    return recording.isPresent()
        ? LostSessions.hasEnded(recording.get())
        : Files.notExists(PipeFolder.sessionFile(pipe));
  }

  /** Removes a pipe and the files beside it, without opening it. */
  void remove(Path pipe) throws IOException {
    PipeFolder.remove(pipe);
    PipeNotes.remove(pipe);
    PipeKeepAlive.discard(unix, pipe);
  }
}
