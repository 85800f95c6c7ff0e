package dev.sessionlog.cli;

import dev.sessionlog.collector.CollectorReport;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the state of the collector. */
@Command(
    name = "status",
    description = {
      "Shows whether a collector runs, what it records, and what went wrong recently.",
      "Returns 1 if no collector runs."
    })
final class StatusCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--prometheus",
      description = "Print metrics for Prometheus. Returns 0 even if no collector runs.")
  private boolean prometheus;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "With --prometheus: replace this file in one step, as the textfile collector of"
              + " node_exporter needs it.")
  private @Nullable Path output;

  private final CommandContext context;

  /** Why the configuration cannot be used; null if it can. */
  private @Nullable String unusable;

  StatusCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    if (output != null && !prometheus) {
      throw new CommandFailure(ExitCode.USAGE, "--output works only with --prometheus");
    }
    Configuration configuration = configuration();
    StatusFacts facts =
        StatusFacts.gather(
            configuration,
            Optional.ofNullable(unusable),
            context.clock().instant(),
            context.zone(),
            what -> context.err().println("sessionlog: " + Visible.line(what)));
    List<StatusFact> described = StatusDescription.of(facts, context.zone());
    if (prometheus) {
      printMetrics(described);
      return ExitCode.OK;
    }
    if (json) {
      printJson(described);
    } else {
      described.forEach(fact -> fact.print(context.out()));
    }
    return facts.answers() ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Whether one runs can be told where nothing else can: its configuration cannot be used. */
  private Configuration configuration() throws ConfigurationException, IOException {
    try {
      return context.configuration();
    } catch (ConfigurationException e) {
      unusable = String.join("; ", e.problems());
    }
    try {
      return context.configurationForReading();
    } catch (ConfigurationException e) {
      RunDir runDir = RunDirs.choose(context.source(source -> source).runDirCandidates());
      if (prometheus) {
        printMetrics(
            List.of(
                StatusDescription.up(CollectorReport.read(runDir)),
                StatusDescription.configuration(Optional.ofNullable(unusable))));
        context.out().flush();
      } else if (!json) {
        StatusDescription.collector(runDir, CollectorReport.read(runDir), context.zone())
            .print(context.out());
        context.out().flush();
      }
      throw e;
    }
  }

  private void printMetrics(List<StatusFact> described) throws IOException {
    MetricsText metrics = new MetricsText();
    described.forEach(fact -> fact.addTo(metrics));
    if (output == null) {
      context.out().print(metrics);
    } else {
      metrics.replace(output);
    }
  }

  private void printJson(List<StatusFact> described) throws IOException {
    JsonLines lines = new JsonLines(context.out());
    lines.object(
        object -> {
          for (StatusFact fact : described) {
            fact.write(object);
          }
        });
    lines.finish();
  }
}
