package dev.sessionlog.login;

import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * What a login is told: code that its shell evaluates. An answer is never empty, so that none at
 * all is not taken for one. It stays under 4096 bytes (PIPE_BUF), so that it arrives whole.
 *
 * @param code the shell code, one line
 */
public record Answer(String code) {
  private static final String SCRIPT = "/usr/bin/script";
  private static final String LOGIN_SHELL_RUNNER = "/bin/sh";
  private static final int LONGEST = 4095;

  /**
   * The variable by which {@code ssh-session} makes itself known: the command to run, empty for a
   * login.
   */
  static final String COMMAND = "SESSIONLOG_COMMAND";

  /**
   * What the shell inside is to run: a login, or the command that {@code ssh-session} was asked
   * for. The variable ends there, so that no shell further inside runs the command again.
   */
  private static final String COMMAND_OR_LOGIN =
      "export SHELL; if [ -n \"$SESSIONLOG_COMMAND\" ]; then set -- -c \"$SESSIONLOG_COMMAND\";"
          + " else set -- -l; fi; unset SESSIONLOG_COMMAND; ";

  public Answer {
    if (code.isBlank() || code.length() > LONGEST || code.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(
          "an answer is one line, never empty, and never longer than a page");
    }
  }

  /** Returns the code as it goes through the knock. */
  String text() {
    return code + "\n";
  }

  /** Returns the answer to a login that needs no recording. */
  public static Answer nothing() {
    return new Answer(":");
  }

  /** Returns the answer that lets the login go on unrecorded, and says why on standard error. */
  public static Answer unrecorded(ShellSyntax syntax, String why) {
    return new Answer(print(syntax, "sessionlog: this login is not recorded: " + why));
  }

  /** Returns the answer that ends the login, and says why on standard error. */
  public static Answer denied(ShellSyntax syntax, String why) {
    return new Answer(print(syntax, "sessionlog: login refused: " + why) + "; exit 1");
  }

  /**
   * Returns the answer that makes the login shell become {@code script}, which writes into {@code
   * pipe}, loads no library of the user's (see {@link LoaderVariables}) and runs the login shell
   * anew inside. {@code script} runs its command by {@code $SHELL -c}: that is sh here, whatever
   * the login shell can or may do, and the login shell finds SHELL as login(1) sets it. A shell
   * that does not talk to a user is left alone, and the pipe opened and closed at once: so the
   * session ends, empty. The script {@code ssh-session} is no such shell: it sets {@code
   * SESSIONLOG_COMMAND}, empty for a login.
   *
   * @param notice what the user is told on standard error; nothing when it is empty, and never
   *     before the output of a command
   */
  public static Answer record(ShellSyntax syntax, String notice, String shell, Path pipe) {
    String quotedShell = ShellSyntax.POSIX.quote(shell);
    String inside =
        "SHELL="
            + quotedShell
            + "; "
            + COMMAND_OR_LOGIN
            + LoaderVariables.GIVE_BACK
            + "exec "
            + quotedShell
            + " \"$@\"";
    String quotedPipe = syntax.quote(pipe.toString());
    // The names alone go this way: they are of our own list, and need no quotes.
    String kept = "\"" + LoaderVariables.KEPT + "='$" + LoaderVariables.KEPT + "';\"";
    String script =
        syntax.setLoaderAside()
            + "; "
            + syntax.execWith(
                "SHELL=" + LOGIN_SHELL_RUNNER,
                SCRIPT + " -q -f -e -c " + kept + syntax.quote(inside) + " " + quotedPipe);
    String then =
        notice.isEmpty() ? script : syntax.unlessCommand(print(syntax, notice)) + "; " + script;
    return new Answer(syntax.ifInteractive(then, ": >" + quotedPipe));
  }

  /** Prints each line of {@code text}, without what could act on the terminal. */
  private static String print(ShellSyntax syntax, String text) {
    String lines =
        text.lines()
            .map(line -> syntax.quote(line.replaceAll("\\p{Cntrl}", " ")))
            .collect(Collectors.joining(" "));
    return "printf '%s\\n' " + lines + " >&2";
  }
}
