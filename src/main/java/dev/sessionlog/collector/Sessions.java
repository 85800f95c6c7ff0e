package dev.sessionlog.collector;

import dev.sessionlog.login.Admission;
import dev.sessionlog.login.Answer;
import dev.sessionlog.login.Login;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** The sessions that are being recorded now. Thread-safe. */
final class Sessions implements Admission {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  private final CollectorParts parts;
  private final SessionOpener opener;
  private final Map<SessionId, ActiveSession> active = new ConcurrentHashMap<>();

  /**
   * How many logins are not answered, and transcripts of ended sessions not written to their end.
   */
  private final AtomicInteger unfinished = new AtomicInteger();

  private volatile boolean stopping;

  Sessions(CollectorParts parts, SessionOpener opener) {
    this.parts = parts;
    this.opener = opener;
  }

  @Override
  public Answer admit(Login login) {
    if (stopping) {
      return unrecorded(login, "the collector is stopping");
    }
    if (!Files.isExecutable(SCRIPT)) {
      return unrecorded(login, SCRIPT + " is missing; install util-linux");
    }
    try {
      LiveSession live = opener.open(login);
      begin(live);
      return Answer.record(
          login.syntax(),
          parts.configuration().login().notice(),
          login.shell(),
          live.pipe().path());
    } catch (IOException e) {
      parts
          .status()
          .warn("login of " + login.account().name() + " not recorded: " + e.getMessage());
      return unrecorded(login, String.valueOf(e.getMessage()));
    }
  }

  private static Answer unrecorded(Login login, String why) {
    return Answer.unrecorded(login.syntax(), why);
  }

  /** Starts to record a session, new or taken over. */
  void begin(LiveSession live) {
    ActiveSession session = new ActiveSession(parts, live, this::ended);
    active.put(live.id(), session);
    session.start();
  }

  /** Counts a session whose transcript alone is to be written to its end. */
  void finishing() {
    unfinished.incrementAndGet();
  }

  /** Counts one whose transcript is written. */
  void finished(SessionId id) {
    try {
      parts.store().done(id);
    } catch (IOException e) {
      parts.status().warn("session " + id + ": " + e.getMessage());
    }
    unfinished.decrementAndGet();
  }

  private void ended(ActiveSession session) {
    if (session.hasTranscript()) {
      finishing();
      session.finishTranscript(() -> finished(session.id()));
    }
    active.remove(session.id());
  }

  @Override
  public Optional<SessionId> sessionOfPipe(Path path) {
    return parts.runDir().sessionOfPipe(path).filter(active::containsKey);
  }

  @Override
  public void loggedInInside(SessionId id, Login login) {
    ActiveSession session = active.get(id);
    if (session != null && !session.user().equals(login.account().name())) {
      session.mark("user changed: " + login.account().name());
    }
  }

  /** Returns the sessions that are being recorded. */
  Collection<ActiveSession> active() {
    return active.values();
  }

  /** Runs a task that can lead to a session: until it is done, this is not idle. */
  void whileNotIdle(Executor threads, Runnable task) {
    unfinished.incrementAndGet();
    threads.execute(
        () -> {
          try {
            task.run();
          } finally {
            unfinished.decrementAndGet();
          }
        });
  }

  /** Returns true when nobody logs in, nothing is recorded and every transcript is written. */
  boolean idle() {
    return active.isEmpty() && unfinished.get() == 0;
  }

  /** Returns true while a transcript lags behind its recording. Only after {@link #stop}. */
  boolean behind() {
    return unfinished.get() > 0 || active.values().stream().anyMatch(ActiveSession::behind);
  }

  /** Ends all readers; the sessions themselves go on. Waits until every pipe is drained. */
  void stop() throws IOException {
    stopping = true;
    parts.stop().stop();
    for (ActiveSession session : active.values()) {
      session.join();
    }
  }
}
