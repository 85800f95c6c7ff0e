package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.retention.Cleaner;
import dev.sessionlog.retention.Removal;
import dev.sessionlog.retention.RetentionPolicy;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes what is no longer to be kept. */
@Command(
    name = "cleanup",
    description = {
      "Removes what is no longer to be kept: pipes that belong to no session, sessions that never"
          + " began, recordings and rolled logs older than retention.max_age. Never a session that"
          + " is being recorded. For cron: says nothing when all is well."
    })
final class CleanupCommand implements Callable<Integer> {
  @Option(
      names = {"-n", "--dry-run"},
      description = "Only print what would go, and why.")
  private boolean dryRun;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print what goes, and why.")
  private boolean verbose;

  @Option(names = "--json", description = "Print what goes as one JSON object a line.")
  private boolean json;

  private final CommandContext context;

  CleanupCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Configuration configuration = context.configuration();
    List<RunDir> runDirs = configuration.runDirCandidates().stream().map(RunDir::new).toList();
    List<PipeFolder> pipes = runDirs.stream().map(RunDir::pipes).toList();
    boolean collectorLives = runDirs.stream().anyMatch(dir -> dir.collector().isPresent());
    Cleaner cleaner = new Cleaner(Unix.load(), configuration.logDir(), pipes, this::warn);
    List<Removal> plan =
        cleaner.plan(
            new RetentionPolicy(configuration.retention().maxAge()),
            collectorLives,
            context.clock().instant(),
            context.zone());
    if (json || dryRun || verbose) {
      print(plan);
    }
    return dryRun || cleaner.apply(plan) == 0 ? ExitCode.OK : ExitCode.FAILED;
  }

  private void print(List<Removal> plan) throws IOException {
    if (!json) {
      plan.forEach(
          removal ->
              context
                  .out()
                  .println(Visible.field(removal.path().toString()) + ": " + removal.why()));
      return;
    }
    JsonLines lines = new JsonLines(context.out());
    for (Removal removal : plan) {
      lines.object(
          object -> {
            object.writeStringField("path", removal.path().toString());
            object.writeStringField("why", removal.why());
          });
    }
    lines.finish();
  }

  private void warn(String trouble) {
    context.err().println("sessionlog: " + Visible.line(trouble));
  }
}
