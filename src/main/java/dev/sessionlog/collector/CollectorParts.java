package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.files.DiskShares;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.Readiness;
import dev.sessionlog.unix.Unix;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the sessions of a collector share.
 *
 * @param unix the system calls
 * @param inForce the configuration in force; a reload puts another there
 * @param access who may read what is written
 * @param runDir where the pipes are
 * @param store where the recordings are
 * @param transcripts is told what there is to write transcripts of
 * @param ended the sessions whose transcripts are not written to their end
 * @param clock the clocks
 * @param processes the running processes
 * @param pipeUsers which of them have pipes open
 * @param shares how much each user may write when the disk runs low
 * @param diskSync forces recordings to the disk
 * @param status is told what goes wrong
 * @param stop ends all readers
 */
record CollectorParts(
    Unix unix,
    AtomicReference<Configuration> inForce,
    LogAccess access,
    RunDir runDir,
    RecordingStore store,
    TranscriptHalf transcripts,
    EndedSessions ended,
    SessionClock clock,
    ProcessTable processes,
    PipeUsers pipeUsers,
    DiskShares shares,
    DiskSync diskSync,
    CollectorStatus status,
    Readiness.Stop stop) {
  /** Returns the configuration in force now. */
  Configuration configuration() {
    return inForce.get();
  }
}
