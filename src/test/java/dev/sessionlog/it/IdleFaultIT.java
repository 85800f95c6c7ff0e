package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.it.FaultReport.Tally;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing happens for long: every time-out there is passes, and the session is recorded still. */
final class IdleFaultIT {
  @TempDir private Path root;

  @Test
  void aSessionThatWasIdleForLongIsRecordedStill() throws Exception {
    Duration idle = Duration.ofSeconds(FaultReport.size(6, 600));
    try (FaultScene scene = FaultScene.in(root)) {
      scene
          .installation()
          .configure(
              "[login]",
              "open_timeout = \"1s\"",
              "[collector]",
              "idle_exit = \"1s\"",
              "hold = \"1s\"",
              "[transcript]",
              "quiet = \"200ms\"");
      scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      Thread.sleep(idle.toMillis());
      terminal.watch();
      terminal.enter("seq -f '%010g counter .' 3").await("0000000003 counter");
      Duration longest = terminal.longestPause();
      terminal.await("READY> $").enter("exit");
      assertEquals(0, terminal.awaitExit(FaultScene.LONG));
      scene.awaitAllDone();
      Tally bytes = scene.assertExact(terminal, recording, 3);
      FaultReport.row(
          "8",
          "no output for "
              + idle.toSeconds()
              + " s, with every time-out of the configuration at 1 s",
          1,
          bytes,
          longest,
          "what came afterwards is recorded, each line once");
    }
  }
}
