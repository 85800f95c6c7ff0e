package dev.sessionlog.cli;

import dev.sessionlog.collector.Collector;
import dev.sessionlog.collector.CollectorRunningException;
import dev.sessionlog.collector.NotRootException;
import dev.sessionlog.collector.RecordingEnd;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.config.ConfigurationSource;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFolders;
import dev.sessionlog.login.UnansweredCode;
import dev.sessionlog.session.Visible;
import dev.sessionlog.transcriber.Transcriber.Predecessor;
import dev.sessionlog.unix.LastResort;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the collector until it is told to end or has been idle for long enough. */
@Command(
    name = "daemon",
    description = {
      "Runs the collector in the foreground.",
      "On SIGTERM or SIGINT it drains every pipe, closes every log and exits. Sessions continue:"
          + " their output waits for the next collector during collector.hold, and after that they"
          + " are no longer recorded.",
      "On SIGHUP it reads its configuration again; if that is wrong, it keeps the old one."
    })
final class DaemonCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonCommand.class);

  /**
   * The time after which the kernel kills a collector that is stopped or whose threads hang,
   * because terminals wait for it.
   */
  private static final Duration LONGEST_STOP = Duration.ofSeconds(8);

  /** The time that the keeper allows for a start. */
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  @Option(
      names = "--idle-exit",
      paramLabel = "DURATION",
      description = "Exit after this long without a session, for example 10m; 0 for never.")
  private @Nullable String idleExit;

  @Option(
      names = "--system",
      description = "Record all users, as root. Implied where the machine is set up for that.")
  private boolean system;

  @Option(
      names = "--keep-policy",
      hidden = true,
      description = "Keep what logins do until the collector first starts, and end.")
  private boolean keepPolicy;

  @Option(
      names = "--end-recording",
      hidden = true,
      description = "End the recording of sessions that no collector will come back for, and end.")
  private boolean endRecording;

  @Option(
      names = "--transcriber",
      hidden = true,
      description = "Write transcripts only, for the collector that starts this process.")
  private boolean transcriber;

  @Option(
      names = "--after-death",
      hidden = true,
      description = "With --transcriber: the process before died of what it rendered.")
  private boolean afterDeath;

  @Option(
      names = "--archiver",
      hidden = true,
      description = "Bring recordings to the archive only, for the collector that starts this.")
  private boolean archiver;

  @Option(
      names = "--try",
      hidden = true,
      description = "With --archiver: only try whether the archive can be used.")
  private boolean tryOnce;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final CommandContext context;

  /** The reason why the requested configuration is not in force. */
  private @Nullable String unusable;

  DaemonCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException, InterruptedException {
    if (transcriber) {
      return new TranscriberMain(context)
          .run(configuration(), afterDeath ? Predecessor.DIED : Predecessor.ENDED);
    }
    if (archiver && tryOnce) {
      return new ArchiverMain(context).tryOnce(configuration());
    }
    if (archiver) {
      return new ArchiverMain(context).run(configuration());
    }
    Unix unix = context.unix().get();
    if (endRecording) {
      return end(unix);
    }
    if (context.variable("NOTIFY_SOCKET").isEmpty() || keepPolicy) {
      return run(unix);
    }
    ConfigurationSource source = context.source(this::asked);
    Map<Path, FileTime> read = StartFailures.changes(source);
    try {
      return run(unix);
    } catch (ConfigurationException | IOException | RuntimeException e) {
      String why = String.join("; ", Failure.of(e).messages());
      StartFailures.await(waitBeforeTheNext(why, source, unix), source, read);
      throw e;
    }
  }

  /** The supervisor restarts it at once, which costs a second of processor time each. */
  private Duration waitBeforeTheNext(String why, ConfigurationSource source, Unix unix) {
    complain("no collector runs: " + why);
    try {
      RunDir runDir = RunDirs.choose(source.runDirCandidates());
      RunDirFolders.requireOwn(runDir.path(), unix.uid());
      return new StartFailures(runDir.path()).add(why);
    } catch (IOException e) {
      complain("cannot leave this reason for 'sessionlog status': " + e.getMessage());
      return LONGEST_WAIT;
    }
  }

  private int run(Unix unix) throws ConfigurationException, IOException, InterruptedException {
    Optional<LastResort> lastResort = LastResort.of(unix);
    Configuration configuration = startConfiguration(unix);
    if (keepPolicy) {
      // For installations where no collector can start, for example in an image.
      UnansweredCode.keep(
          configuration.systemStateDir(), configuration.login(), unix, this::complain);
      return ExitCode.OK;
    }
    DiagnosticLog.showInformation();
    lastResort.ifPresent(timer -> putOff(timer, LONGEST_START));
    Collector collector = start(configuration, unix);
    new StartFailures(collector.runDir().path()).forget();
    Runnable beat = () -> lastResort.ifPresent(timer -> putOff(timer, LONGEST_STOP));
    collector.atEachBeat(beat);
    beat.run(); // a collector that is stopped before its first heartbeat must not get 60 s more
    tell(collector, configuration);
    unix.onHangup(() -> reload(collector));
    Optional<Runnable> sealing = SealingStart.of(configuration, collector, context);
    ServiceNotices notices = ServiceNotices.of(context, unix);
    Runnable stop =
        () -> {
          stop(collector, notices);
          sealing.ifPresent(Runnable::run);
          lastResort.ifPresent(timer -> putOff(timer, LONGEST_START));
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "shutdown"));
    notices.ready(context.variable("WATCHDOG_USEC"), collector::well);
    collector.awaitEnd();
    stop.run();
    return collector.dying() ? ExitCode.FAILED : ExitCode.OK;
  }

  /** For removals, so that no terminal waits for a collector that never comes. */
  private int end(Unix unix) throws ConfigurationException, IOException {
    Configuration configuration = startConfiguration(unix);
    try {
      RecordingEnd.endAll(configuration, RunDirs.choose(configuration), unix, this::complain);
      return ExitCode.OK;
    } catch (CollectorRunningException e) {
      throw new CommandFailure(ExitCode.LOCKED, e.getMessage());
    }
  }

  /** Reports what only a running collector knows. */
  private void tell(Collector collector, Configuration configuration) {
    String problem = unusable;
    if (problem == null) {
      keep(configuration, collector);
    } else {
      collector.startedWithLastConfiguration(problem);
    }
    context.variable("NOTIFY_SOCKET").ifPresent(any -> collector.supervised());
    ClassArchive.problem().ifPresent(collector::startsSlowly);
    context.variable("SESSIONLOG_KEEPER").map(Path::of).ifPresent(collector::keptBy);
  }

  private void complain(String problem) {
    context.err().println("sessionlog: " + Visible.line(problem));
  }

  private static void putOff(LastResort timer, Duration time) {
    try {
      timer.putOff(time);
    } catch (IOException e) {
      LOG.debug("{}", e.getMessage());
    }
  }

  /** A collector with hanging threads is not stopped properly; the next one does the rest. */
  private static void stop(Collector collector, ServiceNotices notices) {
    notices.close();
    if (!collector.dying()) {
      collector.stop();
    }
  }

  private Configuration configuration() throws ConfigurationException {
    return context.configuration(this::asked);
  }

  private ConfigurationSource asked(ConfigurationSource source) {
    // What a transcriber is given holds what all files said.
    ConfigurationSource given = transcriber ? source.withoutDropIns() : source;
    ConfigurationSource asked = system ? given.withSystem() : given;
    String idle = idleExit;
    return idle == null ? asked : asked.withOption("collector.idle_exit", idle, "--idle-exit");
  }

  /** Returns the last good configuration, if sessions wait and the present one cannot be used. */
  private Configuration startConfiguration(Unix unix) throws ConfigurationException {
    try {
      return configuration();
    } catch (ConfigurationException e) {
      Configuration kept =
          context.configuration(
              source -> {
                ConfigurationSource asked = asked(source);
                return LastConfiguration.find(asked.runDirCandidates(), unix.uid())
                    .map(last -> asked.withFile(last).withoutDropIns())
                    .orElse(asked);
              });
      unusable = String.join("; ", e.problems());
      return kept;
    }
  }

  private void reload(Collector collector) {
    try {
      Configuration configuration = configuration();
      collector.reload(configuration);
      keep(configuration, collector);
    } catch (ConfigurationException e) {
      collector.reloadFailed(String.join("; ", e.problems()));
    }
  }

  private void keep(Configuration configuration, Collector collector) {
    try {
      LastConfiguration.keep(configuration, collector);
    } catch (IOException e) {
      complain("cannot keep a copy of the configuration for the next collector: " + e.getMessage());
    }
  }

  private static Collector start(Configuration configuration, Unix unix) throws IOException {
    try {
      return Collector.start(
          configuration,
          RunDirs.choose(configuration),
          unix,
          (settings, clock, trouble) -> OneProcess.start(settings, clock, trouble, unix.uid()));
    } catch (CollectorRunningException e) {
      throw new CommandFailure(ExitCode.LOCKED, e.getMessage());
    } catch (NotRootException e) {
      throw new CommandFailure(ExitCode.FAILED, e.getMessage());
    }
  }
}
