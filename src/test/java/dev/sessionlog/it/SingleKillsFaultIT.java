package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.it.FaultReport.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Many single kills over a mixed load, on each file system that can be made here: only where {@code
 * -Dsessionlog.kills} says how many. They are done in rounds, each on a file system of its own and
 * by turns, so that one that fails stops nothing but itself.
 */
final class SingleKillsFaultIT {
  /** After how many lines the sessions rest for 0.2 s. */
  private static final int[] LOADS = {1000, 100, 10, 1};

  private static final int KILLS_OF_A_ROUND = 25;

  @TempDir private Path root;

  static Stream<Arguments> rounds() {
    int kills = Integer.getInteger("sessionlog.kills", 0);
    String[] fileSystems =
        System.getProperty("sessionlog.kills.on", "tmpfs ext4 btrfs xfs").split(" ");
    List<Arguments> rounds = new ArrayList<>();
    int each = (kills + fileSystems.length - 1) / fileSystems.length;
    for (int done = 0; done < each; done += KILLS_OF_A_ROUND) {
      for (String fileSystem : fileSystems) {
        rounds.add(Arguments.of(fileSystem, Math.min(KILLS_OF_A_ROUND, each - done)));
      }
    }
    return rounds.stream();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("rounds")
  void nothingIsLostOrDoubledAndExitCodesAreRight(String fileSystem, int kills) throws Exception {
    try (FaultScene scene = FaultScene.in(root)) {
      mount(scene, fileSystem);
      scene.installation().configure("[transcript]", "total_size_cap = \"0\"");
      Daemon daemon = scene.startDaemon();
      Path over = root.resolve("over");
      List<WatchedTerminal> terminals = new ArrayList<>();
      List<Path> recordings = new ArrayList<>();
      for (int load : LOADS) {
        WatchedTerminal terminal = scene.login();
        terminals.add(terminal);
        recordings.add(scene.recordingOf(terminal));
        terminal.enter(
            RecordingCheck.counterUntil(over, load, "0.2") + "; exit " + terminals.size());
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
      new KillRounds(fileSystem).add(series, waits, allExact(scene, terminals, recordings));
    }
  }

  private void mount(FaultScene scene, String fileSystem) throws Exception {
    Path disk = root.resolve("state");
    switch (fileSystem) {
      case "tmpfs" -> scene.mountTmpfs(disk, "size=1g");
      case "ext4" -> scene.mountDisk(disk, 1000);
      default ->
          scene.mountDisk(disk, root.resolve("disk.img"), 1000, "loop", "mkfs." + fileSystem);
    }
  }

  /** Returns the longest wait since this was last asked, on any terminal. */
  private static Duration takeLongest(List<WatchedTerminal> terminals) {
    return terminals.stream()
        .map(WatchedTerminal::takeLongestPause)
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Waits for the sessions' ends, and compares exit codes, bytes, lines and states. */
  private static Tally allExact(
      FaultScene scene, List<WatchedTerminal> terminals, List<Path> recordings) throws Exception {
    for (int i = 0; i < terminals.size(); i++) {
      int code = terminals.get(i).awaitExit(FaultScene.LONG);
      Path session = recordings.get(i).resolve("session.json");
      assertEquals(i + 1, code, Files.readString(session) + scene.daemon().log());
    }
    scene.awaitAllDone();
    Tally sum = Tally.NONE;
    for (int i = 0; i < terminals.size(); i++) {
      int lines = RecordingCheck.lastLineOf(terminals.get(i).tail());
      sum = sum.plus(scene.assertExact(terminals.get(i), recordings.get(i), lines));
      assertEquals("complete", FaultScene.state(recordings.get(i)));
    }
    return sum;
  }
}
