package dev.sessionlog.cli;

import dev.sessionlog.collector.Collector;
import dev.sessionlog.collector.CollectorRunningException;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the collector until it is told to end, or has been idle for long enough. */
@Command(
    name = "daemon",
    description = {
      "Runs the collector in the foreground.",
      "SIGTERM and SIGINT end it in good order: every pipe is drained, every log closed. Sessions go"
          + " on; their output is held for the next collector for as long as collector.hold says,"
          + " and then they go on unrecorded."
    })
final class DaemonCommand implements Callable<Integer> {
  @Option(
      names = "--idle-exit",
      paramLabel = "DURATION",
      description = "Leave when no session was recorded for so long, such as 10m; 0 for never.")
  private @Nullable String idleExit;

  private final CommandContext context;

  DaemonCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException, InterruptedException {
    String idle = idleExit;
    Configuration configuration =
        context.configuration(
            source ->
                idle == null
                    ? source
                    : source.withOption("collector.idle_exit", idle, "--idle-exit"));
    DiagnosticLog.showInformation();
    Collector collector = start(configuration);
    Thread shutdown = new Thread(collector::stop, "shutdown");
    Runtime.getRuntime().addShutdownHook(shutdown);
    collector.awaitEnd();
    collector.stop();
    return ExitCode.OK;
  }

  private static Collector start(Configuration configuration) throws IOException {
    try {
      return Collector.start(configuration, RunDirs.choose(configuration), Unix.load());
    } catch (CollectorRunningException e) {
      throw new CommandFailure(ExitCode.LOCKED, e.getMessage());
    }
  }
}
