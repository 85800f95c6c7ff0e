package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.FaultReport.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the logs is full, or read-only, and then has room again. */
final class FullDiskFaultIT {
  private static final String MORE_ROOM = "remount,size=1g";

  @TempDir private Path root;

  @Test
  void aSessionGoesOnThroughAFullDiskWithAGap() throws Exception {
    int megabytes = FaultReport.size(4, 24);
    int lines = megabytes * 20_000; // twice what there is room for
    try (FaultScene scene = FaultScene.in(root)) {
      scene.mountTmpfs(scene.logDir(), "size=" + megabytes + "m");
      scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.watch();
      terminal.enter(RecordingCheck.counter(lines, lines, "0"));
      terminal.await(String.format("%010d counter", lines), FaultScene.LONG);
      Duration longest = terminal.longestPause();
      scene.installation().sessionlog("status").exits(0);
      awaitStatus(scene, "No space left on device; output from now on is lost");
      awaitStatus(scene, "the log of ");
      scene.root("mount", "-o", MORE_ROOM, scene.logDir().toString()).exits(0);
      Tally tally = finish(scene, terminal, recording);
      assertTrue(tally.inGaps() > 0, "there must be a gap");
      String log = Files.readString(scene.installation().userLog());
      assertTrue(log.contains("-- gap: "), "the transcript must tell of the gap");
      assertEquals(1, count(log, " after-the-fault"), "what came after the gap");
      assertTrue(Files.readString(recording.resolve("timing")).contains(" GAP "));
      FaultReport.row(
          "4a",
          "a tmpfs of "
              + megabytes
              + " MB fills up with bytes, `on_disk_full = \"continue\"`; then space again",
          1,
          tally,
          longest,
          tally.inGaps()
              + " bytes in gaps, each exact, in `session.json`, `timing` and transcript; `status`"
              + " warned; went on by itself");
    }
  }

  @Test
  void aTerminalWaitsForAFullDiskAndLosesNothing() throws Exception {
    int megabytes = FaultReport.size(4, 24);
    int lines = megabytes * 20_000;
    try (FaultScene scene = FaultScene.in(root)) {
      scene
          .installation()
          .configure("[recording]", "on_disk_full = \"stall\"", "[transcript]", "quiet = \"1s\"");
      scene.mountTmpfs(scene.logDir(), "size=" + megabytes + "m");
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.watch();
      terminal.enter(RecordingCheck.counter(lines, lines, "0"));
      Installation.awaitValue(
          "the terminal to wait",
          () ->
              terminal.silentFor().compareTo(Duration.ofSeconds(2)) > 0
                  ? Optional.of(true)
                  : Optional.empty());
      awaitStatus(scene, "No space left on device; the terminal waits");
      daemon.kill(); // waiting is no excuse
      daemon.restart();
      daemon.awaitReady();
      scene.root("mount", "-o", MORE_ROOM, scene.logDir().toString()).exits(0);
      terminal.await(String.format("%010d counter", lines), FaultScene.LONG);
      Duration longest = terminal.longestPause();
      Tally tally = finish(scene, terminal, recording);
      assertEquals(0, tally.inGaps());
      scene.assertExact(terminal, recording, lines);
      FaultReport.row(
          "4b",
          "the same with `on_disk_full = \"stall\"`, and the collector killed meanwhile",
          1,
          tally,
          longest,
          "the terminal waited until there was space, as configured; each line once");
    }
  }

  @Test
  void withoutInodesSessionsGoOnAndLoginsSayThatTheyAreNotRecorded() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.mountTmpfs(scene.logDir(), "size=64m,nr_inodes=200");
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      int files = fill(scene.logDir());
      terminal.watch();
      terminal.enter(RecordingCheck.counter(1000, 1000, "0")).await("0000001000 counter");
      Duration longest = terminal.longestPause();
      WatchedTerminal other = scene.login();
      assertTrue(other.tail().contains("this login is not recorded: "), other.tail());
      assertTrue(other.tail().contains("No space left on device"), other.tail());
      daemon.kill();
      daemon.restart();
      daemon.awaitReady();
      terminal.enter("echo still-$((1+1))").await("still-2");
      for (int i = 0; i < files; i++) {
        Files.delete(scene.logDir().resolve("filler-" + i));
      }
      Tally tally = finish(scene, terminal, recording);
      assertEquals(0, tally.inGaps());
      scene.assertExact(terminal, recording, 1000);
      WatchedTerminal third = scene.login();
      scene.recordingOf(third);
      FaultReport.row(
          "4c",
          "a tmpfs runs out of inodes ("
              + files
              + " files), the collector killed meanwhile; then inodes again",
          1,
          tally,
          longest,
          "the session was recorded throughout; a login meanwhile was told that it is not recorded,"
              + " one afterwards was");
    }
  }

  private static int fill(Path folder) throws IOException {
    for (int i = 0; ; i++) {
      try {
        Files.createFile(folder.resolve("filler-" + i));
      } catch (IOException full) {
        return i;
      }
    }
  }

  @Test
  void aReadOnlyFileSystemIsWaitedForAndTheTerminalGoesOn() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.mountTmpfs(scene.logDir(), "size=64m");
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.enter(RecordingCheck.counter(1000, 1000, "0")).await("0000001000 counter");
      Installation.awaitValue(
          "the recording of what was shown",
          () ->
              Optional.of(Files.size(recording.resolve("typescript")))
                  .filter(length -> length > 100_000));
      // The kernel makes no file system read-only that somebody writes to; keep-alive processes
      // must not.
      daemon.kill();
      scene.root("mount", "-o", "remount,ro", scene.logDir().toString()).exits(0);
      daemon.restart();
      daemon.awaitReady();
      terminal.watch();
      int lines = 30_000; // 3 MB, three times what the pipe holds
      terminal.enter(RecordingCheck.counter(lines, lines, "0"));
      terminal.await(String.format("%010d counter", lines), Duration.ofSeconds(30));
      Duration longest = terminal.longestPause();
      awaitStatus(scene, "Read-only file system");
      scene.root("mount", "-o", "remount,rw", scene.logDir().toString()).exits(0);
      awaitStatus(scene, "taken over");
      Tally tally = finish(scene, terminal, recording);
      assertTrue(tally.inGaps() > 0, "there must be a gap");
      FaultReport.row(
          "4d",
          "the collector killed, the file system remounted read-only, the collector back; 3 MB of"
              + " output; remounted read-write",
          1,
          tally,
          longest,
          tally.inGaps() + " bytes in a gap, `status` warned, taken over by itself");
    }
  }

  /**
   * The first try, which fails, leaves a keep-alive process: the second must know that there was
   * none.
   */
  @Test
  void aGapWhileNothingHeldThePipeIsKeptWhenTheFirstTryToTakeOverFails() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      scene.mountTmpfs(scene.logDir(), "size=64m");
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      daemon.kill();
      scene.root("mount", "-o", "remount,ro", scene.logDir().toString()).exits(0);
      for (ProcessHandle keepAlive : scene.installation().keepAlives()) {
        keepAlive.destroyForcibly();
        keepAlive.onExit().join();
      }
      daemon.restart();
      daemon.awaitReady();
      awaitStatus(scene, "Read-only file system");
      scene.root("mount", "-o", "remount,rw", scene.logDir().toString()).exits(0);
      awaitStatus(scene, "taken over");
      terminal.enter("echo after-$((1+1))").await("after-2").enter("exit");
      terminal.awaitExit(FaultScene.LONG);
      scene.awaitAllDone();
      String told = Files.readString(recording.resolve("session.json"));
      assertTrue(told.contains("the pipe was not kept open any more"), told);
    }
  }

  private static void awaitStatus(FaultScene scene, String text) throws Exception {
    Installation.awaitValue(
        "a status that says: " + text,
        () ->
            Optional.of(scene.installation().sessionlog("status").out())
                .filter(status -> status.contains(text)));
  }

  /** Types something that must be recorded, ends the session, and compares all of it. */
  private static Tally finish(FaultScene scene, WatchedTerminal terminal, Path recording)
      throws Exception {
    Thread.sleep(1500); // the disk is tried twice a second
    terminal.enter("echo after-the-$(echo fault)").await("after-the-fault");
    Thread.sleep(1000);
    terminal.enter("exit");
    terminal.awaitExit(FaultScene.LONG);
    scene.awaitAllDone();
    assertEquals("complete", FaultScene.state(recording));
    Tally tally = RecordingCheck.bytes(terminal.shown(), recording);
    assertEquals(0, tally.lost(), tally::toString);
    assertEquals(0, tally.doubled(), tally::toString);
    return tally;
  }

  private static long count(String text, String end) {
    return text.lines().filter(line -> line.endsWith(end)).count();
  }
}
