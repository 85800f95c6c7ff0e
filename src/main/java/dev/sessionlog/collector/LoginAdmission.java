package dev.sessionlog.collector;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.files.DiskShares;
import dev.sessionlog.login.Admission;
import dev.sessionlog.login.Answer;
import dev.sessionlog.login.Consent;
import dev.sessionlog.login.Greeting;
import dev.sessionlog.login.Login;
import dev.sessionlog.login.LoginPolicy;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.SessionPipe;
import dev.sessionlog.login.Supervision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Decides about a login, and opens its session if it is to be recorded. Thread-safe.
 *
 * <p>Users who are already recorded, or need not be, are left alone. Users at their limit of
 * sessions are refused. If a session cannot be opened, {@code login.on_unavailable} decides.
 */
final class LoginAdmission implements Admission {
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  /**
   * The disk space of a new session in bytes: some 20 KB for small files, and five inodes, of which
   * ext4 has one for each 16 KiB.
   */
  private static final long NEW_SESSION = 80 * 1024;

  private static final String NO_ROOM =
      "the disk with the logs is nearly full, and you have used your share of the rest";

  /**
   * All users without a name count as one, because one person can be many of them; no account has
   * such a name.
   */
  private static final String UNKNOWN_USERS = "unknown users";

  private final Essentials essentials;
  private final RunDir runDir;
  private final DiskShares shares;
  private final Opener opener;
  private final Sessions sessions;
  private final SessionLimits limits;
  private final Attempts attempts;

  /** The form of supervision on this machine, which is determined before the first login. */
  private final CompletableFuture<Supervision> supervision;

  /** Creates the resources of a session, see {@link SessionOpener}. */
  interface Opener {
    LiveSession open(Login login) throws IOException;
  }

  /**
   * Creates it.
   *
   * @param runDir has the question that logins may have to answer
   * @param opener creates the resources of sessions
   * @param sessions takes new sessions and records them
   * @param supervision the form of supervision on this machine; logins wait for it
   */
  LoginAdmission(
      Essentials essentials,
      RunDir runDir,
      DiskShares shares,
      Opener opener,
      Sessions sessions,
      CompletableFuture<Supervision> supervision) {
    this.essentials = essentials;
    this.runDir = runDir;
    this.shares = shares;
    this.opener = opener;
    this.sessions = sessions;
    this.attempts = new Attempts(essentials.clock().nanos());
    this.limits = new SessionLimits(essentials.clock().nanos(), essentials.status()::warn);
    this.supervision = supervision;
  }

  /** Starts determining the form of supervision on this machine. */
  static CompletableFuture<Supervision> lookAround() {
    CompletableFuture<Supervision> found = new CompletableFuture<>();
    Runnable look =
        () -> {
          try {
            found.complete(Supervision.ofThisMachine());
          } finally {
            found.complete(Supervision.PLAIN);
          }
        };
    Thread thread = new Thread(look, "look-around");
    thread.setDaemon(true);
    thread.start();
    return found;
  }

  @Override
  public Decision admit(Login login) {
    if (login.recorded()) {
      login.parent().ifPresent(outer -> sessions.loggedInInside(outer, login.account().name()));
      return new Decision(
          essentials.configuration().login().marks()
              ? Answer.marks(login.syntax())
              : Answer.nothing());
    }
    LoginSettings settings = essentials.configuration().login();
    LoginPolicy policy = new LoginPolicy(settings, essentials.unix());
    if (!policy.records(login.account())) {
      return new Decision(Answer.nothing());
    }
    if (!login.known()) {
      return new Decision(unknownUser(policy, login));
    }
    if (sessions.stopping()) {
      return new Decision(unavailable(policy, login, "the collector is stopping"));
    }
    if (!Files.isExecutable(SCRIPT)) {
      return new Decision(unavailable(policy, login, SCRIPT + " is missing; install util-linux"));
    }
    Optional<String> inVain = attempts.another(login.loginShellPid());
    if (inVain.isPresent()) {
      return new Decision(notRecorded(policy, login, inVain.get()));
    }
    Optional<String> refusal = limits.enter(login.account(), settings.limits(), sessions::users);
    if (refusal.isPresent()) {
      // It must not continue unrecorded, because that would be a way around every recording.
      return new Decision(Answer.denied(login.syntax(), refusal.get()));
    }
    // Root must be able to log in to make room.
    if (login.account().uid() != 0 && !shares.mayBegin(login.account().name())) {
      limits.entered(login.account());
      return new Decision(Answer.denied(login.syntax(), NO_ROOM));
    }
    try {
      return record(policy, login);
    } catch (IOException e) {
      return new Decision(notRecorded(policy, login, String.valueOf(e.getMessage())));
    }
  }

  private Decision record(LoginPolicy policy, Login login) throws IOException {
    LiveSession live = open(login);
    ActiveSession session =
        sessions.add(live, OptionalLong.of(login.loginShellPid()), LeftBehind.NOTHING);
    try {
      Answer answer = answer(policy, login, live);
      return new Decision(answer, () -> begin(session));
    } catch (RuntimeException e) {
      session.start(); // which ends it, since nobody opens its pipe
      throw e;
    }
  }

  private Answer answer(LoginPolicy policy, Login login, LiveSession live) {
    LoginSettings settings = essentials.configuration().login();
    return Answer.record(
        login.syntax(),
        supervision.join(),
        new Greeting(settings.notice(), Consent.of(runDir, settings.consent())),
        login.shell(),
        new SessionPipe(live.pipe().path(), live.keepAlive().pid()),
        unavailable(policy, login, "/bin/sh cannot be run"));
  }

  /** {@code script} writes only some milliseconds later, and the pipe keeps it until then. */
  private static void begin(ActiveSession session) {
    session.start();
    session.note();
  }

  private LiveSession open(Login login) throws IOException {
    try {
      LiveSession live = opener.open(login);
      shares.added(login.account().name(), NEW_SESSION);
      return live;
    } finally {
      limits.entered(login.account());
    }
  }

  private Answer notRecorded(LoginPolicy policy, Login login, String why) {
    String user = login.account().name();
    essentials.status().warnOf(user, "login of " + user + " not recorded: " + why);
    return unavailable(policy, login, why);
  }

  /** A session is stored under the name of its user, so it needs one. */
  private Answer unknownUser(LoginPolicy policy, Login login) {
    String who = "user id " + login.account().uid() + " is not in the user database (passwd)";
    essentials.status().warnOf(UNKNOWN_USERS, "login not recorded: " + who);
    return unavailable(
        policy, login, who + ", so it cannot have a log; ask an administrator to add an account");
  }

  private Answer unavailable(LoginPolicy policy, Login login, String why) {
    boolean deny = essentials.configuration().login().onUnavailable() == OnUnavailable.DENY;
    return deny && !policy.letsIn(login.account())
        ? Answer.denied(login.syntax(), why)
        : Answer.unrecorded(login.syntax(), why);
  }
}
