package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.FaultReport.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector is killed, again and again, while sessions go on. */
final class KilledCollectorFaultIT {
  @TempDir private Path root;

  @Test
  void aStreamIsRecordedExactlyOnceThoughTheCollectorIsKilledAtRandomInstants() throws Exception {
    int kills = FaultReport.size(10, 200);
    int lines = FaultReport.size(110_000, 2_200_000);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (FaultScene scene = FaultScene.in(root)) {
      scene.installation().configure("[transcript]", "total_size_cap = \"0\"");
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      // The pauses alone last longer than all kills together can.
      terminal.enter(Compared.counter(lines, 1000, FaultReport.full() ? "0.1" : "0.2"));
      terminal.await("\\d{10} counter");
      terminal.watch();
      while (daemon.kills() < kills) {
        // From the start of the process on, so that recovery is hit as well.
        Thread.sleep(random.nextInt(1500));
        daemon.kill();
        Thread.sleep(random.nextInt(100));
        daemon.restart();
      }
      assertTrue(terminal.isAlive() && !done(terminal, lines), "the stream was too short");
      terminal.await(String.format("%010d counter", lines), FaultScene.LONG);
      Duration longest = terminal.longestPause();
      terminal.await("READY> $", FaultScene.LONG).enter("exit 7");
      assertEquals(7, terminal.awaitExit(FaultScene.LONG));
      scene.awaitAllDone();
      Tally bytes = scene.assertExact(terminal, recording, lines);
      assertEquals("complete", FaultScene.state(recording));
      assertTrue(scene.installation().holders().isEmpty(), "holders are left");
      FaultReport.row(
          "1",
          "a counter stream of "
              + bytes.compared()
              + " bytes through `script`; the collector killed with `kill -9` at random instants, 0"
              + " to 1.5 s after each start",
          daemon.kills(),
          bytes,
          longest,
          "typescript as shown on the terminal, byte for byte (it waits when collectors die in a row"
              + " before they are up: the pipe holds 1 MiB); each of "
              + lines
              + " lines once in the transcript");
    }
  }

  private static boolean done(WatchedTerminal terminal, int lines) {
    return terminal.tail().contains(String.format("%010d counter", lines));
  }

  @Test
  void twentySessionsAreCompleteAlsoThoseThatEndWhileTheCollectorIsDown() throws Exception {
    int kills = FaultReport.size(5, 40);
    int lines = FaultReport.size(4_000, 40_000);
    Random random = new Random(System.nanoTime());
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon();
      List<WatchedTerminal> terminals = new ArrayList<>();
      List<Path> recordings = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        terminals.add(scene.login());
        recordings.add(scene.recordingOf(terminals.get(i)));
      }
      for (int i = 0; i < 20; i++) {
        // One after the other they come to their end.
        int count = lines * (i + 5) / 25;
        terminals.get(i).enter(Compared.counter(count, 100, "0.05") + "; exit");
        terminals.get(i).await("\\d{10} counter").watch();
      }
      int endedWhileDown = 0;
      while (daemon.kills() < kills) {
        Thread.sleep(random.nextInt(2000));
        daemon.kill();
        long alive = alive(terminals);
        Thread.sleep(random.nextInt(1500));
        endedWhileDown += (int) (alive - alive(terminals));
        daemon.restart();
      }
      Duration longest = Duration.ZERO;
      daemon.awaitReady();
      while (alive(terminals) > 3) {
        Thread.sleep(20);
      }
      daemon.kill();
      long alive = alive(terminals);
      Thread.sleep(1500);
      endedWhileDown += (int) (alive - alive(terminals));
      daemon.restart();
      Tally sum = Tally.NONE;
      for (WatchedTerminal terminal : terminals) {
        assertEquals(0, terminal.awaitExit(FaultScene.LONG));
        longest =
            longest.compareTo(terminal.longestPause()) < 0 ? terminal.longestPause() : longest;
      }
      scene.awaitAllDone();
      for (int i = 0; i < 20; i++) {
        sum =
            sum.plus(scene.assertExact(terminals.get(i), recordings.get(i), lines * (i + 5) / 25));
        assertEquals("complete", FaultScene.state(recordings.get(i)));
      }
      FaultReport.row(
          "2",
          "20 sessions at once, "
              + sum.compared()
              + " bytes; the collector killed at random and left dead for up to 1.5 s",
          daemon.kills(),
          sum,
          longest,
          endedWhileDown + " sessions ended while no collector ran; all complete, each line once");
    }
  }

  private static long alive(List<WatchedTerminal> terminals) {
    return terminals.stream().filter(WatchedTerminal::isAlive).count();
  }

  @Test
  void theTerminalGoesOnWhileTheCollectorIsStopped() throws Exception {
    int lines = 5_000; // 500 KB
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      daemon.signal("STOP");
      long stopped = System.nanoTime();
      terminal.watch();
      terminal.enter(Compared.counter(lines, lines, "0"));
      terminal.await(String.format("%010d counter", lines), Duration.ofSeconds(4));
      Duration printed = Duration.ofNanos(System.nanoTime() - stopped);
      Duration longest = terminal.longestPause();
      Thread.sleep(Math.max(0, 5000 - printed.toMillis()));
      daemon.signal("CONT");
      terminal.await("READY> $").enter("exit");
      assertEquals(0, terminal.awaitExit(FaultScene.LONG));
      scene.awaitAllDone();
      Tally bytes = scene.assertExact(terminal, recording, lines);
      FaultReport.row(
          "3",
          "SIGSTOP on the collector for 5 s while a session prints 500 KB",
          1,
          bytes,
          longest,
          "all 500 KB were on the terminal after " + printed.toMillis() + " ms");
    }
  }

  @Test
  void theKeeperBringsTheCollectorBackTwiceInARow() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Installation installation = scene.installation();
      installation.startCollector();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      long holder = Long.parseLong(holderOf(scene).strip());
      long pss =
          Files.readAllLines(Path.of("/proc/" + holder + "/smaps_rollup")).stream()
              .filter(line -> line.startsWith("Pss:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow();
      assertTrue(pss <= 512, "a holder takes " + pss + " KiB");
      long longest = 0;
      for (int i = 0; i < 2; i++) {
        long killed = installation.awaitCollector();
        long at = System.nanoTime();
        Installation.kill(killed, "KILL");
        terminal.enter("echo kill-" + i);
        Installation.awaitValue(
            "a new collector", () -> installation.collector().filter(pid -> pid != killed));
        longest = Math.max(longest, System.nanoTime() - at);
      }
      terminal.await("(?s)kill-1.*kill-1.*READY> $").enter("exit");
      assertEquals(0, terminal.awaitExit(FaultScene.LONG));
      scene.awaitAllDone();
      Tally bytes = scene.assertExact(terminal, recording, 0);
      FaultReport.row(
          "1b",
          "the collector killed twice in a row; its keeper starts it again",
          2,
          bytes,
          Duration.ZERO,
          String.format(
              java.util.Locale.ROOT,
              "back after %.2f s at the longest; a holder takes %d KiB (PSS)",
              longest / 1e9,
              pss));
    }
  }

  private static String holderOf(FaultScene scene) throws Exception {
    return scene
        .root("sh", "-c", "cat " + scene.installation().runDir() + "/pipes/*.holder")
        .exits(0)
        .out();
  }
}
