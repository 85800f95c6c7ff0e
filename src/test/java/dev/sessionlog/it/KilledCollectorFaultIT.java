package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.FaultReport.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector is killed, again and again, while sessions go on. */
final class KilledCollectorFaultIT {
  @TempDir private Path root;

  @Test
  void aStreamIsRecordedExactlyOnceThoughTheCollectorIsKilledAtRandomInstants() throws Exception {
    int kills = FaultReport.size(9, 200);
    int lines = FaultReport.size(110_000, 2_200_000);
    try (FaultScene scene = FaultScene.in(root)) {
      scene.installation().configure("[transcript]", "total_size_cap = \"0\"");
      Daemon daemon = scene.startDaemon();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      Path killsDone = root.resolve("kills-done");
      // Its last tenth waits for the kills to be over, however long they take.
      terminal.enter(RecordingCheck.counter(lines, 1000, "0.2", lines * 9 / 10, killsDone));
      terminal.await("\\d{10} counter");
      terminal.watch();
      KillSeries series = new KillSeries(daemon, List.of(recording));
      while (series.kills() < kills) {
        series.kill();
        series.restart(100);
      }
      series.end();
      Duration longest = terminal.longestPause();
      Files.createFile(killsDone);
      terminal.await(String.format("%010d counter", lines), FaultScene.LONG);
      terminal.await("READY> $", FaultScene.LONG).enter("exit 7");
      assertEquals(7, terminal.awaitExit(FaultScene.LONG));
      scene.awaitAllDone();
      Tally bytes = scene.assertExact(terminal, recording, lines);
      assertEquals("complete", FaultScene.state(recording));
      assertTrue(scene.installation().keepAlives().isEmpty(), "keep-alive processes are left");
      assertTrue(series.whileDraining() >= kills / 3, series::toString);
      FaultReport.row(
          "1",
          "a counter stream of "
              + bytes.compared()
              + " bytes through `script`; the collector killed with `kill -9`, "
              + KillSeries.INSTANTS,
          daemon.kills(),
          bytes,
          longest,
          series
              + "; typescript as shown on the terminal, byte for byte; each of "
              + lines
              + " lines once in the transcript");
    }
  }

  @Test
  void twentySessionsAreCompleteAlsoThoseThatEndWhileTheCollectorIsDown() throws Exception {
    int kills = FaultReport.size(6, 40);
    int lines = FaultReport.size(4_000, 40_000);
    try (FaultScene scene = FaultScene.in(root)) {
      Daemon daemon = scene.startDaemon();
      List<WatchedTerminal> terminals = new ArrayList<>();
      List<Path> recordings = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        terminals.add(scene.login());
        recordings.add(scene.recordingOf(terminals.get(i)));
      }
      Path killsDone = root.resolve("kills-done");
      for (int i = 0; i < 20; i++) {
        // One after the other they come to their end, but for the last, which wait for the kills.
        int count = lines * (i + 5) / 25;
        int held = i < 15 ? count + 1 : count * 9 / 10;
        terminals
            .get(i)
            .enter(RecordingCheck.counter(count, 100, "0.2", held, killsDone) + "; exit")
            .await("\\d{10} counter")
            .watch();
      }
      KillSeries series = new KillSeries(daemon, recordings);
      int endedWhileDown = 0;
      while (series.kills() < kills) {
        series.kill();
        long alive = alive(terminals);
        series.restart(1500);
        endedWhileDown += (int) (alive - alive(terminals));
      }
      series.end();
      for (int i = 15; i < 20; i++) {
        awaitDrained(terminals.get(i), recordings.get(i), lines * (i + 5) / 25 * 9 / 10 - 1);
      }
      Duration longest = longestPause(terminals);
      daemon.kill();
      Files.createFile(killsDone);
      for (WatchedTerminal terminal : terminals.subList(15, 20)) {
        assertEquals(0, terminal.awaitExit(FaultScene.LONG));
        endedWhileDown++;
      }
      daemon.restart();
      Tally sum = Tally.NONE;
      for (WatchedTerminal terminal : terminals) {
        assertEquals(0, terminal.awaitExit(FaultScene.LONG));
      }
      scene.awaitAllDone();
      for (int i = 0; i < 20; i++) {
        sum =
            sum.plus(scene.assertExact(terminals.get(i), recordings.get(i), lines * (i + 5) / 25));
        assertEquals("complete", FaultScene.state(recordings.get(i)));
      }
      assertTrue(series.whileDraining() >= kills / 3, series::toString);
      FaultReport.row(
          "2",
          "20 sessions at once, "
              + sum.compared()
              + " bytes; the collector killed, "
              + KillSeries.INSTANTS
              + ", and left dead for up to 1.5 s",
          daemon.kills(),
          sum,
          longest,
          series
              + "; "
              + endedWhileDown
              + " sessions ended while no collector ran; all complete, each line once");
    }
  }

  /** Waits until a numbered line was shown and stands in the typescript. */
  private static void awaitDrained(WatchedTerminal terminal, Path recording, int line)
      throws Exception {
    terminal.await(String.format("%010d counter", line), FaultScene.LONG);
    long shown = Files.size(terminal.shown());
    Awaitility.await("the recording of what was shown")
        .atMost(FaultScene.LONG)
        .until(() -> Files.size(recording.resolve("typescript")) >= shown);
  }

  private static Duration longestPause(List<WatchedTerminal> terminals) {
    return terminals.stream()
        .map(WatchedTerminal::longestPause)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
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
      terminal.enter(RecordingCheck.counter(lines, lines, "0"));
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
  void theKeeperBringsTheCollectorBackEachTimeOfFiveInARow() throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      Installation installation = scene.installation();
      installation.startCollector();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      long keepAlive = Long.parseLong(keepAliveOf(scene).strip());
      long pss =
          Files.readAllLines(Path.of("/proc/" + keepAlive + "/smaps_rollup")).stream()
              .filter(line -> line.startsWith("Pss:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow();
      assertTrue(pss <= 512, "a keep-alive process takes " + pss + " KiB");
      long longest = 0;
      for (int i = 0; i < 5; i++) {
        long killed = installation.awaitCollector();
        long at = System.nanoTime();
        Installation.kill(killed, "KILL");
        terminal.enter("echo kill-" + i);
        Installation.awaitValue(
            "a new collector", () -> installation.collector().filter(pid -> pid != killed));
        longest = Math.max(longest, System.nanoTime() - at);
      }
      terminal.await("(?s)kill-4.*kill-4.*READY> $").enter("exit");
      assertEquals(0, terminal.awaitExit(FaultScene.LONG));
      scene.awaitAllDone();
      Tally bytes = scene.assertExact(terminal, recording, 0);
      FaultReport.row(
          "1b",
          "the collector killed five times in a row, each time as soon as it is up; its keeper starts"
              + " it again",
          5,
          bytes,
          Duration.ZERO,
          String.format(
              java.util.Locale.ROOT,
              "back after %.2f s at the longest; a keep-alive process takes %d KiB (PSS)",
              longest / 1e9,
              pss));
    }
  }

  private static String keepAliveOf(FaultScene scene) throws Exception {
    return scene
        .root("sh", "-c", "cat " + scene.installation().runDir() + "/pipes/*.holder")
        .exits(0)
        .out();
  }
}
