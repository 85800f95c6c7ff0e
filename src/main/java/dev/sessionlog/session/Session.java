package dev.sessionlog.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known of one recorded login. {@code docs/format.md} gives the file that holds it.
 *
 * @param id its name
 * @param user the user's name in the passwd database
 * @param uid the user's number
 * @param loginUid the audit login uid: who logged in first, whatever {@code su} made of it since;
 *     empty where the kernel keeps none
 * @param host the name of the machine
 * @param tty the terminal that the user sits at, such as {@code /dev/pts/3}
 * @param remote from where the user came; empty for a local login
 * @param shell the login shell that runs inside
 * @param term the value of {@code TERM} at the login; may be empty
 * @param size the terminal's size at the start
 * @param parent the session inside which this one was started, on another terminal
 * @param started when the login was answered
 * @param ended when it ended; empty while it is {@linkplain SessionState#ended() not ended}
 * @param exitCode what the login shell returned, 128 + signal when a signal ended it
 * @param bytes the length of the typescript; meaningful when it ended
 * @param state where it stands
 * @param gaps what could not be kept, in order
 */
public record Session(
    SessionId id,
    String user,
    long uid,
    OptionalLong loginUid,
    String host,
    String tty,
    Optional<Origin> remote,
    String shell,
    String term,
    TerminalSize size,
    Optional<SessionId> parent,
    Instant started,
    Optional<Instant> ended,
    OptionalInt exitCode,
    long bytes,
    SessionState state,
    List<Gap> gaps) {

  private static final int MOST_GAPS = 1000;

  public Session {
    gaps = List.copyOf(gaps);
  }

  /** Returns this session in another state, not ended. */
  public Session withState(SessionState newState) {
    return new Session(
        id, user, uid, loginUid, host, tty, remote, shell, term, size, parent, started, ended,
        exitCode, bytes, newState, gaps);
  }

  /** Returns this session, not ended, with the length that its typescript has now. */
  public Session withBytes(long length) {
    return new Session(
        id, user, uid, loginUid, host, tty, remote, shell, term, size, parent, started, ended,
        exitCode, length, state, gaps);
  }

  /**
   * Returns this session with one gap more. After {@value #MOST_GAPS} the last one stands for all
   * that follow: a session over a limit may have one each second, for days.
   */
  public Session withGap(Gap gap) {
    List<Gap> more = new ArrayList<>(gaps);
    if (more.size() < MOST_GAPS) {
      more.add(gap);
    } else {
      more.set(MOST_GAPS - 1, more.get(MOST_GAPS - 1).with(gap));
    }
    return new Session(
        id, user, uid, loginUid, host, tty, remote, shell, term, size, parent, started, ended,
        exitCode, bytes, state, more);
  }

  /** Returns this session as it ended. */
  public Session ended(SessionState endState, Instant at, OptionalInt exit, long length) {
    return new Session(
        id,
        user,
        uid,
        loginUid,
        host,
        tty,
        remote,
        shell,
        term,
        size,
        parent,
        started,
        Optional.of(at),
        exit,
        length,
        endState,
        gaps);
  }

  /** Returns true when nothing more will be added, as far as its state or its end tells. */
  public boolean hasEnded() {
    return state.ended() || (state == SessionState.UNKNOWN && ended.isPresent());
  }

  /** Returns how long it lasted, or has lasted at {@code now} when it is not ended. */
  public Duration duration(Instant now) {
    return Duration.between(started, ended.orElse(now));
  }
}
