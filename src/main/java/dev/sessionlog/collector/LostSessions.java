package dev.sessionlog.collector;

import dev.sessionlog.files.Machine;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.recording.LostRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingOwner;
import dev.sessionlog.recording.RecordingOwner.Standing;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds active sessions by their pipes that are missing in the list of active sessions, because the
 * list or their recordings were removed while no collector ran. For one thread.
 */
final class LostSessions {
  private final SessionClock clock;
  private final RunDir runDir;
  private final RecordingStore store;
  private final Consumer<String> trouble;
  private final PipeSearch search;
  private final Set<SessionId> told = new HashSet<>();

  LostSessions(
      SessionClock clock,
      RunDir runDir,
      RecordingStore store,
      PipeSearch search,
      Consumer<String> trouble) {
    this.clock = clock;
    this.runDir = runDir;
    this.store = store;
    this.trouble = trouble;
    this.search = search;
  }

  /** Returns true if a recording of a known version says that its session ended. */
  static boolean hasEnded(Recording recording) {
    try {
      recording.requireKnownVersion();
      return recording.session().hasEnded();
    } catch (IOException damagedOrNewer) {
      return false;
    }
  }

  /**
   * Returns their recordings, which are listed as active from now on.
   *
   * @param known the listed sessions
   */
  List<Recording> find(Set<SessionId> known) throws IOException {
    Set<SessionId> candidates = new HashSet<>();
    for (Path pipe : runDir.pipes().pipes()) {
      runDir.sessionOfPipe(pipe).ifPresent(candidates::add);
    }
    for (String kept : search.keptSessions()) {
      SessionId.parse(kept).ifPresent(candidates::add);
    }
    candidates.removeAll(known);
    List<Recording> found = new ArrayList<>();
    for (SessionId id : candidates) {
      bringBack(id).ifPresent(found::add);
    }
    return found;
  }

  private Optional<Recording> bringBack(SessionId id) {
    try {
      Optional<Recording> kept = store.find(id);
      if (kept.isEmpty()) {
        return makeAnew(id);
      }
      // If containers share a run dir, it has the pipes of others, too.
      if (hasEnded(kept.get())
          || RecordingOwner.standing(kept.get(), Machine.here()) == Standing.ELSEWHERE) {
        return Optional.empty();
      }
      store.countAsActive(kept.get());
      tell(id, "was missing from the list of active sessions; it continues");
      return kept;
    } catch (IOException e) {
      if (told.add(id)) {
        tell(
            id, "is not recorded, because its recording is gone and cannot be created again: " + e);
      }
      return Optional.empty();
    }
  }

  /** Creates a recording again; empty if the owner of the session is not noted. */
  Optional<Recording> makeAnew(SessionId id) throws IOException {
    Optional<Session> session = SessionNote.read(PipeFolder.sessionFile(runDir.pipe(id)));
    if (session.isEmpty()) {
      return Optional.empty();
    }
    Recording made =
        LostRecording.make(
            store.recreate(session.get()),
            session.get(),
            RecordingOwner.here(runDir.path()),
            clock.nanos().getAsLong(),
            clock.wall().instant());
    tell(
        id,
        "of "
            + session.get().user()
            + ": its recording was removed while no collector ran; a new one starts with a gap");
    return Optional.of(made);
  }

  private void tell(SessionId id, String what) {
    trouble.accept("session " + id + " " + what);
  }
}
