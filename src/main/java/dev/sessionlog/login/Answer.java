package dev.sessionlog.login;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The answer to a login: code that its shell evaluates. It is never empty, so that a missing answer
 * is recognized, and shorter than 4096 bytes (PIPE_BUF), so that it arrives as a whole.
 *
 * @param code the shell code, one line
 */
public record Answer(String code) {
  private static final int LONGEST = 4095;

  /** The variable that {@code ssh-session} sets: the command to run, empty for a login. */
  static final String COMMAND = "SESSIONLOG_COMMAND";

  public Answer {
    if (code.isBlank() || code.length() > LONGEST || code.indexOf('\n') >= 0) {
      throw new IllegalArgumentException(
          "an answer is one line, never empty, and never longer than a page");
    }
  }

  /** Returns the code in the form that is written to the knock. */
  String text() {
    return code + "\n";
  }

  /** Returns the answer to a login that needs no recording. */
  public static Answer nothing() {
    return new Answer(":");
  }

  /** Returns the answer that makes the shell of a recorded login mark its prompts and commands. */
  public static Answer marks(ShellSyntax syntax) {
    return ShellMarks.answer(syntax);
  }

  /**
   * Returns the answer that lets the login continue unrecorded, with the reason on standard error.
   */
  public static Answer unrecorded(ShellSyntax syntax, String why) {
    return new Answer(print(syntax, "sessionlog: this login is not recorded: " + why));
  }

  /** Returns the answer that ends the login, with the reason on standard error. */
  public static Answer denied(ShellSyntax syntax, String why) {
    return new Answer(print(syntax, "sessionlog: login refused: " + why) + "; exit 1");
  }

  /**
   * Returns the answer that turns the login shell into a sh, which runs {@code script} with {@code
   * pipe} as its output. Inside, the login shell is started again, with the same name and
   * arguments. Neither of the two loads libraries of the user, see {@link LoaderVariables}. A
   * non-interactive shell is left alone, and only opens and closes the pipe, so that the session
   * ends empty. The script {@code ssh-session} counts as interactive, because it sets {@code
   * SESSIONLOG_COMMAND}, empty for a login.
   *
   * <p>A {@code script} whose pipe has no reader any more continues, but SIGPIPE would kill it at
   * its end, and the exit code of the login shell would be lost. So it ignores that signal, but the
   * inner shell does not.
   *
   * @param notice the message to the user on standard error; may be empty; not shown before the
   *     output of a command, and left out if there is no room
   * @param otherwise the answer if the login shell cannot execute another program, and continues
   */
  public static Answer record(
      ShellSyntax syntax,
      Supervision supervision,
      String notice,
      LoginShell.Program shell,
      SessionPipe pipe,
      Answer otherwise) {
    String quotedPipe = syntax.quote(pipe.path().toString());
    // Only the names are passed; they come from our own list, and need no quotes.
    String kept = "\"" + LoaderVariables.KEPT + "='$" + LoaderVariables.KEPT + "';\"";
    String words =
        Stream.of(
                Stream.of(supervision.outside(), "sessionlog").map(syntax::quote),
                Stream.of(kept + syntax.quote(Supervision.INSIDE)),
                Stream.of(pipe.path().toString(), pipe.keptPath(), shell.path()).map(syntax::quote),
                Stream.of(shell.asked() ? "\"$" + Supervision.CALLED + "\"" : syntax.quote("")),
                notice.lines().map(line -> syntax.quote(harmless(line))))
            .flatMap(each -> each)
            .collect(Collectors.joining(" "));
    String then = syntax.setLoaderAside() + "; " + syntax.becomeSh(words);
    String all = then + "; " + otherwise.code();
    String code =
        (shell.asked() ? syntax.set(Supervision.CALLED, Supervision.ARGUMENTS) + "; " : "")
            + syntax.ifInteractive(all, syntax.openAndClose(quotedPipe));
    return code.length() > LONGEST && !notice.isEmpty()
        ? record(syntax, supervision, "", shell, pipe, otherwise)
        : new Answer(code);
  }

  /** Returns text without characters that could act on the terminal. */
  private static String harmless(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** Prints each line of {@code text}, without characters that could act on the terminal. */
  private static String print(ShellSyntax syntax, String text) {
    String lines =
        text.lines().map(line -> syntax.quote(harmless(line))).collect(Collectors.joining(" "));
    return "printf '%s\\n' " + lines + " >&2";
  }
}
