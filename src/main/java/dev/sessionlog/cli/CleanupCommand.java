package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.RetentionSettings;
import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.custody.ClockTrust;
import dev.sessionlog.login.CollectorProcess;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.retention.Cleaner;
import dev.sessionlog.retention.CleanupLock;
import dev.sessionlog.retention.CleanupPlan;
import dev.sessionlog.retention.Removal;
import dev.sessionlog.retention.RetentionPolicy;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Visible;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes recordings and logs over the limits. */
@Command(
    name = "cleanup",
    description = {
      "Removes recordings and logs that are over the limits.",
      "Removes pipes that belong to no session, sessions that never began, and recordings and"
          + " rotated logs over the limits of [retention]: max_age,"
          + " max_sessions_per_user, max_size_per_user, max_size and min_free, in this order."
          + " Within a limit, it removes the sessions that ended first. Sessions that are being"
          + " recorded or held are never removed. Recordings that ended longer than compress_after"
          + " ago are compressed.",
      "Each removal is written to audit/audit.log in the log dir. Prints only failures, so that it"
          + " can run from cron. Returns 5 if another cleanup is at work."
    })
final class CleanupCommand implements Callable<Integer> {
  @Option(
      names = {"-n", "--dry-run"},
      description = "Only print what would be removed, and why.")
  private boolean dryRun;

  @Option(
      names = {"-v", "--verbose"},
      description = "Print what is removed, and why.")
  private boolean verbose;

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  private final CommandContext context;

  CleanupCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  @SuppressWarnings("try") // only held, never used
  public Integer call() throws ConfigurationException, IOException {
    Configuration configuration = context.configuration();
    if (dryRun) {
      print(plan(configuration, cleaner(configuration)).removals());
      return ExitCode.OK;
    }
    if (Files.notExists(configuration.logDir())) {
      if (json || verbose) {
        print(List.of());
      }
      return ExitCode.OK;
    }
    try (CleanupLock lock =
        CleanupLock.take(configuration.logDir())
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.LOCKED,
                        configuration.logDir() + ": another cleanup is at work there"))) {
      Cleaner cleaner = cleaner(configuration);
      CleanupPlan plan = plan(configuration, cleaner);
      if (json || verbose) {
        print(plan.removals());
      }
      return cleaner.apply(plan) == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private Cleaner cleaner(Configuration configuration) {
    Unix unix = Unix.load();
    List<PipeFolder> pipes = runDirs(configuration).stream().map(RunDir::pipes).toList();
    AuditTrail trail = AuditedBy.caller(context, unix, configuration.logDir());
    return new Cleaner(unix, configuration.logDir(), pipes, trail, this::warn);
  }

  private CleanupPlan plan(Configuration configuration, Cleaner cleaner) throws IOException {
    RetentionSettings limits = configuration.retention();
    if (!clockIsBelieved(configuration)) {
      warn(ClockTrust.DOUBT);
      limits = limits.withoutAge();
    }
    return cleaner.plan(
        new RetentionPolicy(limits),
        runDirs(configuration).stream().anyMatch(dir -> new CollectorProcess(dir).lives()),
        context.clock().instant(),
        context.zone());
  }

  private boolean clockIsBelieved(Configuration configuration) {
    ClockTrust trust = new ClockTrust(configuration.logDir());
    if (dryRun) {
      return trust.believes(context.clock());
    }
    try {
      return trust.observe(context.clock());
    } catch (IOException e) {
      warn(e.getMessage());
      return trust.believes(context.clock());
    }
  }

  private static List<RunDir> runDirs(Configuration configuration) {
    return configuration.runDirCandidates().stream().map(RunDir::new).toList();
  }

  private void print(List<Removal> plan) throws IOException {
    if (!json) {
      printLines(plan);
      return;
    }
    JsonLines lines = new JsonLines(context.out());
    for (Removal removal : plan) {
      lines.object(
          object -> {
            object.writeStringField("path", removal.path().toString());
            object.writeStringField("why", removal.why());
            object.writeNumberField("bytes", removal.size());
          });
    }
    lines.finish();
  }

  private void printLines(List<Removal> plan) {
    for (Removal removal : plan) {
      String size = removal.size() == 0 ? "" : " (" + ReadableUnits.size(removal.size()) + ")";
      context.out().println(Visible.field(removal.path().toString()) + ": " + removal.why() + size);
    }
    if (!plan.isEmpty()) {
      long bytes = plan.stream().mapToLong(Removal::size).sum();
      String size = bytes == 0 ? "" : ", " + ReadableUnits.size(bytes);
      context.out().println("total: " + Counted.of(plan.size(), "item") + size);
    } else {
      context.out().println("nothing to do");
    }
  }

  private void warn(String trouble) {
    context.err().println("sessionlog: " + Visible.line(trouble));
  }
}
