package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.FaultReport.Tally;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wall clock jumps, again and again, while a session goes on and its collector is killed. */
final class WallClockFaultIT {
  private static final long DAY = Duration.ofDays(1).toSeconds();
  private static final long[] JUMPS = {DAY, -DAY, 400 * DAY, -3 * 3600, 2 * DAY, 0, -400 * DAY};

  @TempDir private Path root;

  @Test
  void aClockThatJumpsMovesNoTimeAndDoublesNoLine() throws Exception {
    int lines = FaultReport.size(6_000, 60_000);
    try (FaultScene scene = FaultScene.in(root)) {
      scene.installation().configure("[transcript]", "max_file_size = \"64KiB\"");
      Path shift = root.resolve("shift");
      ShiftedCollector.shift(shift, 0);
      Daemon daemon = scene.runDaemon(ShiftedCollector.command(shift));
      long began = System.nanoTime();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      terminal.watch();
      int shown = 0;
      for (long jump : JUMPS) {
        ShiftedCollector.shift(shift, jump);
        shown = print(terminal, shown, lines / (2 * JUMPS.length));
        daemon.kill();
        setBack(scene, Instant.now().plusSeconds(jump - 10 * DAY));
        shown = print(terminal, shown, lines / (2 * JUMPS.length));
        daemon.restart();
        daemon.awaitReady();
      }
      Duration longest = terminal.longestPause();
      terminal.enter("exit");
      assertEquals(0, terminal.awaitExit(FaultScene.LONG));
      scene.awaitAllDone();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      Tally bytes = scene.assertExact(terminal, recording, shown);
      assertEquals("complete", FaultScene.state(recording));
      Duration timed = timed(recording);
      assertTrue(timed.compareTo(took) <= 0, () -> timed + " are timed, of " + took);
      Duration told = told(recording);
      assertTrue(told.compareTo(took) <= 0, () -> told + " are told, of " + took);
      FaultReport.row(
          "7",
          "the collector's wall clock put forward and back by up to 400 days during a session, the"
              + " collector killed and the log files' times set back each time",
          JUMPS.length,
          bytes,
          longest,
          "each of "
              + shown
              + " lines once, over "
              + rolled(scene)
              + " rolled files; `timing` and `session.json` tell of no more time than passed");
    }
  }

  private static int print(WatchedTerminal terminal, int before, int count) throws IOException {
    int last = before + count;
    terminal.enter(
        "awk 'BEGIN{for(i="
            + (before + 1)
            + ";i<="
            + last
            + ";i++)printf \"%010d counter ....................\\n\",i}'");
    terminal.await(String.format("(?s)%010d counter .*READY> $", last), FaultScene.LONG);
    return last;
  }

  private static void setBack(FaultScene scene, Instant time) throws IOException {
    try (DirectoryStream<Path> logs =
        Files.newDirectoryStream(scene.logDir(), scene.installation().user() + ".*")) {
      for (Path log : logs) {
        Files.setLastModifiedTime(log, FileTime.from(time));
      }
    }
  }

  private static long rolled(FaultScene scene) throws IOException {
    try (var files = Files.list(scene.logDir())) {
      return files.filter(file -> file.toString().endsWith(".log.gz")).count();
    }
  }

  /** Returns the sum of the delays in the timing file. */
  private static Duration timed(Path recording) throws IOException {
    long micros = 0;
    for (String line : Files.readAllLines(recording.resolve("timing"))) {
      String delay = line.split(" ")[1].replace(".", "");
      assertTrue(delay.matches("\\d+"), line);
      micros += Long.parseLong(delay);
    }
    return Duration.ofNanos(micros * 1000);
  }

  private static Duration told(Path recording) throws IOException {
    String session = Files.readString(recording.resolve("session.json"));
    return Duration.between(time(session, "started"), time(session, "ended"));
  }

  private static Instant time(String session, String field) {
    return Instant.parse(session.replaceAll("(?s).*\"" + field + "\" : \"([^\"]+)\".*", "$1"));
  }
}
