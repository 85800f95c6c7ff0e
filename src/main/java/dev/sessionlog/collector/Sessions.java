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
   * @param readers starts readers for new sessions
   * @param adopting returns the sessions that are being taken over
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

  /** Starts to record a session that was taken over; see {@link ActiveSession}. */
  void begin(LiveSession live, OptionalLong loginShell, LeftBehind left) {
    add(live, loginShell, left).start();
  }

  /**
   * Adds a session that nobody reads yet: what is written waits in its pipe.
   *
   * @return the session, which the caller starts
   */
  ActiveSession add(LiveSession live, OptionalLong loginShell, LeftBehind left) {
    ActiveSession session = readers.create(live, loginShell, left, this);
    active.put(live.id(), session);
    return session;
  }

  /**
   * Passes each session whose reader failed to {@code takeUp}, and keeps those that cannot be taken
   * up yet.
   *
   * @param takeUp returns true if it did so
   */
  void takeFailed(Predicate<Recording> takeUp) {
    failed.removeIf(takeUp);
  }

  /** Returns true while there is a session to be taken up again. */
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

  /** Returns the active session to whose pipe a process of the session's own user writes. */
  Optional<SessionId> sessionOfPipe(OpenPipe pipe) {
    return active.values().stream()
        .filter(session -> session.uid() == pipe.uid() && session.isWrittenBy(pipe))
        .filter(session -> session.script().is(pipe.pid()))
        .map(ActiveSession::id)
        .findFirst()
        .or(() -> runDir.sessionOfPipe(pipe).filter(adopting::busyWith));
  }

  /** Returns true if the session is being recorded. */
  boolean isActive(SessionId id) {
    return active.containsKey(id);
  }

  /** Notes that a user logged in inside a recorded session, for example by {@code su}. */
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

  /** Returns the user of each session. */
  Stream<String> users() {
    return active.values().stream().map(ActiveSession::user);
  }

  /** Returns true if nothing is recorded and every transcript is complete. */
  boolean idle() {
    return active.isEmpty() && transcripts.ended().none();
  }

  /** Replaces the keep-alive processes of pipes whose time it is. */
  void renewKeepAlives() {
    new KeepAliveRenewal(essentials.configuration().collector(), active.size())
        .run(active.values(), essentials.nanos());
  }

  /** Writes the files beside the pipes in the run dir again. */
  void noteBesidePipes() {
    active.values().forEach(ActiveSession::noteBeside);
  }

  /** Reports which sessions' readers are blocked, and which continue. */
  void checkReaders() {
    active.values().forEach(ActiveSession::checkReader);
  }

  /** Hangs up the inner terminals whose outer terminals are gone. */
  void checkTerminals() {
    active.values().forEach(ActiveSession::checkTerminal);
  }

  /** Returns true once it is stopping, so that no session begins any more. */
  boolean stopping() {
    return stopping;
  }

  /**
   * Ends all readers; the sessions themselves continue. Waits some seconds at most until every pipe
   * is drained, because a blocked one must not prevent the collector from ending.
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
