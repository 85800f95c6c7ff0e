package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.files.DiskShares;
import dev.sessionlog.login.Consent;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.recording.RecordingOwner;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.Seat;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates and starts the parts of a collector in the order of need: first what terminals wait for,
 * then what logins wait for, then the upkeep.
 *
 * @param asked the configuration that was asked for
 * @param runDir the run dir to serve
 * @param transcripts starts the half that writes transcripts, except in system mode, where that is
 *     another process
 */
record CollectorStart(
    Configuration asked,
    RunDir runDir,
    Unix unix,
    SessionClock clock,
    TranscriptHalf.Starter transcripts) {
  private static final Logger LOG = LoggerFactory.getLogger(CollectorStart.class);
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);
  private static final Duration STEP_GRACE = Duration.ofSeconds(2);

  /**
   * The recording half, after the sessions of an earlier collector were taken over.
   *
   * @param inForce the configuration in force
   * @param lock on the log dir
   */
  private record Recorder(
      Essentials essentials,
      AtomicReference<Configuration> inForce,
      LogAccess access,
      CollectorLock lock,
      RecordingDisk disk,
      TranscriptsDue due,
      RecordingHalf half) {}

  Collector run() throws IOException {
    Recorder recorder = record();
    Essentials essentials = recorder.essentials();
    LogAccess access = recorder.access();
    UnansweredLogins.provideFor(essentials, runDir, access);
    CollectorEnd end = new CollectorEnd();
    RunDirWatch watch = runDirWatch(recorder, end);
    Optional<AuditLog> audit =
        access.system()
            ? Optional.of(
                AuditLog.start(
                    essentials,
                    runDir,
                    access.group().orElse(0),
                    recorder.half().processes(),
                    recorder.half().stop()))
            : Optional.empty();
    LoginAnswers answers = answers(recorder, watch);
    Heartbeat heartbeat = Heartbeat.start(runDir.heartbeat());
    Vitals vitals = vitals(recorder, end);
    Upkeep upkeep = new Upkeep(essentials.status()::warn);
    SeatClaim claim =
        new SeatClaim(essentials, runDir, recorder.disk().store(), recorder.lock(), end);
    ArchiverProcess archiver =
        new ArchiverProcess(essentials, runDir, access, recorder.lock().seat());
    archiver.start();
    // After the pid is visible, the status must be, too.
    essentials.status().write();
    expectFiles(recorder, audit, watch);
    PidFile pidFile = new PidFile(runDir, watch);
    pidFile.announce();
    plan(recorder, claim, watch, vitals).begin(upkeep);
    essentials
        .configuration()
        .collector()
        .idleExit()
        .ifPresent(after -> leaveWhenIdle(after, recorder, answers, pidFile, end, upkeep));
    vitals.start();
    LOG.info(
        "collector started: run dir {}, log dir {}",
        runDir.path(),
        recorder.lock().seat().folder());
    return new Collector(
        essentials,
        recorder.inForce(),
        access,
        runDir,
        recorder.due(),
        watch,
        upkeep,
        heartbeat,
        vitals,
        end,
        archiver,
        shutdown(recorder, audit, archiver, answers, upkeep, heartbeat, claim));
  }

  private Recorder record() throws IOException {
    CollectorStatus status = new CollectorStatus(runDir, asked.logDir(), clock);
    LogAccess access = LogAccess.prepare(asked, unix, status::warn);
    status.readableBy(access.group());
    RunDirWatch.prepare(runDir, unix, access.system());
    CollectorLock lock = CollectorLock.take(asked.logDir(), runDir.path(), !access.system());
    AtomicReference<Configuration> inForce = new AtomicReference<>(asked.at(lock.seat().folder()));
    Essentials essentials = new Essentials(unix, clock, inForce::get, status);
    Configuration configuration = inForce.get();
    RecordingStore store =
        new RecordingStore(new Seat(configuration.logDir(), configuration.seat()));
    TranscriptsDue due =
        new TranscriptsDue(
            access.system()
                ? transcriberProcess(configuration, access, status)
                : transcripts.start(configuration, clock, status::warn),
            new EndedSessions(configuration.seat(), store, status::warn));
    DiskShares shares =
        DiskShares.of(
            store.folder(), () -> inForce.get().recording().reserve(), clock.nanos(), status::warn);
    RecordingDisk disk = new RecordingDisk(store, shares, new DiskSync(store, status::warn));
    RecordingHalf half = RecordingHalf.create(essentials, runDir, disk, due);
    half.recovery().run();
    return new Recorder(essentials, inForce, access, lock, disk, due, half);
  }

  private TranscriptHalf transcriberProcess(
      Configuration configuration, LogAccess access, CollectorStatus status) throws IOException {
    Transcribing program =
        new Transcribing(configuration, runDir, access.writer(), access.group().orElse(0));
    program.provide();
    TranscriberProcess process =
        new TranscriberProcess(
            program, TranscriberPatience.usual(), status::warn, status::transcriber);
    status.transcriber(process.report());
    process.start();
    return process;
  }

  private RunDirWatch runDirWatch(Recorder recorder, CollectorEnd end) {
    boolean system = recorder.access().system();
    CollectorStatus status = recorder.essentials().status();
    return new RunDirWatch(
        runDir,
        () -> RunDirWatch.prepare(runDir, unix, system),
        () -> system || !recorder.half().idle(),
        end::begin,
        text -> {
          recorder.half().sessions().noteBesidePipes();
          status.warn(text);
          status.write();
        });
  }

  private LoginAnswers answers(Recorder recorder, RunDirWatch watch) throws IOException {
    boolean system = recorder.access().system();
    SessionOpener opener =
        new SessionOpener(
            recorder.essentials(),
            runDir,
            recorder.disk().store(),
            system ? SessionOpener.Whose.USERS : SessionOpener.Whose.OWN,
            Files.readString(HOST_NAME).strip(),
            RecordingOwner.here(runDir.path()),
            new SecureRandom());
    return LoginAnswers.start(
        recorder.essentials(),
        runDir,
        recorder.access(),
        recorder.disk().shares(),
        opener,
        recorder.half(),
        watch::look);
  }

  private static Vitals vitals(Recorder recorder, CollectorEnd end) {
    Set<String> threads =
        recorder.access().system()
            ? Set.of("knock", "upkeep", "disk-sync", "audit", "transcriber", "hints")
            : Set.of("knock", "upkeep", "disk-sync");
    Essentials essentials = recorder.essentials();
    return new Vitals(
        threads,
        LOOK,
        LONGEST_SILENCE,
        essentials.clock().nanos(),
        silent -> {
          essentials.status().warn("threads died or hang: " + silent + "; the collector exits");
          end.force(); // the process may be gone at once
        });
  }

  /** The files of the run dir, except the pid file. */
  private void expectFiles(Recorder recorder, Optional<AuditLog> audit, RunDirWatch watch) {
    Essentials essentials = recorder.essentials();
    watch.expect(
        runDir.unanswered(),
        () -> UnansweredLogins.provideFor(essentials, runDir, recorder.access()));
    watch.expect(
        runDir.consent(),
        () -> Consent.leave(runDir, essentials.configuration().login().consent()));
    audit.ifPresent(log -> watch.expect(runDir.auditSocket(), log::listenAnew));
    if (recorder.access().system()) {
      watch.expect(runDir.transcriberConfiguration(), recorder.due().half()::provide);
    }
    watch.expect(runDir.statusFile(), essentials.status()::rewrite);
  }

  private static UpkeepPlan plan(
      Recorder recorder, SeatClaim claim, RunDirWatch watch, Vitals vitals) {
    return new UpkeepPlan(
        recorder.essentials(),
        recorder.access(),
        recorder.disk(),
        recorder.due(),
        recorder.half(),
        claim,
        watch,
        vitals);
  }

  private static void leaveWhenIdle(
      Duration after,
      Recorder recorder,
      LoginAnswers answers,
      PidFile pidFile,
      CollectorEnd end,
      Upkeep upkeep) {
    Essentials essentials = recorder.essentials();
    IdleExit exit =
        new IdleExit(
            after,
            () -> answers.idle() && recorder.half().idle(),
            pidFile,
            essentials.clock().nanos(),
            end,
            essentials.status()::warn);
    upkeep.each(exit.pause(), exit);
  }

  private Shutdown shutdown(
      Recorder recorder,
      Optional<AuditLog> audit,
      ArchiverProcess archiver,
      LoginAnswers answers,
      Upkeep upkeep,
      Heartbeat heartbeat,
      SeatClaim claim) {
    CollectorStatus status = recorder.essentials().status();
    RecordingHalf half = recorder.half();
    Shutdown shutdown =
        new Shutdown(status::warn)
            .then("pid file", () -> Files.deleteIfExists(runDir.pidFile()))
            .then("knocks", answers::close)
            .then("upkeep", upkeep::stop)
            .then("sessions left", half.recovery()::settle)
            .then("sessions", half.sessions()::stop);
    audit.ifPresent(log -> shutdown.then("audit", log::close));
    return shutdown
        .then("archiver", archiver::close)
        .then("transcripts", recorder.due().half()::close)
        .then("looking what is finished", STEP_GRACE.multipliedBy(2), recorder.due().ended()::look)
        .then(
            "forcing recordings to the disk",
            STEP_GRACE.multipliedBy(2),
            () -> upkeep.stopOnDisk(STEP_GRACE, recorder.disk().sync()))
        .then("status", status::write)
        .then("heartbeat", heartbeat::close)
        .then("seat", claim::leave)
        .then("lock", claim::close);
  }
}
