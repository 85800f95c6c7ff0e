package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.evidence.LedgerSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the ledger. */
@Command(
    name = "ledger",
    description = {
      "Shows the ledger, which says what was recorded in a form in which a later change shows.",
      "Keep the first key, and a checkpoint now and then, where root of this machine cannot reach:"
          + " 'sessionlog verify' compares the ledger with them."
    })
final class LedgerCommand implements Callable<Integer> {
  @Option(names = "--key", description = "Print the first key alone.")
  private boolean key;

  @Option(names = "--checkpoint", description = "Print the last checkpoint alone, a signed note.")
  private boolean checkpoint;

  private final CommandContext context;

  LedgerCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Path logDir = context.configuration().logDir();
    LedgerSummary summary =
        LedgerSummary.read(logDir)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "there is no ledger in "
                            + logDir
                            + "; a collector begins one where seal.interval is not 0"));
    if (key) {
      context.out().println(summary.firstKey());
    }
    if (checkpoint) {
      context.out().print(summary.checkpoint().map(Object::toString).orElse(""));
    }
    if (!key && !checkpoint) {
      context.out().println("ledger      " + summary.origin());
      context.out().println("begun       " + time(summary.begun().toString()));
      context.out().println("sealed      " + time(summary.sealed().toString()));
      context.out().println("entries     " + summary.entries());
      context.out().println("first key   " + summary.firstKey());
    }
    return ExitCode.OK;
  }

  private String time(String instant) {
    return ReadableUnits.time(instant, context.zone());
  }
}
