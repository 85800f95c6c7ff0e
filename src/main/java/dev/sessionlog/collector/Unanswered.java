package dev.sessionlog.collector;

import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.login.Answer;
import dev.sessionlog.login.ShellSyntax;

/** What a login is told that gets no answer, left in the run dir while the collector is well. */
final class Unanswered {
  private static final String WHY = "the collector does not answer";

  private Unanswered() {}

  /** Returns code that every shell understands. */
  static String code(OnUnavailable policy) {
    Answer answer =
        policy == OnUnavailable.DENY
            ? Answer.denied(ShellSyntax.POSIX, WHY)
            : Answer.unrecorded(ShellSyntax.POSIX, WHY);
    return answer.code();
  }
}
