package dev.sessionlog.session;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A session for tests: alice, uid 1000, on {@code /dev/pts/3} of {@code host1}, with {@code
 * /bin/bash} on an xterm of 80x24, which began when its name says, and goes on. A test says what it
 * wants to be otherwise.
 */
public final class SampleSession {
  private final SessionId id;
  private String user = "alice";
  private OptionalLong loginUid = OptionalLong.empty();
  private String host = "host1";
  private String tty = "/dev/pts/3";
  private Optional<Origin> remote = Optional.empty();
  private Optional<SessionId> parent = Optional.empty();
  private String term = "xterm";
  private TerminalSize size = new TerminalSize(80, 24);
  private Instant started;
  private long bytes;

  private SampleSession(SessionId id) {
    this.id = id;
    this.started = id.started();
  }

  /** Begins one of that name. */
  public static SampleSession named(SessionId id) {
    return new SampleSession(id);
  }

  /** Begins one of that name. */
  public static SampleSession named(String id) {
    return named(SessionId.parse(id).orElseThrow());
  }

  public SampleSession user(String name) {
    user = name;
    return this;
  }

  public SampleSession loginUid(long uid) {
    loginUid = OptionalLong.of(uid);
    return this;
  }

  public SampleSession host(String name) {
    host = name;
    return this;
  }

  public SampleSession tty(String device) {
    tty = device;
    return this;
  }

  public SampleSession remote(Optional<Origin> origin) {
    remote = origin;
    return this;
  }

  public SampleSession inside(Optional<SessionId> session) {
    parent = session;
    return this;
  }

  public SampleSession term(String name) {
    term = name;
    return this;
  }

  public SampleSession size(TerminalSize terminal) {
    size = terminal;
    return this;
  }

  public SampleSession started(Instant at) {
    started = at;
    return this;
  }

  public SampleSession bytes(long length) {
    bytes = length;
    return this;
  }

  /** Returns it. */
  public Session build() {
    return new Session(
        id,
        new SessionUser(user, 1000, loginUid),
        new SessionPlace(host, tty, remote, parent),
        new SessionShell("/bin/bash", term, size),
        started,
        SessionStanding.BEGUN.withBytes(bytes));
  }
}
