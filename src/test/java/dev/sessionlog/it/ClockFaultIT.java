package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.it.FaultReport.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The time of day is changed while a session goes on: libfaketime shows the collector another. */
final class ClockFaultIT {
  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  @TempDir private Path root;

  @Test
  void durationsAndOrderStayRightWhenTheWallClockJumps() throws Exception {
    Path library = LIBRARIES.stream().filter(Files::exists).findFirst().orElse(null);
    assumeTrue(library != null, "libfaketime is not installed");
    Path clock = root.resolve("clock");
    Files.writeString(clock, "+0");
    try (FaultScene scene = FaultScene.in(root)) {
      scene.startDaemon(
          "/usr/bin/env",
          "LD_PRELOAD=" + library,
          "FAKETIME_TIMESTAMP_FILE=" + clock,
          "FAKETIME_NO_CACHE=1",
          "FAKETIME_DONT_FAKE_MONOTONIC=1");
      long began = System.nanoTime();
      WatchedTerminal terminal = scene.login();
      Path recording = scene.recordingOf(terminal);
      int lines = 0;
      for (String jump : List.of("-3h", "+5h", "-2d", "+0")) {
        Files.writeString(clock, jump);
        terminal.enter("seq -f '%010g counter .' " + (lines + 1) + " " + (lines + 10));
        lines += 10;
        terminal.await(String.format("%010d counter", lines));
        Thread.sleep(1000);
      }
      terminal.enter("exit");
      assertEquals(0, terminal.awaitExit(FaultScene.LONG));
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      scene.awaitAllDone();
      Tally tally = scene.assertExact(terminal, recording, lines);
      Duration recorded = recordedDuration(recording);
      assertTrue(recorded.compareTo(Duration.ofSeconds(4)) >= 0, recorded::toString);
      assertTrue(recorded.compareTo(took) <= 0, recorded + " of " + took);
      List<String> times =
          scene.installation().logLines().stream().map(line -> line.substring(0, 23)).toList();
      assertEquals(times.stream().sorted().toList(), times, "the order of the log's times");
      FaultReport.row(
          "7",
          "the collector's wall clock set 3 h back, 5 h forward, 2 d back and right again",
          4,
          tally,
          Duration.ZERO,
          "duration " + recorded.toMillis() + " ms of " + took.toMillis() + " ms, times in order");
    }
  }

  private static Duration recordedDuration(Path recording) throws Exception {
    String session = Files.readString(recording.resolve("session.json"));
    return Duration.between(time(session, "started"), time(session, "ended"));
  }

  private static Instant time(String session, String key) {
    Matcher time = Pattern.compile("\"" + key + "\" : \"([^\"]*)\"").matcher(session);
    assertTrue(time.find(), session);
    return Instant.parse(time.group(1));
  }
}
