package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tail} as it is typed. */
class TailCommandTest {
  private static final String ONE = "20261122T062510-k3f9";
  private static final String TWO = "20261122T062600-m0m0";

  @TempDir private Path dir;
  private CliWorld world = new CliWorld(Path.of("."));
  private Path logDir = Path.of(".");

  @BeforeEach
  void writeLog() throws IOException {
    world = new CliWorld(dir);
    logDir = dir.resolve("home/.local/state/sessionlog");
    Files.createDirectories(logDir);
    Files.writeString(
        logDir.resolve("alice.log"),
        line("06:25:10", ONE, 1, "-- session opened: alice")
            + line("06:25:11", ONE, 2, "one")
            + line("06:26:00", TWO, 1, "two")
            + line("23:30:00", ONE, 3, "three"));
  }

  private static String line(String time, String session, int number, String text) {
    return "2026-11-22T" + time + ".123+00:00 " + session + ":" + number + " pts/3 " + text + "\n";
  }

  @Test
  void programsGetTheLinesOfTheLog() {
    world
        .sessionlog("tail", "-n", "1", "alice")
        .exitsWith(0)
        .complainsNot()
        .prints(line("23:30:00", ONE, 3, "three"));
  }

  @Test
  void numbersAreTakenAsTailTakesThem() {
    assertEquals(2, world.sessionlog("tail", "-2", "alice").exitsWith(0).out().lines().count());
    assertEquals(
        line("06:26:00", TWO, 1, "two") + line("23:30:00", ONE, 3, "three"),
        world.sessionlog("tail", "-n", "+3", "alice").exitsWith(0).out());
    assertEquals(4, world.sessionlog("tail", "-n", "+0", "alice").out().lines().count());
    world
        .sessionlog("tail", "-n", "x", "alice")
        .exitsWith(ExitCode.USAGE)
        .complainsPart("-n x: expected a number of lines, or +N");
    world.sessionlog("tail", "-f", "-n", "+3", "alice").exitsWith(ExitCode.USAGE);
  }

  @Test
  void whoseLogItIsNeedNotBeSaidOfOnesOwn() {
    assertEquals(4, world.sessionlog("tail").exitsWith(0).complainsNot().out().lines().count());
  }

  @Test
  void peopleGetAHeadingForEachSessionAndDay() {
    world.terminal = true;
    world.environment.put("NO_COLOR", "1");

    world
        .sessionlog("tail", "alice")
        .exitsWith(0)
        .prints(
            """
            Sun 2026-11-22  alice  20261122T062510-k3f9
            07:25:10 -- session opened: alice
            07:25:11 one

            Sun 2026-11-22  alice  20261122T062600-m0m0
            07:26:00 two

            Mon 2026-11-23  alice  20261122T062510-k3f9
            00:30:00 three
            """);
  }

  @Test
  void aTimeThatStepsBackIsExplained() throws IOException {
    world.terminal = true;
    world.environment.put("NO_COLOR", "1");
    Files.writeString(
        logDir.resolve("bob.log"),
        line("06:25:12", ONE, 1, "top")
            + line("06:25:10", ONE, 2, "row")
            + line("06:25:12", ONE, 3, "last")
            + line("06:25:10", TWO, 1, "another"));

    world
        .sessionlog("tail", "bob")
        .exitsWith(0)
        .prints(
            """
            Sun 2026-11-22  bob  20261122T062510-k3f9
            07:25:12 top
            07:25:10^row
            07:25:12 last

            Sun 2026-11-22  bob  20261122T062600-m0m0
            07:25:10 another

            ^ Earlier than the line above: a line is written when it leaves the screen,
              with the time when it last changed. See "Times" in format.md.
            """);
    assertFalse(world.sessionlog("tail", "-1", "bob").exitsWith(0).out().contains("Earlier"));
    world.terminal = false;
    assertFalse(world.sessionlog("tail", "bob").exitsWith(0).out().contains("Earlier"));
  }

  @Test
  void peopleGetColoursUnlessTheyWantNone() {
    world.terminal = true;

    world
        .sessionlog("tail", "-1", "alice")
        .prints(
            "\033[32mMon 2026-11-23\033[0m  \033[35malice\033[0m  \033[36m20261122T062510-k3f9"
                + "\033[0m\n\033[32m00:30:00\033[0m three\n");
  }

  @Test
  void theFormCanBeChosen() {
    world.sessionlog("tail", "-o", "cat", "-2", "alice").exitsWith(0).prints("two\nthree\n");
    world
        .sessionlog("tail", "-o", "json", "-1", "alice")
        .exitsWith(0)
        .prints(
            "{\"user\":\"alice\",\"session\":\"20261122T062510-k3f9\",\"line\":3,"
                + "\"time\":\"2026-11-22T23:30:00.123Z\",\"kind\":\"screen\",\"text\":\"three\"}\n");
    world.terminal = true;
    world.sessionlog("tail", "-o", "full", "-1", "alice").prints(line("23:30:00", ONE, 3, "three"));
    world
        .sessionlog("tail", "-o", "ful", "alice")
        .exitsWith(ExitCode.USAGE)
        .complainsPart("expected one of");
  }

  @Test
  void controlCharactersReachNoTerminal() throws IOException {
    Files.writeString(logDir.resolve("alice.log"), line("06:25:10", ONE, 1, "a\033[2Jb"));
    world.terminal = true;
    world.environment.put("NO_COLOR", "1");

    world.sessionlog("tail", "alice").printsPart("07:25:10 a\\x1b[2Jb\n");
    world.sessionlog("tail", "-o", "cat", "alice").prints("a\\x1b[2Jb\n");
  }

  @Test
  void everybodysLinesComeInTheOrderOfTheirTimesWithTheirNames() throws IOException {
    Files.createDirectories(dir.resolve("lib"));
    Files.createDirectories(dir.resolve("log"));
    Files.writeString(dir.resolve("log/alice.log"), line("06:25:10", ONE, 1, "hers"));
    Files.writeString(dir.resolve("log/bob.log"), line("06:25:09", TWO, 1, "his"));

    world
        .sessionlog("tail")
        .exitsWith(0)
        .prints(
            "bob " + line("06:25:09", TWO, 1, "his") + "alice " + line("06:25:10", ONE, 1, "hers"));
  }
}
