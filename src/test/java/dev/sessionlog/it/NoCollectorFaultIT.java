package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No collector comes back, or none that can start: no terminal waits for ever. */
final class NoCollectorFaultIT {
  @TempDir private Path root;

  @Test
  void whatWasLostIsToldThoughTheCollectorThatFoundItOutIsKilledToo() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      daemon.kill();
      scene.endKeepAlives();
      terminal.enter("echo lost-$((1+1))").await("lost-2").await("READY> $");
      daemon.restart();
      daemon.awaitReady();
      daemon.kill(); // no byte came meanwhile with which the gap would have been over
      daemon.restart();
      daemon.awaitReady();
      terminal.enter("echo on-$((1+1))").await("on-2").await("READY> $").enter("exit");
      terminal.awaitExit(FaultScene.LONG);
      scene.awaitAllDone();
      String session = Files.readString(recording.resolve("session.json"));
      assertTrue(session.contains("was not kept open any more"), session);
      String typescript = Files.readString(recording.resolve("typescript"), ISO_8859_1);
      assertFalse(typescript.contains("lost-2"), typescript);
      assertTrue(typescript.contains("on-2"), typescript);
    }
  }

  @Test
  void aTerminalGoesOnWhenNoCollectorComesBackAndTheNextOneSaysWhatIsMissing() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.installation().configure("[collector]", "hold = \"2s\"");
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      daemon.kill();
      terminal.watch();
      terminal.enter("seq 500000 | tail -c 3000000; echo out-$((1+1))");
      terminal.await("out-2");
      Duration waited = terminal.longestPause();
      System.out.println("terminal waited for a collector that never came: " + waited);
      assertTrue(waited.compareTo(Duration.ofSeconds(12)) < 0, waited::toString);
      daemon.restart();
      daemon.awaitReady();
      terminal.enter("exit");
      terminal.awaitExit(FaultScene.LONG);
      scene.awaitAllDone();
      String session = Files.readString(recording.resolve("session.json"));
      assertTrue(session.contains("was not kept open any more"), session);
    }
  }

  @Test
  void aSessionThatEndedWhileNoCollectorRanEndedThenAndNotAtTheNextStart() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      daemon.kill();
      terminal.enter("echo last-$((1+1))").await("last-2").await("READY> $").enter("exit 7");
      assertEquals(7, terminal.awaitExit(FaultScene.LONG));
      Instant ended = Instant.now();
      await("an outage").pollDelay(Duration.ofSeconds(4)).until(() -> true);
      daemon.restart();
      daemon.awaitReady();
      scene.awaitAllDone();
      String session = Files.readString(recording.resolve("session.json"));
      Duration late = Duration.between(ended, time(session, "ended"));
      assertTrue(late.toMillis() < 1000, () -> late + " after the last byte: " + session);
      assertTrue(session.contains("\"exit_code\" : 7"), session);
      assertFalse(session.contains("reason"), session);
      String timing = Files.readString(recording.resolve("timing"));
      double told = Double.parseDouble(timing.replaceAll("(?s).*DURATION ([0-9.]+).*", "$1"));
      Duration lasted = Duration.between(time(session, "started"), time(session, "ended"));
      assertEquals(lasted.toMillis() / 1000.0, told, 0.01);
    }
  }

  @Test
  void
      withoutCollectorKeepAliveAndPipeTheShellKeepsItsExitCodeAndTheNextCollectorSaysWhatIsMissing()
          throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Installation installation = scene.installation();
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.enter("echo first-$((1+1))").await("first-2").await("READY> $");
      awaitValue(
          "the recording",
          () ->
              Optional.of(Files.readString(recording.resolve("typescript"), ISO_8859_1))
                  .filter(text -> text.contains("first-2")));
      daemon.kill();
      for (ProcessHandle keepAlive : installation.keepAlives()) {
        keepAlive.destroyForcibly();
        keepAlive.onExit().get();
      }
      Instant outage = Instant.now();
      terminal.enter("echo on-$((1+1))").await("on-2").await("READY> $");
      for (String name : List.of(".fifo", ".fifo.holder")) {
        Files.deleteIfExists(
            installation.runDir().resolve("pipes").resolve(recording.getFileName() + name));
      }
      await("an outage").pollDelay(Duration.ofSeconds(2)).until(() -> true);
      daemon.restart();
      daemon.awaitReady();
      scene.awaitStatus("its pipe is gone; it may continue unrecorded");
      terminal.enter("echo still-$((1+1))").await("still-2").await("READY> $").enter("exit 7");
      assertEquals(7, terminal.awaitExit(FaultScene.LONG));
      scene.awaitAllDone();
      String session = Files.readString(recording.resolve("session.json"));
      assertTrue(session.contains("what followed is not recorded"), session);
      Duration late = Duration.between(outage, time(session, "ended"));
      assertTrue(late.toMillis() < 1000, () -> late + " after the last byte: " + session);
    }
  }

  private static Instant time(String session, String field) {
    return Instant.parse(session.replaceAll("(?s).*\"" + field + "\" : \"([^\"]+)\".*", "$1"));
  }

  @Test
  void whereSessionsWaitTheLastGoodConfigurationIsUsed() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.installation().configure("[collector]", "hold = \"30s\"");
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      scene.installation().configure("[collector]", "hold = \"soon\"");
      daemon.kill();
      daemon.restart();
      daemon.awaitReady();
      awaitValue(
          "what it says", // status itself reads the configuration, and says what is wrong with it
          () ->
              Optional.of(daemon.log())
                  .filter(log -> log.contains("the last good one is in force")));
      terminal.enter("echo on-$((1+1))").await("on-2").await("READY> $").enter("exit");
      terminal.awaitExit(FaultScene.LONG);
      scene.awaitAllDone();
      assertTrue(Files.readString(recording.resolve("typescript"), ISO_8859_1).contains("on-2"));
      assertFalse(Files.readString(recording.resolve("session.json")).contains("reason"));
      daemon.kill();
      daemon.restart();
      assertEquals(2, daemon.awaitExit(), "where nobody waits, a mistake is told and that is all");
    }
  }

  @Test
  void aKeeperThatIsKilledIsReplacedAndStartsTheCollectorAgain() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Installation installation = scene.installation();
      WatchedTerminal terminal = scene.login();
      long collector = installation.awaitCollector();
      Path keeper = installation.runDir().resolve("keeper.pid");
      String first = Files.readString(keeper).strip();
      Installation.kill(Long.parseLong(first), "KILL");
      String second =
          awaitValue(
              "another keeper",
              () ->
                  Optional.of(Files.readString(keeper).strip())
                      .filter(pid -> !pid.isEmpty() && !pid.equals(first)));
      assertTrue(ProcessHandle.of(Long.parseLong(second)).isPresent());
      assertEquals(collector, installation.awaitCollector());
      Installation.kill(collector, "KILL");
      awaitValue(
          "another collector", () -> installation.collector().filter(pid -> pid != collector));
      terminal.enter("echo on-$((1+1))").await("on-2").await("READY> $").enter("exit");
      terminal.awaitExit(FaultScene.LONG);
    }
  }

  @Test
  void aCollectorThatIsStoppedIsKilledByItsKeeper() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Installation installation = scene.installation();
      WatchedTerminal terminal = scene.login();
      long collector = installation.awaitCollector();
      awaitValue(
          "its heartbeat",
          () ->
              Files.exists(installation.runDir().resolve("heartbeat"))
                  ? Optional.of(true)
                  : Optional.empty());
      Installation.kill(collector, "STOP");
      terminal.watch();
      terminal.enter("seq 500000 | tail -c 3000000; echo out-$((1+1))").await("out-2");
      System.out.println("terminal waited for a stopped collector: " + terminal.longestPause());
      terminal.enter("exit");
      terminal.awaitExit(FaultScene.LONG);
    }
  }
}
