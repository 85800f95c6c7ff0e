package dev.sessionlog.collector;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.login.Admission;
import dev.sessionlog.login.Answer;
import dev.sessionlog.login.Login;
import dev.sessionlog.login.LoginPolicy;
import dev.sessionlog.login.OpenPipe;
import dev.sessionlog.login.SessionPipe;
import dev.sessionlog.login.Supervision;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** The sessions that are being recorded now. Thread-safe. */
final class Sessions implements Admission, ActiveSession.Ends {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  /**
   * What a new session takes of the disk, in bytes: its files with little in them take some 20 KB,
   * and five inodes, of which ext4 has one for each 16 KiB.
   */
  private static final long NEW_SESSION = 80 * 1024;

  private static final String NO_ROOM =
      "the disk of the logs is nearly full, and your share of what is left is used up";

  private static final Duration STOP_GRACE = Duration.ofSeconds(5);

  /** All of them together, since one user can be many of them; no account has such a name. */
  private static final String UNKNOWN_USERS = "unknown users";

  private final CollectorParts parts;
  private final SessionOpener opener;
  private final PipeTasks adopting;
  private final SessionLimits limits;
  private final Attempts attempts;
  private final Map<SessionId, ActiveSession> active = new ConcurrentHashMap<>();
  private final Queue<Recording> failed = new ConcurrentLinkedQueue<>();

  /** How logins hold their sessions together: found out while the first is still to come. */
  private final CompletableFuture<Supervision> supervision = new CompletableFuture<>();

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
    this.attempts = new Attempts(parts.clock().nanos());
    this.limits = new SessionLimits(parts.clock().nanos(), parts.status()::warn);
  }

  /** Finds out what this machine can do for logins, which wait for that. */
  void lookAround() {
    Runnable look =
        () -> {
          try {
            supervision.complete(Supervision.ofThisMachine());
          } finally {
            supervision.complete(Supervision.PLAIN);
          }
        };
    Thread thread = new Thread(look, "look-around");
    thread.setDaemon(true);
    thread.start();
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
    Optional<String> inVain = attempts.another(login.loginShellPid());
    if (inVain.isPresent()) {
      return notRecorded(policy, login, inVain.get());
    }
    try {
      Optional<String> refusal = limits.enter(login.account(), settings.limits(), this::open);
      if (refusal.isPresent()) {
        // Unrecorded it must not be: it would be a way around every recording.
        return Answer.denied(login.syntax(), refusal.get());
      }
      // A login is root's way in to make room.
      if (login.account().uid() != 0 && !parts.shares().mayBegin(login.account().name())) {
        limits.entered(login.account());
        return Answer.denied(login.syntax(), NO_ROOM);
      }
      LiveSession live = openAndBegin(login);
      return Answer.record(
          login.syntax(),
          supervision.join(),
          settings.notice(),
          login.shell(),
          new SessionPipe(live.pipe().path(), live.holder().pid()),
          unavailable(policy, login, "/bin/sh cannot be run"));
    } catch (IOException e) {
      return notRecorded(policy, login, String.valueOf(e.getMessage()));
    }
  }

  private Answer notRecorded(LoginPolicy policy, Login login, String why) {
    String user = login.account().name();
    parts.status().warnOf(user, "login of " + user + " not recorded: " + why);
    return unavailable(policy, login, why);
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
        .warnOf(
            UNKNOWN_USERS,
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
      parts.shares().added(login.account().name(), NEW_SESSION);
      parts.diskSync().created(live.writer());
      begin(live, OptionalLong.of(login.loginShellPid()), LeftBehind.NOTHING);
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
  void begin(LiveSession live, OptionalLong loginShell, LeftBehind left) {
    ActiveSession session = new ActiveSession(parts, live, loginShell, left, this);
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
    return active.values().stream()
        .filter(session -> session.uid() == pipe.uid() && session.isWrittenBy(pipe))
        .filter(session -> session.script().is(pipe.pid()))
        .map(ActiveSession::id)
        .findFirst()
        .or(() -> parts.runDir().sessionOfPipe(pipe).filter(adopting::busyWith));
  }

  /** Returns true when the session is being recorded. */
  boolean isActive(SessionId id) {
    return active.containsKey(id);
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

  /** Writes again what stands in the run dir beside the pipes. */
  void noteBesidePipes() {
    active.values().forEach(ActiveSession::noteBeside);
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
