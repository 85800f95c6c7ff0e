package dev.sessionlog.collector;

import dev.sessionlog.config.RecordingSettings;
import dev.sessionlog.login.ProcessTable;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.session.Session;
import dev.sessionlog.unix.Readiness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;

/** Creates the readers of sessions. Thread-safe. */
final class SessionReaders {
  private final Essentials essentials;
  private final RecordingDisk disk;
  private final TranscriptsDue transcripts;
  private final ProcessTable processes;
  private final PipeUsers pipeUsers;
  private final Readiness.Stop stop;

  /**
   * Creates it.
   *
   * @param processes the running processes
   * @param pipeUsers the processes that have pipes open
   * @param stop ends all readers
   */
  SessionReaders(
      Essentials essentials,
      RecordingDisk disk,
      TranscriptsDue transcripts,
      ProcessTable processes,
      PipeUsers pipeUsers,
      Readiness.Stop stop) {
    this.essentials = essentials;
    this.disk = disk;
    this.transcripts = transcripts;
    this.processes = processes;
    this.pipeUsers = pipeUsers;
    this.stop = stop;
  }

  /**
   * Creates a session whose reader has not started yet.
   *
   * @param loginShell the process that is to become {@code script}; empty if unknown
   * @param left the remains from an earlier collector
   * @param ends is called when it is no longer read
   */
  ActiveSession create(
      LiveSession live, OptionalLong loginShell, LeftBehind left, ActiveSession.Ends ends) {
    PipeWriter script =
        new PipeWriter(
            processes,
            pipeUsers,
            PipeUsers.realPath(live.pipe().path()),
            live.facts(),
            Set.of(ProcessHandle.current().pid(), live.keepAlive().pid()),
            loginShell);
    SessionNotes notes =
        new SessionNotes(live, essentials.status(), transcripts, essentials.clock().nanos());
    SessionTerminal terminal =
        new SessionTerminal(essentials.unix(), processes, disk.sync(), live, script, notes);
    Intake intake = intake(live, left, notes);
    TerminalSizeWatch size = size(live.session(), terminal);
    return new ActiveSession(
        essentials,
        disk,
        transcripts,
        live,
        script,
        notes,
        terminal,
        listener ->
            new SessionReader(
                essentials.unix(),
                live,
                intake,
                size,
                stop,
                essentials.clock().nanos(),
                essentials.configuration().login().openTimeout(),
                left,
                listener),
        ends);
  }

  private Intake intake(LiveSession live, LeftBehind left, SessionNotes notes) {
    RecordingSettings settings = essentials.configuration().recording();
    return new Intake(
        new PipeMover(live.pipe().readEnd()),
        live.typescript(),
        live.writer(),
        new RecordingLimits(settings),
        disk.shares(),
        settings.onDiskFull() == RecordingSettings.OnDiskFull.STALL,
        OpenGap.file(live.pipe().path()),
        left.gap(),
        notes::trouble);
  }

  private TerminalSizeWatch size(Session session, SessionTerminal terminal) {
    return new TerminalSizeWatch(
        essentials.unix(),
        Path.of(session.tty()),
        terminal::inside,
        session.size(),
        essentials.nanos());
  }

  /** Ends all readers; the sessions themselves continue. */
  void stop() throws IOException {
    stop.stop();
  }
}
