package dev.sessionlog.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a session stands: what of it changes until it has ended.
 *
 * @param state where it stands
 * @param ended when it ended; empty while it is {@linkplain SessionState#ended() not ended}
 * @param exitCode what the login shell returned, 128 + signal when a signal ended it
 * @param bytes the length of the typescript; meaningful when it ended
 * @param gaps what could not be kept, in order
 */
public record SessionStanding(
    SessionState state, Optional<Instant> ended, OptionalInt exitCode, long bytes, List<Gap> gaps) {

  /** One that has just begun. */
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

  /** After {@value #MOST_GAPS} the last one stands for all that follow. */
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

  /** Returns true when nothing more will be added, as far as the state or the end tells. */
  boolean hasEnded() {
    return state.ended() || (state == SessionState.UNKNOWN && ended.isPresent());
  }
}
