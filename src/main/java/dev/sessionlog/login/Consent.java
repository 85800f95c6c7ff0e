package dev.sessionlog.login;

import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The question whether a login agrees to be recorded, {@code login.consent}: a sh program in the
 * run dir. It is asked where the session is recorded already, so the recording shows the text and
 * the answer. It returns 0 only after a yes.
 */
public final class Consent {
  /** As sshd waits for a password by default (LoginGraceTime). */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

  /** An old timeout(1), or another's, knows no --foreground: then the answer is waited for. */
  private static final String PROGRAM =
      """
      refuse() {
        printf '%%s\\n' "sessionlog: login refused: $1" >&2
        exit 1
      }
      answer() {
        if /usr/bin/timeout --foreground 9 /bin/true; then
          /usr/bin/timeout --foreground %1$d /usr/bin/head -n 1
        else
          IFS= read -r line && printf '%%s\\n' "$line"
        fi 2>/dev/null
      }
      printf '%%s\\n' %2$s >&2
      for try in 1 2 3; do
        printf %%s 'Type yes to agree, or no to end this login: ' >&2
        answer=$(answer)
        case $?:$answer in
          0:[Yy] | 0:[Yy][Ee][Ss]) exit 0 ;;
          0:[Nn] | 0:[Nn][Oo]) break ;;
          124:*) echo >&2; refuse 'no answer within 2 minutes' ;;
        esac
      done
      refuse 'you did not agree to be recorded'
      """;

  private Consent() {}

  /**
   * Leaves the program in the run dir, for all who log in. Without a text it is one that agrees.
   *
   * @param text what is to be agreed to; empty for nothing
   */
  public static void leave(RunDir runDir, String text) throws IOException {
    RunDirFile.replace(runDir.consent(), text.isEmpty() ? "exit 0\n" : program(text));
  }

  /** Returns the program that a login has to run; empty if it is not to be asked. */
  public static Optional<Path> of(RunDir runDir, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(runDir.consent());
  }

  static String program(String text) {
    String lines =
        text.lines()
            .map(line -> ShellSyntax.POSIX.quote(Visible.line(line)))
            .collect(Collectors.joining(" "));
    return PROGRAM.formatted(LONGEST_WAIT.toSeconds(), lines);
  }
}
