package dev.sessionlog.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a trial with public recordings, and others like them, showed. */
class ForeignTrialTest {
  private static final String V2 =
      "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1700000000}\n";
  private static final String BODY = "$ echo hi\r\nhi\r\n";
  private static final String DATE = "2024-03-01 10:00:00+01:00";
  private static final String FACTS = " [TERM=\"xterm\" COLUMNS=\"100\" LINES=\"30\"]\n";
  private static final String MESSAGE =
      "{\"ver\":\"2.3\",\"host\":\"h\",\"rec\":\"r\",\"user\":\"bob\",\"term\":\"xterm\","
          + "\"session\":1,\"id\":%d,\"pos\":%d,\"time\":1700000000.5,\"timing\":\"=90x30>5\","
          + "\"in_txt\":\"\",\"in_bin\":[],\"out_txt\":\"hello\",\"out_bin\":[]}";

  @TempDir private Path folder;
  private Foreign foreign = new Foreign(Path.of("."));

  @BeforeEach
  void prepare() {
    foreign = new Foreign(folder);
  }

  private Import.Imported guessed(String name, String content) throws IOException {
    Path file = foreign.write(name, content);
    return foreign.imported(ImportFormat.guess(file).orElseThrow(), file, null);
  }

  private Import.Imported typescript(String content, String timing) throws IOException {
    return foreign.imported(
        ImportFormat.TYPESCRIPT,
        foreign.write("typescript", content),
        foreign.write("timing", timing));
  }

  @Test
  void timesThatGoBackAreTold() throws IOException {
    List<String> once = List.of("its time goes back once; time stands still there");
    String events = "[5,\"o\",\"a\"]\n[1,\"o\",\"b\"]\n[6,\"o\",\"c\"]\n";
    assertEquals(once, guessed("a.cast", V2 + events).notes());
    Import.Imported negative =
        typescript("Script started on " + DATE + FACTS + "abc", "0.5 1\n-0.25 1\n0.5 1\n");
    assertEquals(once, negative.notes());
    assertTrue(foreign.text(negative).contains("\nabc\n"), foreign.text(negative));
  }

  @Test
  void charactersCutBetweenEventsComeTogether() throws IOException {
    Import.Imported halves =
        guessed("a.cast", V2 + "[0.1,\"o\",\"x\\ud83d\"]\n[0.2,\"o\",\"\\ude00 ok\"]\n");
    assertEquals(List.of(), halves.notes());
    assertTrue(foreign.text(halves).contains("\nx\ud83d\ude00 ok\n"), foreign.text(halves));
    assertEquals(
        List.of("1 half of a character came without the other half; U+FFFD replaces it"),
        guessed("b.cast", V2 + "[0.1,\"o\",\"x\\ud83dy\"]\n").notes());
  }

  @Test
  void bytesThatAreNoUtf8AreTold() throws IOException {
    byte[] latin = (V2 + "[0.1,\"o\",\"caf\u00e9\"]\n").getBytes(StandardCharsets.ISO_8859_1);
    Path file = foreign.write("a.cast", latin);
    assertEquals(
        List.of("1 line has bytes that are not UTF-8; U+FFFD replaces them"),
        foreign.imported(ImportFormat.ASCIICAST, file, null).notes());
  }

  @Test
  void membersOfAHeadThatAreNotKeptAreNamed() throws IOException {
    String head =
        "{\"version\":2,\"width\":80.0,\"height\":24,\"timestamp\":1700000000,\"tags\":[\"a\"],"
            + "\"idle_time_limit\":2,\"theme\":{\"fg\":\"#fff\"},"
            + "\"env\":{\"TERM\":\"xterm\",\"USER\":\"bob\"}}\n";
    assertEquals(
        List.of("left out of its header: env.USER, idle_time_limit, tags, theme.fg"),
        guessed("a.cast", head + "[0.1,\"o\",\"a\"]\n").notes());
  }

  @Test
  void sortedVersionOneKeepsWhatStandsBehindItsEvents() throws IOException {
    String one =
        "{\"duration\":1,\"height\":30,\"stdout\":[[0.5,\"a\"],[0.5,\"b\"]],\"timestamp\":1700000000,"
            + "\"title\":\"late\",\"version\":1,\"width\":100}";
    Import.Imported imported = guessed("a.json", one);
    assertEquals("100x30", imported.session().size().toString());
    assertEquals(List.of(), imported.notes());
    assertEquals(
        List.of("everything after its first recording is left out"),
        guessed("b.json", one + "\n" + one).notes());
  }

  @ParameterizedTest
  @CsvSource({
    "{\"name\":\"x\"\\,\"version\":\"1.0.0\"}",
    "{\"timestamp\":{\"seconds\":1}\\,\"command\":\"/bin/ls\"}",
  })
  void otherJsonIsNoRecording(String json) throws IOException {
    Path file = foreign.write("package.json", json.replace("\\", ""));
    assertEquals(Optional.empty(), ImportFormat.guess(file));
  }

  @Test
  void textOfWindowsIsNoTtyrec() throws IOException {
    byte[] text = ("\ufeff" + V2).getBytes(StandardCharsets.UTF_16LE);
    assertEquals(Optional.empty(), ImportFormat.guess(foreign.write("a.cast", text)));
  }

  @ParameterizedTest
  @CsvSource({
    "Skript gestartet auf, Skript beendet auf, COMMAND_EXIT_CODE=\"3\"",
    "Script démarré sur, Script terminé sur, COMMAND_EXIT_CODE=\"3\"",
    "Skrypt uruchomiony, Skrypt wykonany, KOD_WYJŚCIA=\"3\"",
    "Skriptet startade på, Skriptet färdigt, COMMAND_EXIT_CODE=”3”",
    "脚本启动于, 脚本完成于, COMMAND_EXIT_CODE=\"3\"",
  })
  void scriptSpeaksTheLanguageOfItsUser(String started, String done, String code)
      throws IOException {
    String end = "\n" + done + " " + DATE + " [" + code + "]\n";
    Import.Imported imported = guessed("typescript", started + " " + DATE + FACTS + BODY + end);
    assertEquals(
        List.of("it has no timing, so all of its output is at the start"), imported.notes());
    assertEquals("100x30", imported.session().size().toString());
    assertEquals(OptionalInt.of(3), imported.session().exitCode());
    assertEquals(SessionState.COMPLETE, imported.session().state());
    assertTrue(
        foreign.text(imported).contains("\n$ echo hi\nhi\n-- session closed"),
        foreign.text(imported));
  }

  @Test
  void withoutScriptsOwnLinesNothingIsTakenForThem() throws IOException {
    Path file = foreign.write("typescript", BODY);
    Import.Imported untimed = foreign.imported(ImportFormat.TYPESCRIPT, file, null);
    assertTrue(foreign.text(untimed).contains("\n$ echo hi\nhi\n"), foreign.text(untimed));
    Import.Imported timed = typescript(BODY, "0.5 11\n0.5 4\n");
    assertTrue(foreign.text(timed).contains("\n$ echo hi\nhi\n"), foreign.text(timed));
  }

  @Test
  void signalsAndWhatTheLastLineTellsAreKept() throws IOException {
    Import.Imported imported =
        typescript(
            "Script started on "
                + DATE
                + FACTS
                + "ab\nScript done on "
                + DATE
                + " [COMMAND_EXIT_CODE=\"7\"]\n",
            "H 0.000000 START_TIME " + DATE + "\nO 1e-1 1\nS 0.1 SIGTSTP\nO 0.1 1\n");
    assertEquals(OptionalInt.of(7), imported.session().exitCode());
    assertTrue(
        foreign.text(imported).contains("-- script: signal SIGTSTP\n"), foreign.text(imported));
  }

  @Test
  void aTimingFileOfAnyNameIsFound() throws IOException {
    foreign.write(
        "output.session",
        "Script started on " + DATE + "\n" + BODY + "\nScript done on " + DATE + "\n");
    Path timing = foreign.write("times.log", "0.5 11\n0.25 4\n");
    foreign.write("other.log", "0.5 11\n0.25 5\n");
    ForeignFolder search = ForeignFolder.search(folder);
    assertEquals(1, search.found().size());
    assertEquals(Optional.of(timing), search.found().get(0).source().timing());
    assertEquals(List.of(folder.resolve("other.log")), search.others());
  }

  @Test
  void messagesOfTlogAreFoundAmongOthers() throws IOException {
    String first = MESSAGE.formatted(1, 0);
    String second = MESSAGE.formatted(2, 500);
    List<String> two = List.of("2 lines are not messages of tlog, and left out");
    String syslog = "Nov 14 h sshd[1]: hello\nNov 14 h tlog: %s\nNov 14 h cron: {\"a\":1}\n%s\n";
    assertEquals(two, guessed("syslog", syslog.formatted(first, second)).notes());
    String export = "__CURSOR=s=1\nMESSAGE=%s\n\n_PID=2\nMESSAGE=%s\n";
    assertEquals(two, guessed("export", export.formatted(first, second)).notes());
    String pretty = "{\n\t\"MESSAGE\" : \"%s\",\n\t\"_PID\" : \"1\"\n}\n";
    Import.Imported journal = guessed("pretty", pretty.formatted(first.replace("\"", "\\\"")));
    assertTrue(foreign.text(journal).contains("\nhello\n"), foreign.text(journal));
    String bytes = Arrays.toString(first.getBytes(StandardCharsets.UTF_8));
    String list = "{\"_PID\":\"1\",\"MESSAGE\":" + bytes.replace(" ", "") + "}\n";
    assertTrue(foreign.text(guessed("list", list)).contains("\nhello\n"));
  }

  @Test
  void sudoOfOneVersionCountedOtherwiseAndWhoItRanAsIsKept() throws IOException {
    Path log = Files.createDirectory(folder.resolve("00"));
    Files.writeString(log.resolve("log"), "1700000000:bob:root::/dev/pts/1:24:80\n/\n/bin/id\n");
    Files.writeString(log.resolve("timing"), "6 0.5 5\n5 0.1 2\n6 0.25 6\n");
    Files.writeString(log.resolve("ttyout"), "hello world");
    Import.Imported imported = foreign.imported(ImportFormat.SUDO_IOLOG, log, null);
    assertEquals(
        List.of("2 bytes of input are left out: only what the terminal showed is kept"),
        imported.notes());
    assertTrue(foreign.text(imported).contains("\nhello world\n"), foreign.text(imported));
    Path kept = foreign.export(foreign.recording(imported), ExportFormat.TYPESCRIPT, "kept");
    String timing = Files.readString(kept.resolve("timing"));
    assertTrue(timing.contains("RUN_USER root\n"), timing);
  }
}
