package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.files.DiskShares;
import dev.sessionlog.login.Doorkeeper;
import dev.sessionlog.login.Knocks;
import dev.sessionlog.login.LoginRecords;
import dev.sessionlog.login.ProcessStates;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.UnrecordedTerminals;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.Seat;
import dev.sessionlog.unix.Unix;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon that records sessions. One serves a run dir and a log dir. Its threads: {@code knock}
 * sees logins, {@code login-n} answer them, {@code reader-<session>} read pipes, {@code upkeep}
 * does what is due from time to time. All end with {@link #stop}. Transcripts are written by
 * another half, which it starts and stops, and which it does not know further.
 */
public final class Collector {
  private static final Logger LOG = LoggerFactory.getLogger(Collector.class);
  private static final Path PROC = Path.of("/proc");
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Path SHELLS = Path.of("/etc/shells");
  private static final Path UTMP = Path.of("/var/run/utmp");
  private static final Duration STEP_GRACE = Duration.ofSeconds(2);
  private static final long STATUS_MILLIS = 500;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
  private static final long TERMINALS_MILLIS = 10_000;
  private static final long READERS_MILLIS = 1_000;
  private static final long KEEPER_MILLIS = 5_000;
  private static final long HOLDERS_MILLIS = 1_000;
  private static final long LOG_DIR_MILLIS = 1_000;
  private static final long RUN_DIR_MILLIS = 1_000;
  private static final long RECOVERY_MILLIS = 100;
  private static final long EVASION_MILLIS = 200;
  private static final long UNRECORDED_MILLIS = 5_000;
  private static final long ENDED_MILLIS = 100;
  private static final long CLOCK_MILLIS = 60_000;
  private static final long TRANSCRIBER_MILLIS = 1_000;
  private static final long LEAVE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final CollectorParts parts;
  private volatile CollectorLock lock;
  private final Sessions sessions;
  private final Recovery recovery;
  private final Optional<AuditLog> audit;
  private final ScheduledExecutorService upkeep;
  private final ScheduledExecutorService syncThread;
  private final ExecutorService loginThreads;
  private final Knocks knocks;
  private final RunDirWatch runDirWatch;
  private final CountDownLatch end;
  private final Vitals vitals;
  private volatile boolean dying;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final Heartbeat heartbeat;

  private Collector(
      CollectorParts parts,
      CollectorLock lock,
      Sessions sessions,
      Recovery recovery,
      Optional<AuditLog> audit,
      ScheduledExecutorService upkeep,
      ScheduledExecutorService syncThread,
      ExecutorService loginThreads,
      Knocks knocks,
      RunDirWatch runDirWatch,
      CountDownLatch end,
      Heartbeat heartbeat) {
    this.parts = parts;
    this.lock = lock;
    this.sessions = sessions;
    this.recovery = recovery;
    this.audit = audit;
    this.upkeep = upkeep;
    this.syncThread = syncThread;
    this.loginThreads = loginThreads;
    this.knocks = knocks;
    this.runDirWatch = runDirWatch;
    this.end = end;
    this.heartbeat = heartbeat;
    this.vitals =
        new Vitals(vital(parts.access()), LONGEST_SILENCE, parts.clock().nanos(), this::die);
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
    CollectorStatus status = new CollectorStatus(runDir, configuration.logDir(), clock);
    LogAccess access = LogAccess.prepare(configuration, unix, status::warn);
    status.readableBy(access.group());
    RunDirWatch.prepare(runDir, unix, access.system());
    CollectorLock lock =
        CollectorLock.take(configuration.logDir(), runDir.path(), !access.system());
    Configuration seated = configuration.at(lock.seat().folder());
    CollectorParts parts = parts(seated, access, runDir, unix, clock, status, transcripts);
    PipeTasks adopting = new PipeTasks(clock.nanos());
    Sessions sessions = new Sessions(parts, opener(parts), adopting);
    Recovery recovery = new Recovery(parts, sessions, adopting);
    recovery.run();
    sessions.lookAround();
    UnansweredLogins.provideFor(parts);
    ExecutorService loginThreads = loginThreads();
    CountDownLatch end = new CountDownLatch(1);
    RunDirWatch runDirWatch =
        new RunDirWatch(
            runDir,
            () -> RunDirWatch.prepare(runDir, unix, access.system()),
            () -> access.system() || !sessions.idle() || recovery.busy(),
            end::countDown,
            text -> {
              sessions.noteBesidePipes();
              status.warn(text);
              status.write();
            });
    Collector collector =
        new Collector(
            parts,
            lock,
            sessions,
            recovery,
            access.system() ? Optional.of(AuditLog.start(parts)) : Optional.empty(),
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "upkeep")),
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "disk-sync")),
            loginThreads,
            watch(parts, sessions, loginThreads, runDirWatch::look),
            runDirWatch,
            end,
            Heartbeat.start(runDir.heartbeat()));
    // Who sees the pid finds what there is to say.
    parts.status().write();
    writePid(runDir);
    collector.watchRunDir();
    collector.startUpkeep();
    collector.vitals.start();
    LOG.info("collector started: run dir {}, log dir {}", runDir.path(), lock.seat().folder());
    return collector;
  }

  private static CollectorParts parts(
      Configuration configuration,
      LogAccess access,
      RunDir runDir,
      Unix unix,
      SessionClock clock,
      CollectorStatus status,
      TranscriptHalf.Starter transcripts)
      throws IOException {
    RecordingStore store =
        new RecordingStore(new Seat(configuration.logDir(), configuration.seat()));
    ProcessTable processes = new ProcessTable(PROC);
    AtomicReference<Configuration> inForce = new AtomicReference<>(configuration);
    return new CollectorParts(
        unix,
        inForce,
        access,
        runDir,
        store,
        access.system()
            ? process(configuration, runDir, access, status)
            : transcripts.start(configuration, clock, status::warn),
        new EndedSessions(configuration.seat(), store, status::warn),
        clock,
        processes,
        new PipeUsers(processes, clock.nanos()),
        DiskShares.of(
            store.folder(), () -> inForce.get().recording().reserve(), clock.nanos(), status::warn),
        new DiskSync(store, status::warn),
        status,
        unix.newStop());
  }

  private static TranscriptHalf process(
      Configuration configuration, RunDir runDir, LogAccess access, CollectorStatus status)
      throws IOException {
    Transcribing program =
        new Transcribing(configuration, runDir, access.writer(), access.group().orElse(0));
    program.provide();
    TranscriberProcess process =
        new TranscriberProcess(
            program, TranscriberProcess.Patience.usual(), status::warn, status::transcriber);
    status.transcriber(process.report());
    process.start();
    return process;
  }

  private static SessionOpener opener(CollectorParts parts) throws IOException {
    return new SessionOpener(parts, Files.readString(HOST_NAME).strip(), new SecureRandom());
  }

  private static Knocks watch(
      CollectorParts parts, Sessions sessions, ExecutorService threads, Runnable onGone)
      throws IOException {
    Doorkeeper doorkeeper =
        new Doorkeeper(
            parts.unix(),
            parts.processes(),
            SHELLS,
            new LoginRecords(UTMP),
            sessions,
            parts.configuration().login().answerTimeout());
    return Knocks.start(
        parts.runDir(),
        doorkeeper,
        threads,
        parts.access().system() ? Knocks.THREADS / 2 : Knocks.THREADS,
        parts.unix(),
        parts.clock().nanos(),
        parts.status().ofUsers(),
        onGone);
  }

  /** Who hands them work sees to it how many there are. */
  private static ExecutorService loginThreads() {
    return new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), named("login"));
  }

  private static ThreadFactory named(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> new Thread(task, name + "-" + count.incrementAndGet());
  }

  /** What belongs into the run dir; the pid last, since who sees it finds the rest. */
  private void watchRunDir() {
    RunDir runDir = parts.runDir();
    runDirWatch.expect(runDir.unanswered(), () -> UnansweredLogins.provideFor(parts));
    audit.ifPresent(log -> runDirWatch.expect(runDir.auditSocket(), log::listenAnew));
    if (parts.access().system()) {
      runDirWatch.expect(runDir.transcriberConfiguration(), parts.transcripts()::provide);
    }
    runDirWatch.expect(runDir.statusFile(), parts.status()::rewrite);
    runDirWatch.expect(runDir.pidFile(), () -> writePid(runDir));
  }

  /** Forcing to the disk may wait for long, and has a thread of its own. */
  private void startUpkeep() {
    long syncMillis = Math.max(1, parts.configuration().recording().syncInterval().toMillis());
    repeat(syncThread, parts.diskSync(), syncMillis);
    repeat(syncThread, new RecordingsWatch(parts, sessions, this::prepareLogDir), LOG_DIR_MILLIS);
    repeat(recovery::retry, RECOVERY_MILLIS);
    repeat(this::tellStatus, STATUS_MILLIS);
    repeat(this::checkTerminals, TERMINALS_MILLIS);
    repeat(sessions::checkReaders, READERS_MILLIS);
    repeat(sessions::renewHolders, HOLDERS_MILLIS);
    repeat(runDirWatch::look, RUN_DIR_MILLIS);
    if (parts.access().system()) {
      ProcessStates states = new ProcessStates(PROC);
      UnrecordedTerminals terminals =
          new UnrecordedTerminals(parts.unix(), parts.processes(), states, SHELLS, sessions);
      repeat(EvasionWatch.unforeseen(parts, sessions, states), EVASION_MILLIS);
      repeat(new UnrecordedWatch(parts, terminals), UNRECORDED_MILLIS);
    }
    ClockWatch clock = new ClockWatch(parts);
    clock.run();
    repeat(clock, CLOCK_MILLIS);
    repeat(parts.ended()::look, ENDED_MILLIS);
    repeat(parts.transcripts()::look, TRANSCRIBER_MILLIS);
    parts.access().top().ifPresent(top -> repeat(() -> mend(top), TERMINALS_MILLIS));
    repeat(syncThread, this::giveSign, SeatChoice.SIGN.toMillis());
    parts.configuration().collector().idleExit().ifPresent(this::endWhenIdle);
  }

  /** Another folder stands at its place: it needs the rights of the first, and its lock. */
  private void prepareLogDir() throws IOException {
    LogAccess.prepare(parts.configuration(), parts.unix(), parts.status()::warn);
    lock = lock.takeAnew(parts.configuration().logDir(), parts.runDir().path());
  }

  /** A machine that slept for long may find that its seat is another's by now. */
  private void giveSign() {
    try {
      if (!lock.sign()) {
        parts
            .status()
            .warn("another machine's collector took the log dir meanwhile; this one ends");
        dying = true;
        end.countDown();
      }
    } catch (IOException e) {
      parts.status().warn("no sign of life can be given to other machines: " + e.getMessage());
    }
  }

  /** A failure is told and does not end the repetition. */
  private void repeat(Runnable task, long millis) {
    repeat(upkeep, task, millis);
  }

  private void repeat(ScheduledExecutorService thread, Runnable task, long millis) {
    Runnable safe =
        () -> {
          try {
            task.run();
          } catch (RuntimeException | Error e) {
            parts.status().warn("upkeep: " + e);
          }
        };
    thread.scheduleWithFixedDelay(safe, millis, millis, TimeUnit.MILLISECONDS);
  }

  private static Set<String> vital(LogAccess access) {
    return access.system()
        ? Set.of("knock", "upkeep", "disk-sync", "audit", "transcriber", "hints")
        : Set.of("knock", "upkeep", "disk-sync");
  }

  /** Returns true when each thread that this needs is there, and does what it is there for. */
  public boolean well() {
    return vitals.silent().isEmpty() && parts.transcripts().alive();
  }

  private void die() {
    dying = true;
    parts.status().warn("threads died or hang: " + vitals.silent() + "; the collector ends");
    end.countDown();
  }

  private void tellStatus() {
    vitals.pulse();
    parts.status().write();
    if (well()) {
      parts.status().sign();
    }
  }

  private void mend(LogTop top) {
    try {
      if (top.mend()) {
        parts.status().warn("who may write in the log dir was changed by somebody; mended");
      }
    } catch (IOException e) {
      parts.status().warn("the log dir: " + e.getMessage());
    }
  }

  private void checkTerminals() {
    sessions.active().forEach(ActiveSession::checkTerminal);
  }

  private void endWhenIdle(Duration idleExit) {
    long[] idleSince = {parts.clock().nanos().getAsLong()};
    Runnable check =
        () -> {
          long now = parts.clock().nanos().getAsLong();
          if (!idle()) {
            idleSince[0] = now;
          } else if (now - idleSince[0] >= idleExit.toNanos()) {
            leaveUnlessWanted(idleExit);
          }
        };
    repeat(check, Math.max(100, Math.min(5000, idleExit.toMillis() / 4)));
  }

  private boolean idle() {
    return knocks.idle() && sessions.idle() && !recovery.busy();
  }

  /**
   * A login that still saw this collector alive may be about to knock: so it says that it is gone,
   * and goes only when nobody knocks then.
   */
  private void leaveUnlessWanted(Duration idleExit) {
    Path pidFile = parts.runDir().pidFile();
    try {
      runDirWatch.forget(pidFile);
      Files.deleteIfExists(pidFile);
      LockSupport.parkNanos(LEAVE_NANOS);
      if (idle()) {
        LOG.info("collector ends: idle for {} s", idleExit.toSeconds());
        end.countDown();
      } else {
        writePid(parts.runDir());
        runDirWatch.expect(pidFile, () -> writePid(parts.runDir()));
      }
    } catch (IOException e) {
      parts.status().warn("while leaving: " + e.getMessage());
    }
  }

  private static void writePid(RunDir runDir) throws IOException {
    RunDir.replace(runDir.pidFile(), ProcessHandle.current().pid() + "\n");
  }

  /**
   * Puts another configuration in force: for logins at once, for recordings and pipes from the next
   * session on. Where logs are kept, who may read them and how they are written stays until the
   * collector is started anew; the status says so when that would be another.
   */
  public void reload(Configuration configuration) {
    Configuration before = parts.configuration();
    parts.inForce().set(configuration.at(before.seat()));
    try {
      UnansweredLogins.provideFor(parts);
    } catch (IOException e) {
      parts.status().warn("while reloading: " + e.getMessage());
    }
    if (!configuration.logDir().equals(before.logDir())
        || !configuration.logGroup().equals(before.logGroup())
        || !configuration.transcript().equals(before.transcript())) {
      parts.status().warn("reloaded; [log] and [transcript] change with the next start only");
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
          parts.status().warn("the collector ends, for a new one with a new run dir");
          dying = true;
          end.countDown();
        });
  }

  /** Returns the run dir that it serves. */
  public RunDir runDir() {
    return parts.runDir();
  }

  /** Keeps the text of the configuration in force in the run dir, for the next collector. */
  public void keepConfiguration(String text) throws IOException {
    RunDir runDir = parts.runDir();
    runDir.keepConfiguration(text);
    runDirWatch.expect(runDir.lastConfiguration(), () -> runDir.keepConfiguration(text));
  }

  /**
   * Says that the configuration that was asked for cannot be used: the last good one is in force.
   */
  public void startedWithLastConfiguration(String problem) {
    parts
        .status()
        .warn("the configuration cannot be used, the last good one is in force: " + problem);
  }

  /** Says that the next start will take longer than it needs to. */
  public void startsSlowly(String problem) {
    parts.status().warn(problem);
  }

  /** Says that a configuration was to be put in force and cannot be: the one before stays. */
  public void reloadFailed(String problem) {
    parts.status().warn("configuration not reloaded, the one before stays in force: " + problem);
  }

  /**
   * Has it look after its keeper.
   *
   * @param launcher the program that the keeper runs
   */
  public void keptBy(Path launcher) {
    KeeperWatch keeper = new KeeperWatch(parts.runDir(), launcher, parts.status()::warn);
    runDirWatch.expect(parts.runDir().keeperPidFile(), keeper::restore);
    repeat(keeper, KEEPER_MILLIS);
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
    return dying;
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
    end.countDown();
    vitals.close();
    runDirWatch.close();
    closing("pid file", () -> Files.deleteIfExists(parts.runDir().pidFile()));
    closing("knocks", knocks);
    loginThreads.shutdown();
    upkeep.shutdownNow();
    recovery.settle();
    closing("sessions", sessions::stop);
    audit.ifPresent(log -> closing("audit", log));
    parts.transcripts().close();
    within("looking what is finished", parts.ended()::look);
    within("forcing recordings to the disk", this::syncLast);
    parts.status().write();
    heartbeat.close();
    closing("seat", this::leaveSeat);
    closing("lock", lock);
    LOG.info("collector stopped");
  }

  /** One that leaves nothing behind leaves its seat to anybody. */
  private void leaveSeat() throws IOException {
    if (parts.store().activeNames().isEmpty()) {
      lock.resign();
    }
  }

  private void syncLast() {
    syncThread.shutdown();
    try {
      if (syncThread.awaitTermination(STEP_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        parts.diskSync().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A file system that hangs must not keep the collector from ending. */
  private void within(String what, Runnable step) {
    Thread thread = new Thread(step, "stop");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(STEP_GRACE.toMillis() * 2);
      if (thread.isAlive()) {
        parts.status().warn("while stopping: " + what + " takes too long; given up");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closing(String what, Closeable part) {
    try {
      part.close();
    } catch (IOException e) {
      parts.status().warn("while stopping: " + what + ": " + e.getMessage());
    }
  }
}
