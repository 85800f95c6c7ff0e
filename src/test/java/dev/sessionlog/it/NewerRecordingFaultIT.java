package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collector that is older than the one before it, as after a downgrade. */
final class NewerRecordingFaultIT {
  @TempDir private Path root;

  @Test
  void aSessionOfALaterVersionIsNamedAndLeftAloneAndItsTerminalGoesOn() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.installation().configure("[recording]", "on_disk_full = \"stall\"");
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.enter("echo before-$((1+1))").await("before-2").await("READY> $");
      awaitValue("what was typed", () -> typescript(recording).filter(t -> t.contains("before-2")));
      daemon.kill();
      Path file = recording.resolve("session.json");
      String ours = Files.readString(file);
      String newer = ours.replace("\"version\" : 1", "\"version\" : 2,\n  \"parts\" : [ ]");
      Files.writeString(file, newer);
      daemon.restart();
      daemon.awaitReady();
      scene.awaitStatus("version 2, of a later sessionlog");
      long length = Files.size(recording.resolve("typescript"));
      terminal.watch();
      terminal.enter("seq 500000 | tail -c 3000000; echo out-$((1+1))").await("out-2");
      Duration waited = terminal.longestPause();
      System.out.println("terminal waited with a session of a later version: " + waited);
      assertTrue(waited.compareTo(Duration.ofSeconds(5)) < 0, waited::toString);
      assertEquals(newer, Files.readString(file));
      assertEquals(length, Files.size(recording.resolve("typescript")));
      assertTrue(scene.installation().sessionlog("list").out().contains("unknown"));
      Files.writeString(file, ours); // the later version is back
      awaitValue(
          "the takeover",
          () ->
              Optional.of(scene.installation().sessionlog("status").out())
                  .filter(status -> status.contains("taken over")));
      scene.endAfterFault(terminal, recording);
      assertTrue(
          Files.readString(file).contains("of a later sessionlog"), "the gap is in session.json");
    }
  }

  private static Optional<String> typescript(Path recording) throws Exception {
    return Optional.of(Files.readString(recording.resolve("typescript"), ISO_8859_1));
  }
}
