package dev.sessionlog.collector;

import dev.sessionlog.login.ProcessStates.State;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * What shows that a session's {@code script} may not see what its user does.
 *
 * @param kind what it is
 * @param text what is told of it
 */
record EvasionSign(Kind kind, String text) {
  /** The kinds of signs; those before others are told when there are several. */
  enum Kind {
    /** It draws nothing and records nothing, while the terminal outside can be used. */
    STOPPED("script is stopped"),
    /** A debugger can have it do anything. */
    TRACED("script is traced by a debugger"),
    /** Somebody made its descriptor another. */
    NO_PIPE("script no longer writes its pipe"),
    /** Only that program reads what is typed, and script shows nothing of it. */
    BEHIND("another program is in the foreground of its terminal"),
    /** What that one shows and reads there, script does not see. */
    OUTSIDE("another process has the terminal outside of script open"),
    /** That one forges the recording, or wants to seem recorded. */
    SECOND_WRITER("another process has the pipe of the session open"),
    /** It can have script leave out anything. */
    FOREIGN_CODE("script runs"),
    /** They may have the terminal outside open. */
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

  /** Returns a sign of that kind, which a process gives. */
  static EvasionSign of(Kind kind, long process) {
    return new EvasionSign(kind, kind.text + ": process " + process);
  }

  /** Returns the sign that {@code script} runs code that is not the system's. */
  static EvasionSign foreignCode(String what) {
    return new EvasionSign(Kind.FOREIGN_CODE, Kind.FOREIGN_CODE.text + " " + what);
  }

  /**
   * Returns the sign that the state of a {@code script} shows.
   *
   * @param writes whether it has its pipe open
   * @param trusted tells of a process whether it may trace others' sessions, as root's may
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
