package dev.sessionlog.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Prints a completion script, made from the commands as they are. */
@Command(
    name = "generate-completion",
    description = {
      "Prints a script that completes commands and options.",
      "Use it as: source <(sessionlog generate-completion bash)"
    })
final class GenerateCompletionCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SHELL",
      completionCandidates = Candidates.CompletedShells.class,
      converter = ShellName.class,
      description = "The shell: bash, zsh or fish.")
  private CompletionShell shell = CompletionShell.BASH;

  private final CommandContext context;

  GenerateCompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.out().print(shell.script(Sessionlog.model(context)));
    return ExitCode.OK;
  }

  /** Reads a shell's name as it is typed. */
  private static final class ShellName implements ITypeConverter<CompletionShell> {
    @Override
    public CompletionShell convert(String name) {
      for (CompletionShell shell : CompletionShell.values()) {
        if (shell.toString().equals(name)) {
          return shell;
        }
      }
      throw new TypeConversionException(
          "'" + name + "' is not a choice, expected bash, zsh or fish");
    }
  }
}
