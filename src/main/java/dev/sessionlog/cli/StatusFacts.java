package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiverState;
import dev.sessionlog.collector.CollectorReport;
import dev.sessionlog.collector.CollectorReport.Evasion;
import dev.sessionlog.collector.CollectorReport.Warning;
import dev.sessionlog.collector.TranscriberReport;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.evidence.LedgerSummary;
import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.UnrecordedTerminals.Terminal;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.retention.DiskUse;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.store.Elsewhere;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The facts for {@code status}, collected once.
 *
 * @param report the report of the collector; empty if none runs
 * @param active the sessions that are being recorded
 * @param free free bytes of the disk with the logs; empty if unknown
 * @param use the disk use
 * @param untilLimit the time until a limit is reached, if ever
 * @param unusable why the configuration cannot be used now, or is not in force; empty if it is
 * @param sealed the time of the last checkpoint, if any
 * @param archiving how recordings are brought to the archive, if one is configured
 */
record StatusFacts(
    RunDir runDir,
    Path logDir,
    Optional<CollectorReport> report,
    Active active,
    OptionalLong free,
    DiskUse use,
    Optional<Duration> untilLimit,
    Optional<String> unusable,
    Optional<Instant> sealed,
    Optional<Archiving> archiving) {

  /**
   * How recordings are brought to the archive.
   *
   * @param state what the archiver says; empty when it never said anything
   * @param otherConfiguration whether it works by another configuration than that of the file
   */
  record Archiving(Optional<ArchiverState> state, boolean otherConfiguration) {}

  /**
   * The sessions that are being recorded.
   *
   * @param here the number on this machine
   * @param orphaned the number of these without their terminal
   * @param elsewhere the number on other machines in the same log dir
   * @param bytes the bytes of the typescripts of those here
   * @param gaps the number of their gaps
   */
  record Active(int here, int orphaned, int elsewhere, long bytes, long gaps) {
    private Active with(Session session, long length) {
      boolean lost = session.state() == SessionState.ORPHANED;
      return new Active(
          here + 1,
          orphaned + (lost ? 1 : 0),
          elsewhere,
          bytes + length,
          gaps + session.gaps().size());
    }
  }

  /**
   * Collects them.
   *
   * @param unusable why the configuration on the disk cannot be used; empty if it can
   * @param trouble receives each recording that cannot be read
   */
  static StatusFacts gather(
      Configuration configuration,
      Optional<String> unusable,
      Instant now,
      ZoneId zone,
      Consumer<String> trouble)
      throws IOException {
    RunDir runDir = RunDirs.choose(configuration);
    Path logDir = configuration.logDir();
    Active active = active(logDir, trouble);
    OptionalLong free = free(logDir);
    DiskUse use = DiskUse.of(logDir, now, zone);
    Optional<Duration> untilLimit =
        free.isEmpty()
            ? Optional.empty()
            : use.untilLimit(configuration.retention(), free.getAsLong());
    Optional<CollectorReport> report = CollectorReport.read(runDir);
    return new StatusFacts(
        runDir,
        logDir,
        report,
        active,
        free,
        use,
        untilLimit,
        unusable.or(
            () ->
                report
                    .map(CollectorReport::configurationProblem)
                    .filter(problem -> !problem.isEmpty())),
        LedgerSummary.lastCheckpoint(logDir),
        archiving(configuration));
  }

  private static Active active(Path logDir, Consumer<String> trouble) throws IOException {
    Elsewhere elsewhere = Elsewhere.find(logDir);
    Active active = new Active(0, 0, elsewhere.count(), 0, 0);
    for (Recording recording : new RecordingStore(logDir).active()) {
      try {
        Session session = recording.session();
        if (!session.hasEnded() && elsewhere.of(session.id()).isEmpty()) {
          active = active.with(session, Files.size(recording.typescript()));
        }
      } catch (CorruptRecordingException e) {
        trouble.accept(e.getMessage());
      } catch (NoSuchFileException goneOrNotYetThere) {
        // It is being created, or was removed, so it does not count now.
      }
    }
    return active;
  }

  private static Optional<Archiving> archiving(Configuration configuration) throws IOException {
    if (configuration.archive().url().isEmpty()) {
      return Optional.empty();
    }
    Optional<ArchiverState> state = ArchiverState.read(configuration.logDir());
    boolean other =
        state.filter(told -> ArchiveSource.isOther(told, configuration.archive())).isPresent();
    return Optional.of(new Archiving(state, other));
  }

  private static OptionalLong free(Path logDir) {
    try {
      return OptionalLong.of(Files.getFileStore(logDir).getUsableSpace());
    } catch (IOException unknown) {
      return OptionalLong.empty();
    }
  }

  /** Returns true if a collector runs and its heartbeat is recent. */
  boolean answers() {
    return report.map(CollectorReport::answers).orElse(false);
  }

  Optional<TranscriberReport> transcriber() {
    return report.flatMap(CollectorReport::transcriber);
  }

  /** Returns the terminals without a session. */
  List<Terminal> unrecorded() {
    return report.map(CollectorReport::unrecorded).orElse(List.of());
  }

  List<Evasion> evasions() {
    return report.map(CollectorReport::evasions).orElse(List.of());
  }

  /**
   * Returns the log dir of the collector, if it differs from the one in question, because a
   * collector keeps the environment and configuration of its starter.
   */
  Optional<String> recordedElsewhere() {
    return report
        .map(CollectorReport::logDir)
        .filter(at -> !at.isEmpty() && !at.equals(logDir.toString()) && !isSame(Path.of(at)));
  }

  private boolean isSame(Path other) {
    try {
      return Files.isSameFile(logDir, other);
    } catch (IOException notThere) {
      return false;
    }
  }

  List<Warning> warnings() {
    return report.map(CollectorReport::warnings).orElse(List.of());
  }
}
