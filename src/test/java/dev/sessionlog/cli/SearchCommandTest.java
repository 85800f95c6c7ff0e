package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code search}, {@code export} and {@code import} as they are typed. */
class SearchCommandTest {
  private static final String ID = "20261122T062510-k3f9";

  @TempDir private Path dir;
  private CliWorld world = new CliWorld(Path.of("."));

  @BeforeEach
  void writeLog() throws IOException {
    world = new CliWorld(dir);
    Path logDir = dir.resolve("home/.local/state/sessionlog");
    Files.createDirectories(logDir);
    Files.writeString(
        logDir.resolve("alice.log"),
        "2026-11-22T06:25:10.123+00:00 "
            + ID
            + ":7 pts/3 a needle \u001b[31mred\n"
            + "2026-11-22T06:25:11.123+00:00 "
            + ID
            + ":8 pts/3 hay\n");
  }

  @Test
  void tellsWhoWhenAndWhereToOpenIt() {
    world
        .sessionlog("search", "needle")
        .exitsWith(0)
        .complainsNot()
        .prints("alice\t2026-11-22 07:25:10\t" + ID + ":7\ta needle \\x1b[31mred\n");
  }

  @Test
  void coloursWhatMatchesOnATerminal() {
    world.terminal = true;
    world
        .sessionlog("search", "nee[d]le")
        .exitsWith(0)
        .printsPart("a \u001b[1;31mneedle\u001b[0m \\x1b[31mred");
    world.environment.put("NO_COLOR", "1");
    world.sessionlog("search", "needle").printsPart(" a needle \\x1b[31mred");
  }

  @Test
  void marksTheLinesAround() {
    world
        .sessionlog("search", "-C", "1", "needle")
        .exitsWith(0)
        .printsPart(">\talice\t")
        .printsPart("-\talice\t2026-11-22 07:25:11\t" + ID + ":8\thay\n");
  }

  @Test
  void linesBeforeAndAfterAreAskedForEach() {
    world.sessionlog("search", "-A", "1", "needle").exitsWith(0).printsPart("-\talice\t");
    assertFalse(world.sessionlog("search", "-B", "1", "needle").exitsWith(0).out().contains("hay"));
    world.sessionlog("search", "-B", "1", "hay").exitsWith(0).printsPart(":7\ta needle");
    world
        .sessionlog("search", "-A", "-1", "hay")
        .exitsWith(2)
        .complains("sessionlog: -A -1: expected 0 or more lines\n");
  }

  @Test
  void endsAfterAsManyAsAreWanted() {
    assertEquals(1, world.sessionlog("search", "-m", "1", "e|hay").out().lines().count());
    assertEquals(2, world.sessionlog("search", "-m", "1", "-A", "1", "e").out().lines().count());
    assertEquals(
        2, world.sessionlog("search", "-m", "1", "-A", "1", "e|hay").out().lines().count());
    assertEquals(2, world.sessionlog("search", "--limit=5", "e|hay").out().lines().count());
    world.sessionlog("search", "-m", "0", "e").exitsWith(1).printsNothing();
  }

  @Test
  void namesTheSessions() {
    world.sessionlog("search", "-l", "e|hay").exitsWith(0).prints(ID + "\n");
    world
        .sessionlog("search", "-l", "--json", "e|hay")
        .prints("{\"user\":\"alice\",\"session\":\"" + ID + "\"}\n");
  }

  @Test
  void countsAndSpeaksJson() {
    world.sessionlog("search", "-c", "e|hay").prints("alice\t" + ID + "\t2\n");
    world
        .sessionlog("search", "--json", "hay")
        .prints(
            "{\"user\":\"alice\",\"session\":\""
                + ID
                + "\",\"line\":8,"
                + "\"time\":\"2026-11-22T06:25:11.123Z\",\"kind\":\"screen\",\"text\":\"hay\",\"context\":false,"
                + "\"play\":\""
                + ID
                + ":8\"}\n");
  }

  @Test
  void returnsWhatGrepReturns() {
    world.sessionlog("search", "nothing").exitsWith(1).printsNothing().complainsNot();
    world
        .sessionlog("search", "(")
        .exitsWith(2)
        .complains("sessionlog: '(': not a regular expression: Unclosed group at character 2\n");
    world.sessionlog("search", "-C", "-1", "x").exitsWith(2);
  }

  @Test
  void importsWhatIsFoundAtOnceAndExportsItAgain() throws IOException {
    Path cast = dir.resolve("a.cast");
    Files.writeString(
        cast,
        """
        {"version":2,"width":80,"height":24,"timestamp":1700000000}
        [0.500000,"o","a hidden treasure\\r\\n"]
        """);
    String id = world.sessionlog("import", "-u", "zoe", cast.toString()).exitsWith(0).out().strip();
    world
        .sessionlog("search", "treasure")
        .exitsWith(0)
        .printsPart("zoe\t2023-11-14 23:13:20\t" + id + ":2\ta hidden treasure\n");
    world
        .sessionlog("export", id, "-f", "asciicast-v2")
        .exitsWith(0)
        .prints(Files.readString(cast));
    world.sessionlog("export", id, "-f", "asciicast").exitsWith(0).prints(Files.readString(cast));
    world
        .sessionlog("export", "zoe", "-f", "text", "-o", cast.toString())
        .exitsWith(1)
        .complains("sessionlog: " + cast + ": already exists; --force replaces it\n");
  }

  @Test
  void wrongUsesOfExportAndImportAreExplained() throws IOException {
    Path junk = Files.writeString(dir.resolve("junk"), "nothing of anything");
    world
        .sessionlog("export", "alice", "-f", "gif")
        .exitsWith(2)
        .complainsPart("sessionlog: --format 'gif': not a format, expected one of asciicast-v2");
    world
        .sessionlog("import", junk.toString())
        .exitsWith(4)
        .complainsPart("format not recognized, expected one of asciicast, typescript, ttyrec");
    world
        .sessionlog("import", "--format", "asciicast", junk.toString())
        .exitsWith(4)
        .complainsPart("junk:1: not JSON");
    world
        .sessionlog("import", "--format", "typescript", junk.toString())
        .exitsWith(0)
        .complainsPart("it has no timing, so all of its output is at the start");
    world
        .sessionlog("import", dir.resolve("gone").toString())
        .exitsWith(1)
        .complainsPart("gone: no such file or directory");
  }
}
