package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as somebody types them who has just begun. */
class FirstHourTest {
  private static final String ALICE = "20261121T080000-bbbb";
  private static final String BOB = "20261122T080000-cccc";
  private static final String LONG_NAME = "maximiliane.mustermann-oberhuber";

  @TempDir Path dir;
  private CliWorld world;
  private Path logDir;

  @BeforeEach
  void record() throws IOException {
    world = new CliWorld(dir);
    logDir = world.home().resolve(".local/state/sessionlog");
    write("alice", ALICE, "2026-11-21T08:00:00Z");
    write("bob", BOB, "2026-11-22T08:00:00Z");
  }

  private void write(String user, String id, String started) throws IOException {
    Session session =
        SampleSession.named(id)
            .user(user)
            .host("web1")
            .started(Instant.parse(started))
            .build()
            .ended(
                SessionState.COMPLETE,
                Instant.parse(started).plusSeconds(9),
                OptionalInt.empty(),
                30);
    Path folder =
        Files.createDirectories(
            logDir.resolve("sessions").resolve(user).resolve(session.id().toString()));
    Files.write(folder.resolve("session.json"), SessionFile.encodeInOneLine(session));
    Files.writeString(folder.resolve("typescript"), "Script started\nhello\r\nworld\r\n");
    Files.writeString(folder.resolve("timing"), "O 0.500000 7\nO 1.000000 7\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void thatASessionIsHeldIsNeverCutAway(int columns) {
    world.sessionlog("hold", "bob").exitsWith(0);
    world.terminal = true;
    world.environment.put("COLUMNS", "" + columns);
    world.environment.put("NO_COLOR", "1");

    String table = world.sessionlog("list").exitsWith(0).out();

    assertTrue(table.lines().anyMatch(l -> l.contains(BOB) && l.contains(" held")), table);
    assertTrue(table.lines().findFirst().orElse("").contains("NOTE"), table);
    world.sessionlog("release", "bob").exitsWith(0);
    String without = world.sessionlog("list").exitsWith(0).out();
    assertFalse(without.contains("NOTE"), without);
  }

  @Test
  void columnsInWhichNothingIsKnownTakeNoRoom() throws IOException {
    write(LONG_NAME, "20261123T080000-dddd", "2026-11-23T08:00:00Z");
    world.terminal = true;
    world.environment.put("COLUMNS", "80");
    world.environment.put("NO_COLOR", "1");

    String table = world.sessionlog("list").exitsWith(0).out();

    assertFalse(table.contains("FROM"), table);
    assertTrue(table.contains(LONG_NAME) && table.contains("complete"), table);
  }

  @Test
  void onATerminalTheSessionStandsAboveWhatWasFoundInIt() throws IOException {
    Files.writeString(
        logDir.resolve("alice.log"),
        "2026-11-21T08:00:01.000+00:00 %s:7 pts/1 a needle\n".formatted(ALICE)
            + "2026-11-21T08:00:02.000+00:00 %s:9 pts/1 needles\n".formatted(ALICE));
    world.terminal = true;
    world.environment.put("NO_COLOR", "1");
    world.environment.put("TZ", "UTC");

    String found = world.sessionlog("search", "--no-pager", "needle").exitsWith(0).out();

    assertEquals(
        "Sat 2026-11-21  alice  " + ALICE + ":7\n:7 a needle\n:9 needles\n",
        found.replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d ", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "x.html, <!DOCTYPE html",
    "x.svg, <svg",
    "x.txt, hello",
    "X.CAST, '{\"version\": 2'",
    "x.tar, ''"
  })
  void anExportKnowsItsFormatByTheNameOfItsFile(String name, String begin) throws IOException {
    Path file = dir.resolve(name);
    CliRun run = world.sessionlog("export", "alice", "-o", file.toString());
    if (begin.isEmpty()) {
      run.exitsWith(3).complainsPart("not sealed"); // so it is evidence
      return;
    }
    run.exitsWith(0).complainsNot();
    String written = Files.readString(file).replace("\":", "\": ").replace(":  ", ": ");
    assertTrue(written.startsWith(begin) || written.contains(begin), written);
  }

  @Test
  void anExportWithoutAFormatSaysWhichThereAre() {
    world
        .sessionlog("export", "alice", "-o", "x.docx")
        .exitsWith(2)
        .complainsPart("no format: -o x.docx does not tell it; name one with -f: asciicast-v2, ");
    world.sessionlog("export", "alice").exitsWith(2).complainsPart("no format: name one with -f: ");
  }

  @Test
  void whatCannotBeWrittenIsNamedAsItWasAskedFor() {
    String folder = dir.resolve("none/x").toString();
    world
        .sessionlog("export", "alice", "-f", "typescript", "-o", folder)
        .exitsWith(1)
        .complainsPart("sessionlog: " + folder + ": ");
    world
        .sessionlog("export", "alice", "-o", folder + ".html")
        .exitsWith(1)
        .complains("sessionlog: " + folder + ".html: no such file or directory\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"03:00:00", "2026-11-20 08:00:00", "2026-11-21 18:00:00", ":99"})
  void aPlaceThatIsNotInTheSessionSaysWhenTheSessionWas(String place) {
    world
        .sessionlog("play", "--dump-at", place, "alice")
        .exitsWith(3)
        .complainsPart("has no place " + place + ": it lasted 9s, from 2026-11-21 ");
  }

  @Test
  void whatOnlyWaitsForItsTranscriptIsNothingToCleanUp() throws IOException {
    Files.createDirectories(logDir.resolve("active"));
    Files.createSymbolicLink(
        logDir.resolve("active/" + ALICE), Path.of("../sessions/alice/" + ALICE));

    world.sessionlog("cleanup", "-n").exitsWith(0).prints("nothing to do\n");
    world.sessionlog("cleanup", "-v").exitsWith(0).prints("nothing to do\n");
    world.sessionlog("cleanup").exitsWith(0).printsNothing();
  }

  @Test
  void aUserWithoutALogIsNotSilent() {
    world
        .sessionlog("tail", "alice")
        .exitsWith(0)
        .complains(
            "sessionlog: alice has sessions, but none is in the log yet; see 'sessionlog list'\n");
  }
}
