package dev.sessionlog.collector;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.login.Admission;
import dev.sessionlog.login.Answer;
import dev.sessionlog.login.Login;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** The sessions that are being recorded now. Thread-safe. */
final class Sessions implements Admission, ActiveSession.Ends {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  private final CollectorParts parts;
  private final SessionOpener opener;
  private final Map<SessionId, ActiveSession> active = new ConcurrentHashMap<>();
  private final Queue<Recording> failed = new ConcurrentLinkedQueue<>();

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
    int most = parts.configuration().login().maxSessionsPerUser();
    if (most > 0 && count(login.account().name()) >= most) {
      return refuse(login, "you have " + most + " recorded sessions, and no more are allowed");
    }
    try {
      LiveSession live = opener.open(login);
      parts.diskSync().created(live.writer());
      begin(live, Optional.empty());
      return Answer.record(
          login.syntax(),
          parts.configuration().login().notice(),
          login.shell(),
          live.pipe().path());
    } catch (IOException e) {
      return refuse(login, String.valueOf(e.getMessage()));
    }
  }

  private long count(String user) {
    return active.values().stream().filter(session -> session.user().equals(user)).count();
  }

  /** What cannot be recorded is treated as when no collector answers. */
  private Answer refuse(Login login, String why) {
    boolean deny =
        parts.configuration().login().onUnavailable() == LoginSettings.OnUnavailable.DENY;
    parts
        .status()
        .warn(
            "login of " + login.account().name() + (deny ? " refused: " : " not recorded: ") + why);
    return deny ? Answer.denied(login.syntax(), why) : unrecorded(login, why);
  }

  private static Answer unrecorded(Login login, String why) {
    return Answer.unrecorded(login.syntax(), why);
  }

  /** Starts to record a session, new or taken over. */
  void begin(LiveSession live, Optional<OpenGap> leftGap) {
    ActiveSession session = new ActiveSession(parts, live, leftGap, this);
    active.put(live.id(), session);
    session.start();
  }

  /** Takes from the sessions that are to be taken up anew; empty when there are none. */
  List<Recording> takeFailed() {
    List<Recording> taken = new ArrayList<>();
    for (Recording next = failed.poll(); next != null; next = failed.poll()) {
      taken.add(next);
    }
    return taken;
  }

  @Override
  public void failed(ActiveSession session) {
    active.remove(session.id(), session);
    failed.add(session.recording());
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

  @Override
  public void ended(ActiveSession session) {
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
