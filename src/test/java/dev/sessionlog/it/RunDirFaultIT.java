package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.FaultReport.Tally;
import dev.sessionlog.it.SystemInstallation.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The run dir goes away under live sessions, whole or in parts: they go on, and logins too. */
final class RunDirFaultIT {
  private static final int LINES = 40_000; // 4 MB

  @TempDir private Path root;

  @Test
  void aRunDirThatIsRemovedIsMadeAgainAndNothingIsLostAlsoWhenTheCollectorIsKilledThen()
      throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.installation().startCollector();
      long first = scene.installation().awaitCollector();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.watch();
      terminal.enter(RecordingCheck.counter(LINES, LINES, "0"));
      removeRunDir(scene);
      terminal.await(last(LINES), FaultScene.LONG);
      Duration longest = terminal.longestPause();
      awaitRunDir(scene);
      assertEquals(first, scene.installation().awaitCollector(), "the collector goes on");
      scene.awaitStatus("was removed");
      WatchedTerminal second = scene.login();
      Path secondRecording = scene.recordingOf(second);
      Installation.kill(first, "KILL");
      long next =
          awaitValue("another", () -> scene.installation().collector().filter(p -> p != first));
      assertTrue(next != first);
      terminal.enter("bash -lc 'echo inside-$((1+1))'; echo on-$((1+1))").await("on-2");
      assertEquals(1, count(terminal.tail(), "inside-2"), terminal.tail());
      end(second, 0);
      end(terminal, 7);
      scene.awaitAllDone();
      Tally tally = scene.assertExact(terminal, recording, LINES);
      assertEquals(0, tally.inGaps());
      assertComplete(recording, 7);
      assertComplete(secondRecording, 0);
      assertEquals(2, scene.installation().recordings().size());
      FaultReport.row(
          "9a",
          "the run dir is removed during 4 MB of output, the collector killed after that",
          1,
          tally,
          longest,
          "made again; the next collector found the pipe by its keep-alive process; exit code 7; a login between"
              + " was recorded; `status`: was removed");
    }
  }

  @Test
  void whereItCannotBeMadeAgainSessionsGoOnAndLaterLoginsToo() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Path run = scene.installation().runDir();
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      Path stands = Files.writeString(root.resolve("stands"), "somebody else's");
      scene.root("sh", "-c", "mv %1$s %1$s.old && mv %2$s %1$s".formatted(run, stands)).exits(0);
      awaitValue(
          "what it says",
          () ->
              Optional.of(daemon.log()).filter(log -> log.contains("cannot be created again yet")));
      terminal.enter(RecordingCheck.counter(LINES, LINES, "0"));
      terminal.await(last(LINES), FaultScene.LONG);
      Files.delete(run);
      awaitRunDir(scene);
      scene.awaitStatus("created again");
      WatchedTerminal second = scene.login();
      Path secondRecording = scene.recordingOf(second);
      end(second, 0);
      end(terminal, 3);
      scene.awaitAllDone();
      assertEquals(0, scene.assertExact(terminal, recording, LINES).inGaps());
      assertComplete(recording, 3);
      assertComplete(secondRecording, 0);
    }
  }

  @Test
  void twoRunDirsWithOneLogDirHaveOneCollectorAndNoLoginIsLost() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      Path other = root.resolve("other-run");
      scene.installation().environment().put("SESSIONLOG_RUN_DIR", other.toString());
      long before = System.nanoTime();
      WatchedTerminal second = scene.login();
      Duration first = Duration.ofNanos(System.nanoTime() - before);
      Path secondRecording = scene.recordingOf(second);
      before = System.nanoTime();
      WatchedTerminal third = scene.login();
      Duration later = Duration.ofNanos(System.nanoTime() - before);
      Path thirdRecording = scene.recordingOf(third);
      end(third, 2);
      end(second, 3);
      daemon.kill();
      daemon.restart(); // with the other run dir: the first one's sessions are taken over
      terminal.enter(RecordingCheck.counter(LINES, LINES, "0")).await(last(LINES), FaultScene.LONG);
      end(terminal, 7);
      scene.installation().awaitAllDone();
      assertEquals(0, scene.assertExact(terminal, recording, LINES).inGaps());
      assertComplete(recording, 7);
      assertComplete(secondRecording, 3);
      assertComplete(thirdRecording, 2);
      FaultReport.row(
          "9g",
          "a second login with another run dir and the same log dir, and a third; the collector"
              + " killed, and started with the other run dir",
          1,
          Tally.NONE,
          terminal.longestPause(),
          "recorded after %d ms and %d ms; the first session went on, exactly"
              .formatted(first.toMillis(), later.toMillis()));
    }
  }

  @Test
  void inSystemModeItIsMadeAgainForAllUsers() throws Exception {
    SystemInstallation.assumePossible();
    User alice = new User("alice", 6001, 6001);
    User bob = new User("bob", 6002, 6002);
    User admin = new User("root", 0, 0);
    try (SystemInstallation system =
        SystemInstallation.in(root.toRealPath(), List.of(alice, bob), List.of(bob), "tmpfs")) {
      system.configure("[transcript]", "quiet = '500ms'");
      long collector = system.startCollector();
      Terminal first = system.login(alice).await("READY> ");
      system.as(admin, "until rm -rf /run/sessionlog 2>/dev/null; do :; done").exits(0);
      awaitValue("a run dir again", system::collectorPid);
      Terminal second = system.login(bob).await("READY> ");
      first.enter("echo on-$((1+1)); bash -lc 'echo inside-$((1+1))'").await("inside-2");
      String modes = "stat -c '%U %a' /run/sessionlog /run/sessionlog/knock /run/sessionlog/pipes";
      assertEquals("root 755\nroot 1733\nroot 711\n", system.as(admin, modes).out());
      awaitValue(
          "the line in the log",
          () ->
              Optional.of(system.as(bob, SystemInstallation.PROGRAM + " tail alice").out())
                  .filter(log -> log.contains("on-2")));
      String status = system.as(admin, SystemInstallation.PROGRAM + " status").out();
      assertTrue(status.contains("created again"), status);
      Installation.kill(collector, "KILL");
      system.startCollector();
      first.enter("echo after-$((1+1))").await("after-2").enter("exit 7");
      assertEquals(7, first.awaitExit());
      second.enter("exit 4");
      assertEquals(4, second.awaitExit());
      for (String user : List.of("alice", "bob")) {
        Path recording = system.recordings(user).get(0);
        awaitValue(
            "its end",
            () -> Optional.of(FaultScene.state(recording)).filter(s -> s.equals("complete")));
        assertComplete(recording, user.equals("alice") ? 7 : 4);
      }
      assertEquals(1, system.recordings("alice").size(), "what was inside was recorded already");
    }
  }

  @Test
  void whereTheProgramIsRemovedRecordingEndsAndNoTerminalWaits() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon();
      assertEquals(5, scene.installation().sessionlog("daemon", "--end-recording").code());
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.watch();
      terminal.enter(RecordingCheck.counter(LINES, 500, "0.1")).await("0000002\\d\\d\\d counter");
      daemon.signal("TERM");
      daemon.awaitExit();
      scene.installation().sessionlog("daemon", "--end-recording").exits(0);
      assertEquals(List.of(), scene.installation().keepAlives());
      String session = Files.readString(recording.resolve("session.json"));
      assertEquals("truncated", FaultScene.state(recording));
      assertTrue(session.contains("recording was ended, as by a removal"), session);
      terminal.await(last(LINES), FaultScene.LONG);
      Duration longest = terminal.longestPause();
      assertTrue(longest.compareTo(Duration.ofSeconds(10)) < 0, longest::toString);
      FaultReport.row(
          "9h",
          "the collector ends during 4 MB of output and recording is ended, as by a removal",
          1,
          Tally.NONE,
          longest,
          "a gap of unknown size; the pipe's bytes kept; the terminal went on");
    }
  }

  static void removeRunDir(FaultScene scene) throws Exception {
    scene.root("rm", "-rf", scene.installation().runDir().toString());
  }

  static void awaitRunDir(FaultScene scene) {
    Path run = scene.installation().runDir();
    awaitValue(
        "a run dir again",
        () ->
            Files.isDirectory(run.resolve("knock")) && Files.isDirectory(run.resolve("pipes"))
                ? scene.installation().collector()
                : Optional.empty());
  }

  static String last(int lines) {
    return String.format("%010d counter", lines);
  }

  static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  static void end(WatchedTerminal terminal, int code) throws Exception {
    terminal.await("READY> $").enter("exit " + code);
    assertEquals(code, terminal.awaitExit(FaultScene.LONG));
  }

  static void assertComplete(Path recording, int code) throws IOException {
    String session = Files.readString(recording.resolve("session.json"));
    assertEquals("complete", FaultScene.state(recording), session);
    assertTrue(session.contains("\"exit_code\" : " + code), session);
    assertFalse(session.contains("reason"), session);
    assertTrue(
        Files.readString(recording.resolve("typescript"), ISO_8859_1).contains("Script done"));
  }
}
