package dev.sessionlog.session;

import java.util.Locale;
import java.util.Optional;

/** The state of a session. */
public enum SessionState {
  /** Being recorded. */
  ACTIVE,
  /**
   * Ended properly: the last line of {@code script} is in the typescript, or the session ended with
   * its terminal.
   */
  COMPLETE,
  /** Ended without {@code script}'s last line: it was killed, or the recording was cut. */
  TRUNCATED,
  /** Never began: no process opened its pipe in time. */
  ABORTED,
  /** Its terminal is gone, but {@code script} still holds the pipe; it is being ended. */
  ORPHANED,
  /** Unknown, because a later version of sessionlog wrote the recording. */
  UNKNOWN;

  /** Returns true if nothing more will be added to the recording. */
  public boolean ended() {
    return this != ACTIVE && this != ORPHANED && this != UNKNOWN;
  }

  /** Returns the word for this state in files and on the screen: its name in small letters. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the state that {@code word} names. */
  public static Optional<SessionState> ofWord(String word) {
    for (SessionState state : values()) {
      if (state.word().equals(word)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
