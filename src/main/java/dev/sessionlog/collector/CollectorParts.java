package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.login.RunDir;
import dev.sessionlog.recording.RecordingStore;
import dev.sessionlog.transcript.UserLogs;
import dev.sessionlog.unix.Readiness;
import dev.sessionlog.unix.Unix;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the sessions of a collector share.
 *
 * @param unix the system calls
 * @param configuration the configuration in force
 * @param runDir where the pipes are
 * @param store where the recordings are
 * @param logs where the transcripts go
 * @param clock the clocks
 * @param processes the running processes
 * @param transcriptThreads the threads that write transcripts
 * @param diskSync forces recordings to the disk
 * @param status is told what goes wrong
 * @param stop ends all readers
 */
record CollectorParts(
    Unix unix,
    Configuration configuration,
    RunDir runDir,
    RecordingStore store,
    UserLogs logs,
    SessionClock clock,
    ProcessTable processes,
    ScheduledExecutorService transcriptThreads,
    DiskSync diskSync,
    CollectorStatus status,
    Readiness.Stop stop) {}
