package dev.sessionlog.collector;

import dev.sessionlog.custody.ClockTrust;
import dev.sessionlog.login.ProcessStates;
import dev.sessionlog.login.UnrecordedTerminals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The regular tasks of a collector, and their intervals.
 *
 * @param access the access rights of logs
 * @param recording the half that records
 * @param claim writes heartbeats for other machines
 * @param runDirWatch watches the run dir
 * @param vitals checks that the upkeep runs, and whether all threads are alive
 */
record UpkeepPlan(
    Essentials essentials,
    LogAccess access,
    RecordingDisk disk,
    TranscriptsDue transcripts,
    RecordingHalf recording,
    SeatClaim claim,
    RunDirWatch runDirWatch,
    Vitals vitals) {
  private static final Path PROC = Path.of("/proc");
  private static final Duration OFTEN = Duration.ofMillis(100);
  private static final Duration EVASION = Duration.ofMillis(200);
  private static final Duration STATUS = Duration.ofMillis(500);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration UNRECORDED = Duration.ofSeconds(5);
  private static final Duration TERMINALS = Duration.ofSeconds(10);
  private static final Duration LOG_DIR_RIGHTS = Duration.ofSeconds(10);
  private static final Duration CLOCK = Duration.ofMinutes(1);

  void begin(Upkeep upkeep) {
    recordings(upkeep);
    sessions(upkeep);
    upkeep.each(STATUS, this::tellStatus);
    upkeep.each(SECOND, runDirWatch::look);
    if (access.system()) {
      machine(upkeep);
    }
    upkeep.each(OFTEN, transcripts.ended()::look);
    upkeep.each(SECOND, transcripts.half()::look);
  }

  private void recordings(Upkeep upkeep) {
    CollectorStatus status = essentials.status();
    upkeep.eachOnDisk(essentials.configuration().recording().syncInterval(), disk.sync());
    upkeep.eachOnDisk(
        SECOND,
        new RecordingsWatch(
            disk.store(), recording.sessions()::active, claim::takeAnew, status::warn));
    upkeep.eachOnDisk(SeatChoice.SIGN, claim::giveSign);
    ClockWatch clock =
        new ClockWatch(
            new ClockTrust(essentials.configuration().seat()),
            essentials.clock().wall(),
            status::warn);
    clock.run();
    upkeep.each(CLOCK, clock);
  }

  private void sessions(Upkeep upkeep) {
    Sessions sessions = recording.sessions();
    upkeep.each(OFTEN, recording.recovery()::retry);
    upkeep.each(TERMINALS, sessions::checkTerminals);
    upkeep.each(SECOND, sessions::checkReaders);
    upkeep.each(SECOND, sessions::renewKeepAlives);
  }

  /** Adds the tasks of system mode. */
  private void machine(Upkeep upkeep) {
    ProcessStates states = new ProcessStates(PROC);
    Sessions sessions = recording.sessions();
    UnrecordedTerminals terminals =
        new UnrecordedTerminals(
            essentials.unix(),
            recording.processes(),
            states,
            LoginAnswers.SHELLS,
            sessions::sessionOfPipe);
    upkeep.each(
        EVASION, EvasionWatch.unforeseen(essentials, sessions, recording.processes(), states));
    upkeep.each(UNRECORDED, new UnrecordedWatch(essentials, terminals));
    access.top().ifPresent(top -> upkeep.each(LOG_DIR_RIGHTS, () -> mend(top)));
  }

  private void tellStatus() {
    vitals.pulse();
    essentials.status().write();
    if (vitals.silent().isEmpty() && transcripts.half().alive()) {
      essentials.status().sign();
    }
  }

  private void mend(LogTop top) {
    try {
      if (top.mend()) {
        essentials.status().warn("the permissions of the log dir were changed; restored");
      }
    } catch (IOException e) {
      essentials.status().warn("cannot check the permissions of the log dir: " + e.getMessage());
    }
  }
}
