package dev.sessionlog.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One recorded login. {@code docs/format.md} describes the file that stores it.
 *
 * @param id its name
 * @param who who logged in
 * @param where where they sit
 * @param inside what runs inside
 * @param started when the login was answered
 * @param standing how it stands
 */
public record Session(
    SessionId id,
    SessionUser who,
    SessionPlace where,
    SessionShell inside,
    Instant started,
    SessionStanding standing) {

  /** Returns the user's name in the passwd database. */
  public String user() {
    return who.name();
  }

  /** Returns the user's number. */
  public long uid() {
    return who.uid();
  }

  /** Returns the audit login uid; empty where the kernel keeps none. */
  public OptionalLong loginUid() {
    return who.loginUid();
  }

  /** Returns the name of the machine. */
  public String host() {
    return where.host();
  }

  /** Returns the terminal that the user sits at, such as {@code /dev/pts/3}. */
  public String tty() {
    return where.tty();
  }

  /** Returns the address that the user came from; empty for a local login. */
  public Optional<Origin> remote() {
    return where.remote();
  }

  /** Returns the session inside which this one was started, on another terminal. */
  public Optional<SessionId> parent() {
    return where.parent();
  }

  /** Returns the login shell that runs inside. */
  public String shell() {
    return inside.path();
  }

  /** Returns the value of {@code TERM} at the login; may be empty. */
  public String term() {
    return inside.term();
  }

  /** Returns the terminal's size at the start. */
  public TerminalSize size() {
    return inside.size();
  }

  /** Returns when it ended; empty while it is {@linkplain SessionState#ended() not ended}. */
  public Optional<Instant> ended() {
    return standing.ended();
  }

  /** Returns the exit code of the login shell; 128 + signal if a signal ended it. */
  public OptionalInt exitCode() {
    return standing.exitCode();
  }

  /** Returns the length of the typescript; meaningful once the session ended. */
  public long bytes() {
    return standing.bytes();
  }

  /** Returns its state. */
  public SessionState state() {
    return standing.state();
  }

  /** Returns the gaps, in order. */
  public List<Gap> gaps() {
    return standing.gaps();
  }

  /** Returns this session in another state, not ended. */
  public Session withState(SessionState newState) {
    return with(standing.withState(newState));
  }

  /** Returns this session, not ended, with the length that its typescript has now. */
  public Session withBytes(long length) {
    return with(standing.withBytes(length));
  }

  /**
   * Returns this session with another gap. After a thousand gaps, the last one is extended instead,
   * because a session above a limit may have a gap every second, for days.
   */
  public Session withGap(Gap gap) {
    return with(standing.withGap(gap));
  }

  /** Returns this session as it ended. */
  public Session ended(SessionState endState, Instant at, OptionalInt exit, long length) {
    return with(standing.ended(endState, at, exit, length));
  }

  private Session with(SessionStanding now) {
    return new Session(id, who, where, inside, started, now);
  }

  /** Returns true if its state or its end says that nothing more will be added. */
  public boolean hasEnded() {
    return standing.hasEnded();
  }

  /** Returns its duration; if it has not ended, the duration until {@code now}. */
  public Duration duration(Instant now) {
    return Duration.between(started, ended().orElse(now));
  }
}
