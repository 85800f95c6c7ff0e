package dev.sessionlog.collector;

import dev.sessionlog.login.OpenPipe;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The sessions that are being recorded now. Thread-safe. */
final class Sessions implements ActiveSession.Ends {
  private static final Duration STOP_GRACE = Duration.ofSeconds(5);

  private final Essentials essentials;
  private final RunDir runDir;
  private final TranscriptsDue transcripts;
  private final SessionReaders readers;
  private final PipeTasks adopting;
  private final Map<SessionId, ActiveSession> active = new ConcurrentHashMap<>();
  private final Queue<Recording> failed = new ConcurrentLinkedQueue<>();
  private volatile boolean stopping;

  /**
   * Creates the sessions; there are none yet.
   *
   * @param readers has new ones read
   * @param adopting knows those that are being taken over
   */
  Sessions(
      Essentials essentials,
      RunDir runDir,
      TranscriptsDue transcripts,
      SessionReaders readers,
      PipeTasks adopting) {
    this.essentials = essentials;
    this.runDir = runDir;
    this.transcripts = transcripts;
    this.readers = readers;
    this.adopting = adopting;
  }

  /** Starts to record a session, new or taken over; see {@link ActiveSession}. */
  void begin(LiveSession live, OptionalLong loginShell, LeftBehind left) {
    ActiveSession session = readers.create(live, loginShell, left, this);
    active.put(live.id(), session);
    session.start();
  }

  /**
   * Shows each session whose reader ended before its time, and is to be taken up anew, and keeps
   * those that cannot be yet.
   *
   * @param takeUp returns whether it did so
   */
  void takeFailed(Predicate<Recording> takeUp) {
    failed.removeIf(takeUp);
  }

  /** Returns true while there is a session to be taken up anew. */
  boolean anyFailed() {
    return !failed.isEmpty();
  }

  @Override
  public void failed(ActiveSession session) {
    active.remove(session.id(), session);
    failed.add(session.recording());
  }

  @Override
  public void ended(ActiveSession session) {
    if (session.hasTranscript()) {
      transcripts.ended(session.recording());
    }
    active.remove(session.id());
  }

  /** Returns the active session whose pipe a process of the session's own user writes. */
  Optional<SessionId> sessionOfPipe(OpenPipe pipe) {
    return active.values().stream()
        .filter(session -> session.uid() == pipe.uid() && session.isWrittenBy(pipe))
        .filter(session -> session.script().is(pipe.pid()))
        .map(ActiveSession::id)
        .findFirst()
        .or(() -> runDir.sessionOfPipe(pipe).filter(adopting::busyWith));
  }

  /** Returns true when the session is being recorded. */
  boolean isActive(SessionId id) {
    return active.containsKey(id);
  }

  /** Notes that a user logged in inside a session that is recorded already, by {@code su} or so. */
  void loggedInInside(SessionId id, String user) {
    ActiveSession session = active.get(id);
    if (session != null && !session.user().equals(user)) {
      session.mark("user changed: " + user);
    }
  }

  /** Returns the sessions that are being recorded. */
  Collection<ActiveSession> active() {
    return active.values();
  }

  /** Returns their users, one for each. */
  Stream<String> users() {
    return active.values().stream().map(ActiveSession::user);
  }

  /** Returns true when nothing is recorded and every transcript is written. */
  boolean idle() {
    return active.isEmpty() && transcripts.ended().none();
  }

  /** Replaces the keep-alive processes of pipes whose time it is. */
  void renewKeepAlives() {
    new KeepAliveRenewal(essentials.configuration().collector(), active.size())
        .run(active.values(), essentials.nanos());
  }

  /** Writes again what stands in the run dir beside the pipes. */
  void noteBesidePipes() {
    active.values().forEach(ActiveSession::noteBeside);
  }

  /** Tells which sessions' readers are held up, and which go on. */
  void checkReaders() {
    active.values().forEach(ActiveSession::checkReader);
  }

  /** Hangs up the terminals inside whose terminals outside are gone. */
  void checkTerminals() {
    active.values().forEach(ActiveSession::checkTerminal);
  }

  /** Returns true from when this began to stop: no session begins any more. */
  boolean stopping() {
    return stopping;
  }

  /**
   * Ends all readers; the sessions themselves go on. Waits until every pipe is drained, for some
   * seconds at the most: one that does not answer must not keep the collector from ending.
   */
  void stop() throws IOException {
    stopping = true;
    readers.stop();
    long deadline = System.nanoTime() + STOP_GRACE.toNanos();
    for (ActiveSession session : active.values()) {
      session.join(Duration.ofNanos(deadline - System.nanoTime()));
    }
  }
}
