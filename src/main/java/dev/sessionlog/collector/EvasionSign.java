package dev.sessionlog.collector;

import dev.sessionlog.login.ProcessStates.State;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * A sign that a session's {@code script} may not see what its user does.
 *
 * @param kind its kind
 * @param text its description
 */
record EvasionSign(Kind kind, String text) {
  /** The kinds of signs; of several, the first in this order is reported. */
  enum Kind {
    /** A stopped script records nothing, while the outer terminal can be used. */
    STOPPED("script is stopped"),
    /** A debugger can make script do anything. */
    TRACED("script is traced by a debugger"),
    /** The descriptor of script was replaced. */
    NO_PIPE("script no longer writes its pipe"),
    /** The other program reads the input, and script does not see its output. */
    BEHIND("another program is in the foreground of its terminal"),
    /** Script does not see what that process reads and writes. */
    OUTSIDE("another process has the terminal outside of script open"),
    /** That process forges the recording, or pretends to be recorded. */
    SECOND_WRITER("another process has the pipe of the session open"),
    /** Such code can make script leave out anything. */
    FOREIGN_CODE("script runs"),
    /** Such processes may have the outer terminal open. */
    UNSEEN("the open files of its user's processes cannot be read");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /** Returns a sign of that kind. */
  static EvasionSign of(Kind kind) {
    return new EvasionSign(kind, kind.text);
  }

  /** Returns a sign of that kind about a process. */
  static EvasionSign of(Kind kind, long process) {
    return new EvasionSign(kind, kind.text + ": process " + process);
  }

  /** Returns the sign that {@code script} runs code not from the system. */
  static EvasionSign foreignCode(String what) {
    return new EvasionSign(Kind.FOREIGN_CODE, Kind.FOREIGN_CODE.text + " " + what);
  }

  /**
   * Returns the sign in the state of a {@code script}.
   *
   * @param writes true if it has its pipe open
   * @param trusted returns true for a process that may trace sessions of others, for example one of
   *     root
   */
  static Optional<EvasionSign> of(State script, boolean writes, LongPredicate trusted) {
    if (script.tracer() != 0) {
      return trusted.test(script.tracer()) ? Optional.empty() : Optional.of(of(Kind.TRACED));
    }
    if (script.letter() == 'T') {
      return Optional.of(of(Kind.STOPPED));
    }
    if (!writes) {
      return Optional.of(of(Kind.NO_PIPE));
    }
    boolean behind = script.foreground() > 0 && script.foreground() != script.group();
    return behind ? Optional.of(of(Kind.BEHIND)) : Optional.empty();
  }
}
