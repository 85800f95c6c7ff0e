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
 * The daemon that records sessions. One serves a run dir and a log dir. {@link CollectorStart} puts
 * it together: {@link LoginAnswers} answers logins, {@link RecordingHalf} records, {@link
 * TranscriptHalf} writes transcripts, {@link UpkeepPlan} says what is due from time to time, and
 * {@link Shutdown} in which order all that ends. This is what the process that runs it sees.
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
    this.shutdown = shutdown;
  }

  /**
   * Starts a collector: takes over the sessions that an earlier one left, then answers logins.
   *
   * @throws CollectorRunningException when another serves the log dir
   * @throws IOException when the run dir or the log dir cannot be used
   */
  public static Collector start(
      Configuration configuration, RunDir runDir, Unix unix, TranscriptHalf.Starter transcripts)
      throws IOException {
    return start(configuration, runDir, unix, SessionClock.system(), transcripts);
  }

  /** Starts a collector as the other method does, by other clocks. */
  public static Collector start(
      Configuration configuration,
      RunDir runDir,
      Unix unix,
      SessionClock clock,
      TranscriptHalf.Starter transcripts)
      throws IOException {
    return new CollectorStart(configuration, runDir, unix, clock, transcripts).run();
  }

  /** Returns true when each thread that this needs is there, and does what it is there for. */
  public boolean well() {
    return vitals.silent().isEmpty() && transcripts.half().alive();
  }

  /**
   * Puts another configuration in force: for logins at once, for recordings and pipes from the next
   * session on. Where logs are kept, who may read them and how they are written stays until the
   * collector is started anew; the status says so when that would be another.
   */
  public void reload(Configuration configuration) {
    Configuration before = inForce.get();
    inForce.set(configuration.at(before.seat()));
    essentials.status().configurationProblem("");
    try {
      UnansweredLogins.provideFor(essentials, runDir, access);
    } catch (IOException e) {
      warn("while reloading: " + e.getMessage());
    }
    if (!configuration.logDir().equals(before.logDir())
        || !configuration.logGroup().equals(before.logGroup())
        || !configuration.transcript().equals(before.transcript())) {
      warn("reloaded; [log] and [transcript] change with the next start only");
    }
    LOG.info("configuration reloaded: {}", configuration.file().map(Path::toString).orElse("none"));
  }

  /**
   * Says that a service manager starts another when this ends: that one makes a run dir that this
   * process may not make, as where the unit has most of the file system read-only.
   */
  public void supervised() {
    runDirWatch.onHopeless(
        () -> {
          warn("the collector ends, for a new one with a new run dir");
          end.force();
        });
  }

  /** Returns what this collector has to itself in the log dir. */
  public Seat seat() {
    return new Seat(inForce.get().logDir(), inForce.get().seat());
  }

  /** Returns the run dir that it serves. */
  public RunDir runDir() {
    return runDir;
  }

  /**
   * Keeps the text of the configuration in force in the run dir, for the next collector and for
   * commands that read.
   *
   * @param forAll whether all may read it, as they may read its file
   */
  public void keepConfiguration(String text, boolean forAll) throws IOException {
    Path kept = runDir.lastConfiguration();
    RunDirWatch.Making keep =
        forAll ? () -> RunDirFile.replace(kept, text) : () -> RunDirFile.replacePrivate(kept, text);
    keep.make();
    runDirWatch.expect(kept, keep);
  }

  /**
   * Says that the configuration that was asked for cannot be used: the last good one is in force.
   */
  public void startedWithLastConfiguration(String problem) {
    essentials.status().configurationProblem(problem);
    warn("the configuration cannot be used, the last good one is in force: " + problem);
  }

  /** Warns of what runs beside it, in the log and in {@code status}. */
  public void warn(String what) {
    essentials.status().warn(what);
  }

  /** Says that the next start will take longer than it needs to. */
  public void startsSlowly(String problem) {
    warn(problem);
  }

  /** Says that a configuration was to be put in force and cannot be: the one before stays. */
  public void reloadFailed(String problem) {
    essentials.status().configurationProblem(problem);
    warn("configuration not reloaded, the one before stays in force: " + problem);
  }

  /**
   * Has it look after its keeper.
   *
   * @param launcher the program that the keeper runs
   */
  public void keptBy(Path launcher) {
    KeeperWatch keeper = new KeeperWatch(runDir, launcher, this::warn);
    runDirWatch.expect(runDir.keeperPidFile(), keeper::restore);
    upkeep.each(KEEPER, keeper);
  }

  /** Has something done each second for as long as this process runs; it must not take time. */
  public void atEachBeat(Runnable task) {
    heartbeat.with(task);
  }

  /** Waits until the collector has been idle long enough, or its run dir is gone, or it stops. */
  public void awaitEnd() throws InterruptedException {
    end.await();
  }

  /** Returns true when this ends because it is not {@linkplain #well well}. */
  public boolean dying() {
    return end.forced();
  }

  /**
   * Stops: drains every pipe into its recording, writes what transcripts can be written within
   * seconds, closes every log. Sessions go on; what they write waits in their pipes for the next
   * collector, for as long as {@code collector.hold} says. Returns when all is done; a second call
   * does nothing.
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
