package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.login.KnockClient;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** The login's side of the handshake. */
@Command(
    name = "init-user",
    description = {
      "Prints the shell code that records a login; for the user's profile:",
      "  eval \"$(sessionlog init-user)\"",
      "Prints nothing when standard input and standard error are no terminal."
    })
final class InitUserCommand implements Callable<Integer> {
  private static final String UNANSWERED =
      "printf '%s\\n' 'sessionlog: this login is not recorded: the collector does not answer' >&2";

  private final CommandContext context;

  InitUserCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Unix unix = Unix.load();
    if (!unix.isTerminal(0) || !unix.isTerminal(2)) {
      return ExitCode.OK;
    }
    Configuration configuration = context.configuration();
    RunDir runDir = RunDirs.choose(configuration.loginRunDirCandidates());
    KnockClient client = new KnockClient(unix, runDir, ProcessHandle.current().pid());
    Optional<String> answer = knock(client, configuration);
    context.out().println(answer.or(client::unanswered).orElse(UNANSWERED));
    return ExitCode.OK;
  }

  private static Optional<String> knock(KnockClient client, Configuration configuration) {
    try {
      return client.knock(configuration.login().answerTimeout());
    } catch (IOException noRunDir) {
      return Optional.empty();
    }
  }
}
