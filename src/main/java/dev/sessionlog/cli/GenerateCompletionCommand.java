package dev.sessionlog.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints the completion script, made from the commands as they are. */
@Command(
    name = "generate-completion",
    description = {
      "Prints a script that completes commands and options in bash and zsh.",
      "Use it as: source <(sessionlog generate-completion)"
    })
final class GenerateCompletionCommand implements Callable<Integer> {
  private final CommandContext context;

  GenerateCompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.out().print(AutoComplete.bash("sessionlog", Sessionlog.model(context)));
    return ExitCode.OK;
  }
}
