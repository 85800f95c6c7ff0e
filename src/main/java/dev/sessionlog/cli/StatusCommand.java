package dev.sessionlog.cli;

import dev.sessionlog.collector.CollectorReport;
import dev.sessionlog.collector.CollectorReport.Evasion;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.evidence.LedgerSummary;
import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.UnrecordedTerminals.Terminal;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.retention.DiskUse;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.Visible;
import dev.sessionlog.store.Elsewhere;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells how the collector is. */
@Command(
    name = "status",
    description = {
      "Tells whether a collector runs, what it records, and what went wrong of late.",
      "Exit code 1 when no collector runs."
    })
final class StatusCommand implements Callable<Integer> {
  /** A guess from a week's growth says no more than that about what is farther away. */
  private static final Duration FAR = Duration.ofDays(3650);

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--prometheus",
      description = "Print metrics for Prometheus. The exit code is 0 without a collector, too.")
  private boolean prometheus;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "With --prometheus, replace this file, as node_exporter's textfile collector"
              + " wants it.")
  private @Nullable Path output;

  private final CommandContext context;

  StatusCommand(CommandContext context) {
    this.context = context;
  }

  /**
   * What is told.
   *
   * @param elsewhere how many sessions other machines record in the log dir
   * @param bytes the sum of the active typescripts
   * @param free bytes free where the logs are; -1 when unknown
   * @param use what is kept
   * @param untilLimit when a limit is reached, if ever
   */
  private record Facts(
      RunDir runDir,
      Path logDir,
      Optional<CollectorReport> report,
      List<Session> active,
      int elsewhere,
      long bytes,
      long gaps,
      long free,
      DiskUse use,
      Optional<Duration> untilLimit,
      Optional<Instant> sealed) {
    boolean answers() {
      return report.map(CollectorReport::answers).orElse(false);
    }

    /** Returns how many active sessions have lost their terminal. */
    long orphaned() {
      return active.stream().filter(session -> session.state() == SessionState.ORPHANED).count();
    }
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    if (output != null && !prometheus) {
      throw new CommandFailure(ExitCode.USAGE, "--output: expected --prometheus with it");
    }
    Facts facts = look(configuration());
    if (prometheus) {
      printMetrics(facts);
      return ExitCode.OK;
    }
    if (json) {
      printJson(facts);
    } else {
      print(facts);
    }
    return facts.answers() ? ExitCode.OK : ExitCode.FAILED;
  }

  private Facts look(Configuration configuration) throws IOException {
    RunDir runDir = RunDirs.choose(configuration);
    Path logDir = configuration.logDir();
    List<Session> active = new ArrayList<>();
    long bytes = 0;
    long gaps = 0;
    Elsewhere elsewhere = Elsewhere.find(logDir);
    for (Recording recording : new RecordingStore(logDir).active()) {
      try {
        Session session = recording.session();
        if (!session.hasEnded() && elsewhere.of(session.id()).isEmpty()) {
          bytes += Files.size(recording.typescript());
          gaps += session.gaps().size();
          active.add(session);
        }
      } catch (CorruptRecordingException e) {
        context.err().println("sessionlog: " + Visible.line(e.getMessage()));
      } catch (NoSuchFileException goneOrNotYetThere) {
        // It is being made, or was removed; it counts next time, or never.
      }
    }
    long free = free(logDir);
    DiskUse use = DiskUse.of(logDir, context.clock().instant(), context.zone());
    Optional<Duration> untilLimit =
        free < 0 ? Optional.empty() : use.untilLimit(configuration.retention(), free);
    return new Facts(
        runDir,
        logDir,
        CollectorReport.read(runDir),
        active,
        elsewhere.count(),
        bytes,
        gaps,
        free,
        use,
        untilLimit,
        LedgerSummary.lastCheckpoint(logDir));
  }

  /** Whether one runs can be told where nothing else can: its configuration cannot be used. */
  private Configuration configuration() throws ConfigurationException {
    try {
      return context.configuration();
    } catch (ConfigurationException e) {
      if (!json && !prometheus) {
        RunDir runDir = RunDirs.choose(context.source(source -> source).runDirCandidates());
        context.out().println("collector  " + collector(runDir, CollectorReport.read(runDir)));
        context.out().flush();
      }
      throw e;
    }
  }

  private String collector(RunDir runDir, Optional<CollectorReport> report) {
    return report
        .map(
            told ->
                (told.answers() ? "running, pid " : "not answering, pid ")
                    + told.pid()
                    + ", since "
                    + Visible.field(ReadableUnits.time(told.started(), context.zone())))
        .orElseGet(() -> notRunning(runDir));
  }

  private static String notRunning(RunDir runDir) {
    return new StartFailures(runDir.path())
        .why()
        .map(why -> "not running; the last could not start: " + Visible.line(why))
        .orElse("not running");
  }

  private static long free(Path logDir) {
    try {
      FileStore disk = Files.getFileStore(logDir);
      return disk.getUsableSpace();
    } catch (IOException unknown) {
      return -1;
    }
  }

  private void print(Facts facts) {
    PrintWriter out = context.out();
    out.println("collector  " + collector(facts.runDir(), facts.report()));
    facts
        .report()
        .flatMap(CollectorReport::transcriber)
        .ifPresent(half -> out.println("transcripts " + TranscriberText.of(half)));
    facts
        .report()
        .map(CollectorReport::java)
        .filter(java -> !java.isEmpty())
        .ifPresent(java -> out.println("java       " + Visible.line(java)));
    out.println("run dir    " + Visible.field(facts.runDir().path().toString()));
    out.println("log dir    " + Visible.field(facts.logDir().toString()));
    out.println(
        "sessions   "
            + facts.active().size()
            + " active, "
            + (facts.orphaned() == 0 ? "" : facts.orphaned() + " of them orphaned, ")
            + ReadableUnits.size(facts.bytes())
            + "B recorded, "
            + Counted.of(facts.gaps(), "gap")
            + (facts.elsewhere() == 0 ? "" : "; " + facts.elsewhere() + " on other machines"));
    if (facts.free() >= 0) {
      out.println("disk       " + ReadableUnits.size(facts.free()) + "B free");
    }
    out.println(
        "kept       "
            + Counted.of(facts.use().sessions(), "session")
            + ", "
            + ReadableUnits.size(facts.use().size())
            + "B, "
            + ReadableUnits.size(facts.use().growth())
            + "B more a day");
    facts.untilLimit().ifPresent(in -> out.println("limit      reached in " + forPeople(in)));
    facts
        .sealed()
        .ifPresent(
            at -> out.println("sealed     " + ReadableUnits.time(at.toString(), context.zone())));
    for (Terminal terminal : unrecorded(facts)) {
      out.println(
          "unrecorded "
              + Visible.field(terminal.user())
              + " on "
              + Visible.field(terminal.tty().toString())
              + ", pid "
              + terminal.pid());
    }
    for (Evasion evasion : evasions(facts)) {
      out.println(
          "evasion    possible in session "
              + Visible.field(evasion.session())
              + " of "
              + Visible.field(evasion.user())
              + ": "
              + Visible.line(evasion.sign()));
    }
    facts
        .report()
        .ifPresent(
            report ->
                report
                    .warnings()
                    .forEach(
                        w ->
                            out.println(
                                "warning    "
                                    + Visible.field(ReadableUnits.time(w.at(), context.zone()))
                                    + " "
                                    + Visible.line(w.text()))));
  }

  private static String forPeople(Duration in) {
    return in.compareTo(FAR) > 0 ? "more than 10 years" : ReadableUnits.duration(in);
  }

  private void printMetrics(Facts facts) throws IOException {
    MetricsText metrics = new MetricsText();
    metrics.gauge("collector_up", "1 when a collector runs and answers.", facts.answers() ? 1 : 0);
    metrics.gauge("active_sessions", "Sessions being recorded.", facts.active().size());
    metrics.gauge("orphaned_sessions", "Those whose terminal is gone.", facts.orphaned());
    metrics.gauge("active_bytes", "Length of their typescripts in bytes.", facts.bytes());
    metrics.gauge("active_gaps", "Gaps in their recordings.", facts.gaps());
    metrics.gauge("unrecorded_terminals", "Terminals no session covers.", unrecorded(facts).size());
    facts
        .report()
        .flatMap(CollectorReport::transcriber)
        .ifPresent(half -> TranscriberText.addTo(metrics, half));
    metrics.gauge(
        "evaded_sessions", "Sessions whose script is kept from its work.", evasions(facts).size());
    int warnings = facts.report().map(report -> report.warnings().size()).orElse(0);
    metrics.gauge("recent_warnings", "Warnings of the collector, 50 at most.", warnings);
    metrics.gauge("kept_sessions", "Recordings on the disk.", facts.use().sessions());
    metrics.gauge(
        "kept_bytes", "Bytes of the disk that recordings and logs take.", facts.use().size());
    metrics.gauge("growth_bytes_per_day", "Growth in the last week.", facts.use().growth());
    if (facts.free() >= 0) {
      metrics.gauge("disk_free_bytes", "Free bytes where the logs are.", facts.free());
    }
    facts
        .untilLimit()
        .ifPresent(
            in -> metrics.gauge("limit_seconds", "Time to a limit or full disk.", in.toSeconds()));
    facts
        .sealed()
        .ifPresent(
            at ->
                metrics.gauge(
                    "sealed_timestamp_seconds",
                    "When the last checkpoint was made, in seconds since 1970.",
                    at.getEpochSecond()));
    if (output == null) {
      context.out().print(metrics);
    } else {
      metrics.replace(output);
    }
  }

  private static List<Evasion> evasions(Facts facts) {
    return facts.report().map(CollectorReport::evasions).orElse(List.of());
  }

  private static List<Terminal> unrecorded(Facts facts) {
    return facts.report().map(CollectorReport::unrecorded).orElse(List.of());
  }

  private void printJson(Facts facts) throws IOException {
    JsonLines lines = new JsonLines(context.out());
    lines.object(
        object -> {
          object.writeBooleanField("running", facts.report().isPresent());
          object.writeBooleanField("answers", facts.answers());
          object.writeStringField("run_dir", facts.runDir().path().toString());
          object.writeStringField("log_dir", facts.logDir().toString());
          object.writeNumberField("active", facts.active().size());
          object.writeNumberField("active_elsewhere", facts.elsewhere());
          object.writeNumberField("orphaned", facts.orphaned());
          object.writeNumberField("bytes", facts.bytes());
          object.writeNumberField("gaps", facts.gaps());
          object.writeNumberField("free", facts.free());
          object.writeNumberField("kept_sessions", facts.use().sessions());
          object.writeNumberField("kept_bytes", facts.use().size());
          object.writeNumberField("growth_per_day", facts.use().growth());
          if (facts.sealed().isPresent()) {
            object.writeStringField("sealed", facts.sealed().get().toString());
          }
          if (facts.untilLimit().isPresent()) {
            object.writeNumberField("seconds_to_limit", facts.untilLimit().get().toSeconds());
          }
          if (facts.report().isPresent()) {
            object.writeNumberField("pid", facts.report().get().pid());
            object.writeStringField("started", facts.report().get().started());
            object.writeStringField("java", facts.report().get().java());
          }
          var half = facts.report().flatMap(CollectorReport::transcriber);
          if (half.isPresent()) {
            TranscriberText.addTo(object, half.get());
          }
          object.writeArrayFieldStart("unrecorded");
          for (Terminal terminal : unrecorded(facts)) {
            object.writeStartObject();
            object.writeStringField("user", terminal.user());
            object.writeStringField("tty", terminal.tty().toString());
            object.writeNumberField("pid", terminal.pid());
            object.writeEndObject();
          }
          object.writeEndArray();
          object.writeArrayFieldStart("evasions");
          for (Evasion evasion : evasions(facts)) {
            object.writeStartObject();
            object.writeStringField("session", evasion.session());
            object.writeStringField("user", evasion.user());
            object.writeStringField("sign", evasion.sign());
            object.writeEndObject();
          }
          object.writeEndArray();
          object.writeArrayFieldStart("warnings");
          for (var warning : facts.report().map(CollectorReport::warnings).orElse(List.of())) {
            object.writeStartObject();
            object.writeStringField("at", warning.at());
            object.writeStringField("text", warning.text());
            object.writeEndObject();
          }
          object.writeEndArray();
        });
    lines.finish();
  }
}
