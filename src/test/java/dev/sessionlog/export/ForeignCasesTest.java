package dev.sessionlog.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people have them: old, cut off, by other tools. */
class ForeignCasesTest {
  private static final String V2 =
      "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1700000000}\n";
  private static final String UNKNOWN_SIZE =
      "it does not say how large the terminal was, so 80x24 is used; --size sets another";

  @TempDir private Path folder;
  private Foreign foreign = new Foreign(Path.of("."));

  @BeforeEach
  void prepare() {
    foreign = new Foreign(folder);
  }

  private static Duration length(Session session) {
    return Duration.between(session.started(), session.ended().orElseThrow());
  }

  private Import.Imported typescript(String typescript, String timing) throws IOException {
    Path data = foreign.write("typescript", typescript);
    Path times = timing == null ? null : foreign.write("timing", timing);
    return foreign.imported(ImportFormat.TYPESCRIPT, data, times);
  }

  private Import.Imported cast(String content) throws IOException {
    return foreign.imported(ImportFormat.ASCIICAST, foreign.write("a.cast", content), null);
  }

  @Test
  void inputAmongTheOutputIsLeftOutAndCounted() throws IOException {
    StringBuilder timing =
        new StringBuilder(
            """
            H 0.000000 START_TIME 2026-01-01 00:00:00+00:00
            H 0.000000 COLUMNS 80
            H 0.000000 LINES 24
            H 0.000000 OUTPUT_LOG io.log
            H 0.000000 INPUT_LOG io.log
            """);
    for (int i = 0; i < 6; i++) {
      timing.append("I 0.050000 1\nO 0.000050 ").append(i < 5 ? 1 : 9).append('\n');
    }
    Import.Imported imported =
        typescript(
            """
            Script started on 2026-01-01 00:00:00+00:00 [COMMAND="cat"]
            hheelllloo\r\r
            hello\r

            Script done on 2026-01-01 00:00:01+00:00 [COMMAND_EXIT_CODE="0"]
            """,
            timing.toString());
    assertTrue(foreign.text(imported).contains("\nhello\nhello\n"), foreign.text(imported));
    assertEquals(
        List.of("6 bytes of input are left out: only what the terminal showed is kept"),
        imported.notes());
  }

  @Test
  void inputInALogOfItsOwnIsCounted() throws IOException {
    Import.Imported imported =
        typescript(
            "Script started on 2026-01-01 00:00:00+00:00 [COLUMNS=\"80\" LINES=\"24\"]\nab\nScript done\n",
            "O 0.1 1\nI 0.1 4\nO 0.1 1\n");
    assertTrue(foreign.text(imported).contains("\nab\n"), foreign.text(imported));
    assertEquals(1, imported.notes().size(), imported.notes()::toString);
  }

  @Test
  void inputAndUnknownEventsOfACastAreCounted() throws IOException {
    Import.Imported imported =
        cast(V2 + "[0.1,\"i\",\"l\"]\n[0.2,\"o\",\"x\"]\n[0.3,\"i\",\"s\"]\n[0.4,\"z\",\"\"]\n");
    assertEquals(
        List.of(
            "2 input events are left out: only what the terminal showed is kept",
            "1 events of an unknown kind are left out"),
        imported.notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thu 26 Feb 2015 12:42:54 PM EST            | 2015-02-26T17:42:54Z",
        "Thu 26 Feb 2015 12:42:54 AM UTC            | 2015-02-26T00:42:54Z",
        "Mon Aug 23 08:39:34 2004                   | 2004-08-23T08:39:34Z",
        "Mon Aug  3 08:39:34 CEST 2004              | 2004-08-03T06:39:34Z",
        "Mon 23 Aug 2004 08:39:34 AM CEST           | 2004-08-23T06:39:34Z",
        "2023-03-23 10:36:59+0900                   | 2023-03-23T01:36:59Z",
        "2023-03-23 10:36:59+09:00 [TERM=\"x\"]   | 2023-03-23T01:36:59Z",
        "2023-03-23 10:36:59+09                     | 2023-03-23T01:36:59Z",
        "2023-03-23T10:36:59Z                       | 2023-03-23T10:36:59Z",
        "2023-03-23 10:36:59,123+00:00              | 2023-03-23T10:36:59Z",
        "2023-03-23 10:36:59                        | 2023-03-23T10:36:59Z",
      })
  void datesOfOldTypescriptsAreRead(String date, String expected) throws IOException {
    Import.Imported imported =
        typescript("Script started on " + date + "\nx\r\n\nScript done on\n", "0.100000 3\n");
    assertEquals(Instant.parse(expected), imported.session().started());
  }

  @Test
  void aDateWithoutAZoneIsOneOfTheReader() {
    ZoneId tokyo = ZoneId.of("Asia/Tokyo");
    assertEquals(
        Instant.parse("2004-08-22T23:39:34Z"),
        ForeignDate.find("Script started on Mon Aug 23 08:39:34 2004", tokyo).orElseThrow());
    assertTrue(ForeignDate.find("Script started on 30/02/04", ZoneOffset.UTC).isEmpty());
    assertTrue(ForeignDate.find("2004-02-30 08:00:00", ZoneOffset.UTC).isEmpty());
    assertTrue(ForeignDate.find("2004-02-20 48:00:00", ZoneOffset.UTC).isEmpty());
    assertTrue(ForeignDate.find("2004-02-20 08:00:00+99:00", ZoneOffset.UTC).isEmpty());
  }

  @Test
  void aFileWithoutADateSaysSo() throws IOException {
    Path file = foreign.write("t", "Script started on \u706b\u66dc\nx\r\n\nScript done on\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
    Path timing = foreign.write("timing", "0.100000 3\n");
    Import.Imported imported = foreign.imported(ImportFormat.TYPESCRIPT, file, timing);
    assertEquals(Instant.parse("2001-01-01T00:00:00Z"), imported.session().started());
    assertEquals(
        List.of(
            "it does not say when it began, so the time of the file is used; --started sets another",
            UNKNOWN_SIZE),
        imported.notes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1504467315.25", "\"1504467315.25\"", "1.50446731525e9"})
  void timestampsWithAFractionAreRead(String timestamp) throws IOException {
    Import.Imported imported = cast(V2.replace("1700000000", timestamp) + "[0.1,\"o\",\"x\"]\n");
    assertEquals(Instant.ofEpochMilli(1_504_467_315_250L), imported.session().started());
  }

  private void assertCut(Import.Imported imported, String shown, String how) throws IOException {
    assertEquals(SessionState.TRUNCATED, imported.session().state());
    assertTrue(foreign.text(imported).contains(shown), foreign.text(imported));
    String last = imported.notes().get(imported.notes().size() - 1);
    assertEquals("cut off: " + how + "; imported up to there", last);
  }

  @Test
  void whatIsCutOffIsImportedUpToThere() throws IOException {
    assertCut(
        cast(V2 + "[0.1,\"o\",\"$ rm -r data\\r\\n\"]\n[0.9,\"o\",\"don"),
        "$ rm -r data",
        "its last line is cut off");
    byte[] record = {1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 'a', 'b'};
    assertCut(
        foreign.imported(ImportFormat.TTYREC, foreign.write("a.rec", record), null),
        "ab",
        "its last record has 2 bytes of output of 3");
    byte[] head = {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 'a', 7};
    assertCut(
        foreign.imported(ImportFormat.TTYREC, foreign.write("b.rec", head), null),
        "a",
        "its last record has 1 bytes of 12");
    assertCut(
        typescript("Script started\nabc", "0.100000 2\n0.100000 2\n"),
        "abc",
        "the typescript ends 1 bytes before its timing does");
    assertCut(
        typescript("Script started\nabcdef", "0.100000 2\n0.1000"),
        "abcdef",
        "the timing ends 4 bytes before the typescript");
    assertCut(
        cast("{\"version\":1,\"width\":80,\"height\":24,\"stdout\":[[0.5,\"hello\"],[0.5,\"wor"),
        "hello",
        "the last event is cut off");
  }

  @Test
  void aTypescriptWithoutTimingIsImportedWhole() throws IOException {
    Import.Imported imported =
        typescript(
            """
            Script started on 2026-01-01 00:00:00+00:00 [COLUMNS="80" LINES="24"]
            $ id\r
            uid=0\r

            Script done on 2026-01-01 00:00:09+00:00 [COMMAND_EXIT_CODE="3"]
            """,
            null);
    assertTrue(foreign.text(imported).contains("\n$ id\nuid=0\n"), foreign.text(imported));
    assertEquals(OptionalInt.of(3), imported.session().exitCode());
    assertEquals(SessionState.COMPLETE, imported.session().state());
    assertEquals(Duration.ofSeconds(9), length(imported.session()));
    assertEquals(
        List.of("it has no timing, so all of its output is at the start"), imported.notes());
  }

  @Test
  void aTypescriptWithoutTimingThatWasCutIsTruncated() throws IOException {
    String output = "line\r\n".repeat(50_000);
    assertCut(
        typescript("Script started\n" + output, null), "line", "script's last line is missing");
  }

  @Test
  void appendedTypescriptsAreInStepWithTheirTiming() throws IOException {
    String typescript =
        """
        Script started on 2026-01-01 00:00:00+00:00 []
        one\r

        Script done on 2026-01-01 00:00:01+00:00 []
        Script started on 2026-01-02 00:00:00+00:00 []
        two\r

        Script done on 2026-01-02 00:00:01+00:00 []
        """;
    Import.Imported imported = typescript(typescript, "0.1 5\n0.2 3\n0.3 2\n");
    String expected =
        """

        one
        -- the typescript was appended to: Script started on 2026-01-02 00:00:00+00:00 []
        two
        """;
    assertTrue(foreign.text(imported).contains(expected), foreign.text(imported));
    assertEquals(SessionState.COMPLETE, imported.session().state());
  }

  @Test
  void outputThatLooksLikeASeamStays() throws IOException {
    String fake = "\nScript done x\nScript started y\n";
    String end = "\nScript done on 2026-01-02 00:00:01+00:00 []\n";
    Import.Imported imported =
        typescript("Script started\none" + fake + end, "0.1 3\n0.1 " + fake.length() + "\n");
    assertTrue(foreign.text(imported).contains("Script done x"), foreign.text(imported));
  }

  @Test
  void asciicastOfVersionOneIsImported() throws IOException {
    Import.Imported imported =
        cast(
            """
            {
              "version": 1,
              "width": 100,
              "height": 30,
              "duration": 0.5,
              "command": "sh", "env": {"TERM": "xterm"},
              "stdout": [
                [0.5, "hello\\r\\n"],
                [0.25, "w\u00f6rld\\r\\n"]
              ]
            }
            """);
    assertTrue(foreign.text(imported).contains("\nhello\nw\u00f6rld\n"), foreign.text(imported));
    assertEquals("100x30", imported.session().size().toString());
    assertEquals("xterm", imported.session().term());
    assertEquals(Duration.ofMillis(750), length(imported.session()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.5 6",
        "0.5000001 6",
        "0.500000  6",
        "0.5\t6",
        "0,5 6",
        "O 0.5 6",
        " 0.50 6 ",
        "0.5 6\r"
      })
  void timingHasAnyDecimalsAndBlanks(String line) throws IOException {
    Import.Imported imported =
        typescript(
            "Script started on 2023-03-23 10:36:59+09:00\n$ id\r\n\nScript done on\n", line + "\n");
    assertTrue(foreign.text(imported).contains("\n$ id\n"), foreign.text(imported));
    assertEquals(Duration.ofMillis(500), length(imported.session()));
  }

  @Test
  void aSizeOfZeroIsNone() throws IOException {
    String zero = V2.replace("80", "0").replace("24", "0");
    Import.Imported imported = cast(zero + "[0.1,\"o\",\"x\"]\n[0.2,\"r\",\"0x0\"]\n");
    assertEquals("80x24", imported.session().size().toString());
    assertEquals(List.of(UNKNOWN_SIZE), imported.notes());
    assertTrue(
        foreign.text(imported).startsWith("-- session opened: alice, 80x24\n"),
        foreign.text(imported));
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws IOException {
    Path file = foreign.write("a.cast", "\ufeff" + V2 + "[0.1,\"o\",\"x\"]\n");
    assertEquals(ImportFormat.ASCIICAST, ImportFormat.guess(file).orElseThrow());
    Recording recording = foreign.bring(ImportFormat.ASCIICAST, file, null);
    assertFalse(recording.session().started().isBefore(Instant.ofEpochSecond(1_700_000_000)));
    Import.Imported imported =
        typescript("Script started on 2023-03-23 10:36:59Z\nabc\nScript done\n", "\ufeff0.1 3\n");
    assertTrue(foreign.text(imported).contains("\nabc\n"), foreign.text(imported));
  }

  /** Appends all to one. */
  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
