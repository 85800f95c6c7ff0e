package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.it.FaultReport.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many single kills over a mixed load, on each file system that can be made here: only where {@code
 * -Dsessionlog.kills} says how many.
 */
final class SingleKillsFaultIT {
  /** After how many lines the sessions rest for 0.2 s. */
  private static final int[] LOADS = {1000, 100, 10, 1};

  /**
   * How often they rest for each kill: that takes about as long as a collector needs to come back.
   */
  private static final int RESTS = 15;

  @TempDir private Path root;

  @ParameterizedTest
  @ValueSource(strings = {"tmpfs", "ext4", "btrfs", "xfs"})
  void nothingIsLostOrDoubledAndExitCodesAreRight(String fileSystem) throws Exception {
    int kills = Integer.getInteger("sessionlog.kills", 0) / 4;
    assumeTrue(kills > 0, "no kills are asked for");
    Path disk = root.resolve("state");
    try (FaultScene scene = FaultScene.in(root)) {
      switch (fileSystem) {
        case "tmpfs" -> scene.mountTmpfs(disk, "size=1g");
        case "ext4" -> scene.mountDisk(disk, 1000);
        default ->
            scene.mountDisk(disk, root.resolve("disk.img"), 1000, "loop", "mkfs." + fileSystem);
      }
      scene.installation().configure("[transcript]", "total_size_cap = \"0\"");
      Daemon daemon = scene.startDaemon();
      Path over = root.resolve("over");
      List<WatchedTerminal> terminals = new ArrayList<>();
      List<Path> recordings = new ArrayList<>();
      for (int load : LOADS) {
        int lines = load * RESTS * kills;
        WatchedTerminal terminal = scene.login();
        terminals.add(terminal);
        recordings.add(scene.recordingOf(terminal));
        terminal.enter(
            RecordingCheck.counter(lines, load, "0.2", lines * 9 / 10, over)
                + "; exit "
                + terminals.size());
        terminal.await("\\d{10} counter").watch();
      }
      KillSeries series = new KillSeries(daemon, recordings);
      List<Duration> waits = new ArrayList<>();
      while (series.kills() < kills) {
        series.kill();
        waits.add(takeLongest(terminals));
        series.restart(100);
      }
      series.end();
      waits.add(takeLongest(terminals));
      Files.createFile(over);
      Tally sum = Tally.NONE;
      for (int i = 0; i < LOADS.length; i++) {
        Path session = recordings.get(i).resolve("session.json");
        int code = terminals.get(i).awaitExit(FaultScene.LONG);
        assertEquals(i + 1, code, Files.readString(session) + daemon.log());
      }
      scene.awaitAllDone();
      for (int i = 0; i < LOADS.length; i++) {
        sum =
            sum.plus(
                scene.assertExact(terminals.get(i), recordings.get(i), LOADS[i] * RESTS * kills));
        assertEquals("complete", FaultScene.state(recordings.get(i)));
      }
      report(fileSystem, series, waits, sum);
    }
  }

  /** Returns the longest wait since the kill before, on any terminal on which more came. */
  private static Duration takeLongest(List<WatchedTerminal> terminals) {
    Duration longest = Duration.ZERO;
    for (WatchedTerminal terminal : terminals) {
      if (terminal.longestPause().compareTo(longest) > 0) {
        longest = terminal.longestPause();
      }
      terminal.watch();
    }
    return longest;
  }

  private static void report(String fileSystem, KillSeries series, List<Duration> waits, Tally sum)
      throws Exception {
    waits.sort(null);
    FaultReport.row(
        "11-" + fileSystem,
        "four sessions, "
            + sum.compared()
            + " bytes, from a flood to five lines a second, on "
            + fileSystem
            + "; the collector killed, "
            + KillSeries.INSTANTS,
        series.kills(),
        sum,
        waits.get(waits.size() - 1),
        String.format(
            Locale.ROOT,
            "the median of the longest waits after each kill is %.2f s; exit codes right; each line once; %s",
            waits.get(waits.size() / 2).toNanos() / 1e9,
            series));
  }
}
