package dev.sessionlog.login;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.util.function.Consumer;

/** What a login is told that gets no answer, left in the run dir while the collector is well. */
public final class UnansweredCode {
  private static final String WHY = "the collector does not answer";

  private UnansweredCode() {}

  /**
   * Leaves it for logins of the policy that {@code settings} describe.
   *
   * @param unknown is told of each name that is to be exempt and that nobody has
   */
  public static void leave(
      RunDir runDir, LoginSettings settings, Unix unix, Consumer<String> unknown)
      throws IOException {
    String script = new LoginPolicy(settings, unix).exemptScript(WHY, unknown);
    RunDir.replace(runDir.exempt(), script);
    RunDir.replace(runDir.unanswered(), code(runDir, settings.onUnavailable()) + "\n");
  }

  /** Returns code that every shell understands; whoever is exempt, the script finds out. */
  static String code(RunDir runDir, OnUnavailable policy) {
    if (policy == OnUnavailable.ALLOW) {
      return Answer.unrecorded(ShellSyntax.POSIX, WHY).code();
    }
    return "/bin/sh " + ShellSyntax.POSIX.quote(runDir.exempt().toString()) + " || exit 1";
  }
}
