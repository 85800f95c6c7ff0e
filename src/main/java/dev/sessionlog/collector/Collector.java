package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFile;
import dev.sessionlog.store.Seat;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon that records sessions. It serves one run dir and one log dir. {@link CollectorStart}
 * creates its parts: {@link LoginAnswers} answers logins, {@link RecordingHalf} records, {@link
 * TranscriptHalf} writes transcripts, {@link UpkeepPlan} runs regular tasks, and {@link Shutdown}
 * ends the parts in order. This class is its interface for the process that runs it.
 */
public final class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final Duration KEEPER = Duration.ofSeconds(5);

  private final Essentials essentials;
  private final AtomicReference<Configuration> inForce;
  private final LogAccess access;
  private final RunDir runDir;
  private final TranscriptsDue transcripts;
  private final RunDirWatch runDirWatch;
  private final Upkeep upkeep;
  private final Heartbeat heartbeat;
  private final Vitals vitals;
  private final CollectorEnd end;
  private final ArchiverProcess archiver;
  private final Shutdown shutdown;
  private final AtomicBoolean stopped = new AtomicBoolean();

  /**
   * Creates one whose parts are started.
   *
   * @param inForce the configuration in force
   * @param shutdown ends what was started
   */
  Collector(
      Essentials essentials,
      AtomicReference<Configuration> inForce,
      LogAccess access,
      RunDir runDir,
      TranscriptsDue transcripts,
      RunDirWatch runDirWatch,
      Upkeep upkeep,
      Heartbeat heartbeat,
      Vitals vitals,
      CollectorEnd end,
      ArchiverProcess archiver,
      Shutdown shutdown) {
    this.essentials = essentials;
    this.inForce = inForce;
    this.access = access;
    this.runDir = runDir;
    this.transcripts = transcripts;
    this.runDirWatch = runDirWatch;
    this.upkeep = upkeep;
    this.heartbeat = heartbeat;
    this.vitals = vitals;
    this.end = end;
    this.archiver = archiver;
    this.shutdown = shutdown;
  }

  /**
   * Starts a collector: takes over the sessions that an earlier one left, then answers logins.
   *
   * @throws CollectorRunningException if another serves the log dir
   * @throws IOException if the run dir or the log dir cannot be used
   */
  public static Collector start(
      Configuration configuration, RunDir runDir, Unix unix, TranscriptHalf.Starter transcripts)
      throws IOException {
    return start(configuration, runDir, unix, SessionClock.system(), transcripts);
  }

  /** Starts a collector like the other method, with other clocks. */
  public static Collector start(
      Configuration configuration,
      RunDir runDir,
      Unix unix,
      SessionClock clock,
      TranscriptHalf.Starter transcripts)
      throws IOException {
    return new CollectorStart(configuration, runDir, unix, clock, transcripts).run();
  }

  /** Returns true if all its threads are alive and working. */
  public boolean well() {
    return vitals.silent().isEmpty() && transcripts.half().alive();
  }

  /**
   * Puts another configuration in force: for logins and the archive at once, for recordings and
   * pipes from the next session on. The place, readers and form of logs, and how recordings are
   * sealed, change only at the next start of the collector; if they differ, the status says so.
   */
  public void reload(Configuration configuration) {
    Configuration before = inForce.get();
    inForce.set(configuration.at(before.seat()));
    essentials.status().configurationProblem("");
    archiver.reload(configuration);
    try {
      UnansweredLogins.provideFor(essentials, runDir, access);
    } catch (IOException e) {
      warn("reloading failed: " + e.getMessage());
    }
    if (!configuration.logDir().equals(before.logDir())
        || !configuration.logGroup().equals(before.logGroup())
        || !configuration.transcript().equals(before.transcript())
        || !configuration.seal().equals(before.seal())) {
      warn(
          "configuration reloaded; changes of [log], [transcript] and [seal] take effect at the next"
              + " start");
    }
    LOG.info("configuration reloaded: {}", configuration.file().map(Path::toString).orElse("none"));
  }

  /**
   * Notes that a service manager restarts this collector. The next one can then create a run dir
   * that this process cannot create, because its unit makes most of the file system read-only.
   */
  public void supervised() {
    runDirWatch.onHopeless(
        () -> {
          warn("the collector exits, so that another one makes the run dir again");
          end.force();
        });
  }

  /** Returns this collector's own part of the log dir. */
  public Seat seat() {
    return new Seat(inForce.get().logDir(), inForce.get().seat());
  }

  /** Returns the run dir that it serves. */
  public RunDir runDir() {
    return runDir;
  }

  /**
   * Saves the configuration in force in the run dir, for the next collector and for reading
   * commands.
   *
   * @param forAll true if everybody may read it, like its file
   */
  public void keepConfiguration(String text, boolean forAll) throws IOException {
    Path kept = runDir.lastConfiguration();
    RunDirWatch.Making keep =
        forAll ? () -> RunDirFile.replace(kept, text) : () -> RunDirFile.replacePrivate(kept, text);
    keep.make();
    runDirWatch.expect(kept, keep);
  }

  /** Reports that the requested configuration has a mistake, so the last good one is in force. */
  public void startedWithLastConfiguration(String problem) {
    essentials.status().configurationProblem(problem);
    warn("the configuration has a mistake, so the last good one is in force: " + problem);
  }

  /** Warns of a problem of another part of the process, in the log and in {@code status}. */
  public void warn(String what) {
    essentials.status().warn(what);
  }

  /** Passes a checkpoint of the ledger, as one line, to an administrator's appenders. */
  public void checkpoint(String line) {
    transcripts.half().checkpoint(line);
  }

  /** Reports that the next start will be slow. */
  public void startsSlowly(String problem) {
    warn(problem);
  }

  /** Reports that a configuration could not be put in force, so the previous one stays. */
  public void reloadFailed(String problem) {
    essentials.status().configurationProblem(problem);
    warn("the configuration has a mistake and was not reloaded: " + problem);
  }

  /**
   * Makes it watch its keeper.
   *
   * @param launcher the program that the keeper runs
   */
  public void keptBy(Path launcher) {
    KeeperWatch keeper = new KeeperWatch(runDir, launcher, this::warn);
    runDirWatch.expect(runDir.keeperPidFile(), keeper::restore);
    upkeep.each(KEEPER, keeper);
  }

  /** Runs a short task every second for the life of this process. */
  public void atEachBeat(Runnable task) {
    heartbeat.with(task);
  }

  /** Waits until the collector has been idle for long enough, its run dir is gone, or it stops. */
  public void awaitEnd() throws InterruptedException {
    end.await();
  }

  /** Returns true if it ends because it is not {@linkplain #well well}. */
  public boolean dying() {
    return end.forced();
  }

  /**
   * Stops: drains every pipe into its recording, writes transcripts for some seconds, and closes
   * all logs. Sessions continue; their output waits in the pipes for the next collector, for {@code
   * collector.hold}. Returns when everything is done; a second call does nothing.
   */
  public void stop() {
    if (stopped.getAndSet(true)) {
      return;
    }
    end.begin();
    vitals.close();
    runDirWatch.close();
    shutdown.run();
    LOG.info("collector stopped");
  }
}
