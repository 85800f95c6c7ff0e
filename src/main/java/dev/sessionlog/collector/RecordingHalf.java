package dev.sessionlog.collector;

import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.unix.Readiness;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The half that records.
 *
 * @param sessions the sessions that are being recorded
 * @param recovery takes over sessions of an earlier collector
 * @param processes the running processes
 * @param stop ends all readers
 */
record RecordingHalf(
    Sessions sessions, Recovery recovery, ProcessTable processes, Readiness.Stop stop) {
  private static final Path PROC = Path.of("/proc");

  /** Creates it; nothing is recorded yet. */
  static RecordingHalf create(
      Essentials essentials, RunDir runDir, RecordingDisk disk, TranscriptsDue transcripts)
      throws IOException {
    ProcessTable processes = new ProcessTable(PROC);
    Readiness.Stop stop = essentials.unix().newStop();
    SessionReaders readers =
        new SessionReaders(
            essentials,
            disk,
            transcripts,
            processes,
            new PipeUsers(processes, essentials.clock().nanos()),
            stop);
    PipeTasks adopting = new PipeTasks(essentials.clock().nanos());
    Sessions sessions = new Sessions(essentials, runDir, transcripts, readers, adopting);
    Recovery recovery =
        new Recovery(essentials, runDir, disk.store(), transcripts, sessions, adopting);
    return new RecordingHalf(sessions, recovery, processes, stop);
  }

  /** Returns true if nothing is recorded, and there is nothing to take over. */
  boolean idle() {
    return sessions.idle() && !recovery.busy();
  }
}
