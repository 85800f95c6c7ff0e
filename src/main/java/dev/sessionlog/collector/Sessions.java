package dev.sessionlog.collector;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.login.Admission;
import dev.sessionlog.login.Answer;
import dev.sessionlog.login.Login;
import dev.sessionlog.login.LoginPolicy;
import dev.sessionlog.login.OpenPipe;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The sessions that are being recorded now. Thread-safe. */
final class Sessions implements Admission, ActiveSession.Ends {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  private static final Duration STOP_GRACE = Duration.ofSeconds(5);

  private final CollectorParts parts;
  private final SessionOpener opener;
  private final PipeTasks adopting;
  private final SessionLimits limits;
  private final Map<SessionId, ActiveSession> active = new ConcurrentHashMap<>();
  private final Queue<Recording> failed = new ConcurrentLinkedQueue<>();

  private volatile boolean stopping;

  /**
   * Creates the sessions; there are none yet.
   *
   * @param adopting knows those that are being taken over
   */
  Sessions(CollectorParts parts, SessionOpener opener, PipeTasks adopting) {
    this.parts = parts;
    this.opener = opener;
    this.adopting = adopting;
    this.limits = new SessionLimits(parts.clock().nanos(), parts.status()::warn);
  }

  @Override
  public Answer admit(Login login) {
    LoginSettings settings = parts.configuration().login();
    LoginPolicy policy = new LoginPolicy(settings, parts.unix());
    if (!policy.records(login.account())) {
      return Answer.nothing();
    }
    if (stopping) {
      return unavailable(policy, login, "the collector is stopping");
    }
    if (!Files.isExecutable(SCRIPT)) {
      return unavailable(policy, login, SCRIPT + " is missing; install util-linux");
    }
    try {
      Optional<String> refusal = limits.enter(login.account(), settings.limits(), this::open);
      if (refusal.isPresent()) {
        // Unrecorded it must not be: it would be a way around every recording.
        return Answer.denied(login.syntax(), refusal.get());
      }
      LiveSession live = openAndBegin(login);
      return Answer.record(login.syntax(), settings.notice(), login.shell(), live.pipe().path());
    } catch (IOException e) {
      parts
          .status()
          .warn("login of " + login.account().name() + " not recorded: " + e.getMessage());
      return unavailable(policy, login, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Answer unknownUser(Login login) {
    LoginPolicy policy = new LoginPolicy(parts.configuration().login(), parts.unix());
    if (!policy.records(login.account())) {
      return Answer.nothing();
    }
    String why =
        "user id %d is not in the user database (passwd), so no log can be kept of it; ask an administrator to add an account"
            .formatted(login.account().uid());
    parts
        .status()
        .warn(
            "login not recorded: user id "
                + login.account().uid()
                + " is not in the user database (passwd)");
    return unavailable(policy, login, why);
  }

  /** Returns the users of the sessions that are being recorded. */
  private Stream<String> open() {
    return active.values().stream().map(ActiveSession::user);
  }

  private LiveSession openAndBegin(Login login) throws IOException {
    try {
      LiveSession live = opener.open(login);
      parts.diskSync().created(live.writer());
      begin(live, OptionalLong.of(login.loginShellPid()), Optional.empty());
      return live;
    } finally {
      limits.entered(login.account());
    }
  }

  private Answer unavailable(LoginPolicy policy, Login login, String why) {
    boolean deny = parts.configuration().login().onUnavailable() == OnUnavailable.DENY;
    return deny && !policy.letsIn(login.account())
        ? Answer.denied(login.syntax(), why)
        : Answer.unrecorded(login.syntax(), why);
  }

  /** Starts to record a session, new or taken over; see {@link ActiveSession}. */
  void begin(LiveSession live, OptionalLong loginShell, Optional<OpenGap> leftGap) {
    ActiveSession session = new ActiveSession(parts, live, loginShell, leftGap, this);
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

  @Override
  public void ended(ActiveSession session) {
    if (session.hasTranscript()) {
      parts.ended().add(session.recording());
      parts.transcripts().changed(session.id());
    }
    active.remove(session.id());
  }

  @Override
  public Optional<SessionId> sessionOfPipe(OpenPipe pipe) {
    return parts
        .runDir()
        .sessionOfPipe(pipe)
        .filter(id -> isWritten(id, pipe) || adopting.busyWith(id));
  }

  private boolean isWritten(SessionId id, OpenPipe pipe) {
    ActiveSession session = active.get(id);
    return session != null && session.uid() == pipe.uid() && session.script().is(pipe.pid());
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

  /** Returns true when nothing is recorded and every transcript is written. */
  boolean idle() {
    return active.isEmpty() && parts.ended().none();
  }

  /** Replaces the holders of pipes whose time it is. */
  void renewHolders() {
    new HolderRenewal(parts.configuration().collector(), active.size())
        .run(active.values(), parts.clock().nanos().getAsLong());
  }

  /** Tells which sessions' readers are held up, and which go on. */
  void checkReaders() {
    active.values().forEach(ActiveSession::checkReader);
  }

  /**
   * Ends all readers; the sessions themselves go on. Waits until every pipe is drained, for some
   * seconds at the most: one that does not answer must not keep the collector from ending.
   */
  void stop() throws IOException {
    stopping = true;
    parts.stop().stop();
    long deadline = System.nanoTime() + STOP_GRACE.toNanos();
    for (ActiveSession session : active.values()) {
      session.join(Duration.ofNanos(deadline - System.nanoTime()));
    }
  }
}
