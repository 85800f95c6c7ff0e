package dev.sessionlog.collector;

import dev.sessionlog.login.ProcessStates.State;
import java.util.Optional;
import java.util.function.LongPredicate;

/** What shows that a session's {@code script} may not see what its user does. */
enum EvasionSign {
  /** It draws nothing and records nothing, while the terminal outside can be used. */
  STOPPED("script is stopped"),
  /** A debugger can have it do anything. */
  TRACED("script is traced by a debugger"),
  /** Somebody made its descriptor another. */
  NO_PIPE("script does not write its pipe any more"),
  /** Only that program reads what is typed, and script shows nothing of it. */
  BEHIND("another program is in the foreground of its terminal");

  private final String text;

  EvasionSign(String text) {
    this.text = text;
  }

  /** Returns what is told of it. */
  String text() {
    return text;
  }

  /**
   * Returns the sign that the state of a {@code script} shows.
   *
   * @param writes whether it has its pipe open
   * @param trusted tells of a process whether it may trace others' sessions, as root's may
   */
  static Optional<EvasionSign> of(State script, boolean writes, LongPredicate trusted) {
    if (script.tracer() != 0) {
      return trusted.test(script.tracer()) ? Optional.empty() : Optional.of(TRACED);
    }
    if (script.letter() == 'T') {
      return Optional.of(STOPPED);
    }
    if (!writes) {
      return Optional.of(NO_PIPE);
    }
    boolean behind = script.foreground() > 0 && script.foreground() != script.group();
    return behind ? Optional.of(BEHIND) : Optional.empty();
  }
}
