package dev.sessionlog.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of commands that print lines of transcripts. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description =
          "How to print a line: ${COMPLETION-CANDIDATES}. Default: short on a terminal, otherwise full.")
  private @Nullable LineOutput form;

  /** Returns the requested form, or otherwise the one for the kind of output. */
  LineOutput form(CommandContext context) {
    if (form != null) {
      return form;
    }
    return context.isTerminal() ? LineOutput.SHORT : LineOutput.FULL;
  }
}
