package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.it.FaultReport.Tally;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The users' logs cannot be written, on a file system of their own; recordings can. */
final class UserLogFaultIT {
  private static final int LINES = FaultReport.size(40_000, 400_000);

  @TempDir private Path root;

  @Test
  void aFullLogHoldsUpNeitherTerminalNorRecording() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.mountTmpfs(scene.logDir(), "size=2m");
      scene.mountTmpfs(scene.logDir().resolve("sessions"), "size=1g");
      scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      Duration longest = print(terminal);
      Installation.awaitValue(
          "the warning in status",
          () ->
              Optional.of(scene.installation().sessionlog("status").out())
                  .filter(status -> status.contains("cannot be written: ")));
      scene.root("mount", "-o", "remount,size=1g", scene.logDir().toString()).exits(0);
      Tally tally = finish(scene, terminal, recording);
      FaultReport.row(
          "5a",
          "the user's log on a tmpfs of 2 MB that is full, the recording elsewhere; then space",
          1,
          tally,
          longest,
          "recording complete; `status` warned; afterwards each line once in the log");
    }
  }

  @Test
  void aBlockedLogHoldsUpNeitherTerminalNorRecording() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.mountDisk(scene.logDir(), 256);
      scene.mountTmpfs(scene.logDir().resolve("sessions"), "size=1g");
      scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      scene.root("fsfreeze", "-f", scene.logDir().toString()).exits(0);
      try {
        Duration longest = print(terminal);
        scene.root("fsfreeze", "-u", scene.logDir().toString()).exits(0);
        Tally tally = finish(scene, terminal, recording);
        FaultReport.row(
            "5b",
            "the user's log on an ext4 that is frozen with fsfreeze(8), the recording elsewhere;"
                + " then thawed",
            1,
            tally,
            longest,
            "recording complete; afterwards each line once in the log");
      } finally {
        scene.root("fsfreeze", "-u", scene.logDir().toString());
      }
    }
  }

  private static Duration print(WatchedTerminal terminal) throws Exception {
    terminal.watch();
    terminal.enter(RecordingCheck.counter(LINES, LINES, "0"));
    terminal.await(String.format("%010d counter", LINES), FaultScene.LONG);
    return terminal.longestPause();
  }

  private static Tally finish(FaultScene scene, WatchedTerminal terminal, Path recording)
      throws Exception {
    terminal.await("READY> $").enter("exit");
    assertEquals(0, terminal.awaitExit(FaultScene.LONG));
    scene.awaitAllDone();
    assertEquals("complete", FaultScene.state(recording));
    Tally tally = scene.assertExact(terminal, recording, LINES);
    assertEquals(0, tally.inGaps());
    return tally;
  }
}
