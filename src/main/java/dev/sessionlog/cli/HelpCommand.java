package dev.sessionlog.cli;

import dev.sessionlog.config.NearestName;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows help in the form of {@code git help}. */
@Command(name = Commands.HELP, description = "Prints the help of the program or of a command.")
final class HelpCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "COMMAND",
      completionCandidates = Candidates.AllCommands.class,
      description = "Which command.")
  private @Nullable String command;

  @Spec private CommandSpec spec;

  private final CommandContext context;

  HelpCommand(CommandContext context) {
    this.context = context;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    CommandLine root = spec.commandLine().getParent();
    Map<String, CommandLine> commands = root.getSubcommands();
    if (command == null) {
      root.usage(context.out());
      return ExitCode.OK;
    }
    CommandLine wanted = commands.get(command);
    if (wanted == null) {
      String near =
          NearestName.of(command, Commands.NAMES)
              .map(name -> ", did you mean '" + name + "'?")
              .orElse("; 'sessionlog help' lists them");
      throw new CommandFailure(ExitCode.USAGE, "unknown command '" + command + "'" + near);
    }
    wanted.usage(context.out());
    return ExitCode.OK;
  }
}
