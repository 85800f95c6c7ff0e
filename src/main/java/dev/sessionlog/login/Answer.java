package dev.sessionlog.login;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a login is told: code that its shell evaluates. An answer is never empty, so that none at
 * all is not taken for one. It stays under 4096 bytes (PIPE_BUF), so that it arrives whole.
 *
 * @param code the shell code, one line
 */
public record Answer(String code) {
  private static final int LONGEST = 4095;

  /**
   * The variable by which {@code ssh-session} makes itself known: the command to run, empty for a
   * login.
   */
  static final String COMMAND = "SESSIONLOG_COMMAND";

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
   * Returns the answer that makes the login shell become a sh that runs {@code script}, which
   * writes into {@code pipe}, and runs the login shell anew inside, called as this one was. Neither
   * of the two loads a library of the user's, see {@link LoaderVariables}. A shell that does not
   * talk to a user is left alone, and the pipe opened and closed at once: so the session ends,
   * empty. The script {@code ssh-session} is no such shell: it sets {@code SESSIONLOG_COMMAND},
   * empty for a login.
   *
   * <p>A {@code script} whose pipe nobody reads any more goes on, but is ended by SIGPIPE at its
   * end, and the login shell's exit code with it: so it ignores that, and the shell inside does
   * not.
   *
   * @param greeting what the user is told on standard error and asked; never before the output of a
   *     command; a notice is left out where there is no room for it
   * @param otherwise what counts when the login shell cannot become another program, and goes on
   */
  public static Answer record(
      ShellSyntax syntax,
      Supervision supervision,
      Greeting greeting,
      LoginShell.Program shell,
      SessionPipe pipe,
      Answer otherwise) {
    String arguments = shell.asked() ? Supervision.ARGUMENTS : "";
    String quotedPipe = syntax.quote(pipe.path().toString());
    // The names alone go this way: they are of our own list, and need no quotes.
    String kept = "\"" + LoaderVariables.KEPT + "='$" + LoaderVariables.KEPT + "';\"";
    String words =
        Stream.of(
                Stream.of(supervision.outside(), "sessionlog").map(syntax::quote),
                Stream.of(kept + syntax.quote(Supervision.inside(greeting.consent()))),
                Stream.of(pipe.path().toString(), pipe.held(), shell.path(), arguments)
                    .map(syntax::quote),
                greeting.notice().lines().map(line -> syntax.quote(harmless(line))))
            .flatMap(each -> each)
            .collect(Collectors.joining(" "));
    String then = syntax.setLoaderAside() + "; " + syntax.becomeSh(words);
    String all = then + "; " + otherwise.code();
    String code = syntax.ifInteractive(all, syntax.openAndClose(quotedPipe));
    return code.length() > LONGEST && !greeting.notice().isEmpty()
        ? record(syntax, supervision, greeting.withoutNotice(), shell, pipe, otherwise)
        : new Answer(code);
  }

  /** Returns text without what could act on the terminal. */
  private static String harmless(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  /** Prints each line of {@code text}, without what could act on the terminal. */
  private static String print(ShellSyntax syntax, String text) {
    String lines =
        text.lines().map(line -> syntax.quote(harmless(line))).collect(Collectors.joining(" "));
    return "printf '%s\\n' " + lines + " >&2";
  }
}
