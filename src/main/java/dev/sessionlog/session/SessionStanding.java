package dev.sessionlog.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The part of a session that changes until it has ended.
 *
 * @param state where it stands
 * @param ended when it ended; empty while it is {@linkplain SessionState#ended() not ended}
 * @param exitCode the exit code of the login shell; 128 + signal if a signal ended it
 * @param bytes the length of the typescript; meaningful once the session ended
 * @param gaps the gaps, in order
 */
public record SessionStanding(
    SessionState state, Optional<Instant> ended, OptionalInt exitCode, long bytes, List<Gap> gaps) {

  /** The standing of a session that has just begun. */
  public static final SessionStanding BEGUN =
      new SessionStanding(SessionState.ACTIVE, Optional.empty(), OptionalInt.empty(), 0, List.of());

  private static final int MOST_GAPS = 1000;

  public SessionStanding {
    gaps = List.copyOf(gaps);
  }

  SessionStanding withState(SessionState newState) {
    return new SessionStanding(newState, ended, exitCode, bytes, gaps);
  }

  SessionStanding withBytes(long length) {
    return new SessionStanding(state, ended, exitCode, length, gaps);
  }

  /** After {@value #MOST_GAPS} gaps, the last one covers all that follow. */
  SessionStanding withGap(Gap gap) {
    List<Gap> more = new ArrayList<>(gaps);
    if (more.size() < MOST_GAPS) {
      more.add(gap);
    } else {
      more.set(MOST_GAPS - 1, more.get(MOST_GAPS - 1).with(gap));
    }
    return new SessionStanding(state, ended, exitCode, bytes, more);
  }

  SessionStanding ended(SessionState endState, Instant at, OptionalInt exit, long length) {
    return new SessionStanding(endState, Optional.of(at), exit, length, gaps);
  }

  /** Returns true if the state or the end says that nothing more will be added. */
  boolean hasEnded() {
    return state.ended() || (state == SessionState.UNKNOWN && ended.isPresent());
  }
}
