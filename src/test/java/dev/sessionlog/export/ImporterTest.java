package dev.sessionlog.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.TemporaryFolder;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of other programs, whole and broken. */
class ImporterTest {
  private static final String HEADER_V2 = "{\"version\":2,\"width\":80,\"height\":24}\n";

  @TempDir private Path folder;
  private Foreign foreign = new Foreign(Path.of("."));

  @BeforeEach
  void prepare() {
    foreign = new Foreign(folder);
  }

  @Test
  void asciicastSaysWhatIsKnown() throws IOException {
    Path file =
        foreign.write(
            "a.cast",
            "{\"version\":3,\"term\":{\"cols\":100,\"rows\":30,\"type\":\"xterm\"},"
                + "\"timestamp\":1700000000,\"command\":\"ls -l\",\"title\":\"a title\","
                + "\"env\":{\"SHELL\":\"/bin/zsh\"},\"tags\":[\"x\"]}\n"
                + "# a comment\n\n"
                + "[0.5,\"o\",\"hello\"]\n[0.25,\"i\",\"typed\"]\n[0.25,\"m\",\"here\"]\n"
                + "[1,\"r\",\"90x20\"]\n[0.1,\"?\",\"later\"]\n[0.4,\"x\",\"7\"]\n");
    Recording recording = foreign.bring(ImportFormat.ASCIICAST, file, null);
    Session session = recording.session();
    assertEquals(Instant.ofEpochSecond(1_700_000_000), session.started());
    assertEquals("100x30", session.size().toString());
    assertEquals("/bin/zsh", session.shell());
    assertEquals("xterm", session.term());
    assertEquals(OptionalInt.of(7), session.exitCode());
    assertEquals(session.started().plusMillis(2500), session.ended().orElseThrow());
    String exported =
        new String(Foreign.export(recording, ExportFormat.ASCIICAST_V3), StandardCharsets.UTF_8);
    assertEquals(
        "{\"version\":3,\"term\":{\"cols\":100,\"rows\":30,\"type\":\"xterm\"},"
            + "\"timestamp\":1700000000,\"command\":\"ls -l\",\"title\":\"a title\","
            + "\"env\":{\"SHELL\":\"/bin/zsh\",\"TERM\":\"xterm\"}}\n"
            + "[0.500,\"o\",\"hello\"]\n[0.500,\"m\",\"here\"]\n[1.000,\"r\",\"90x20\"]\n"
            + "[0.000,\"x\",\"7\"]\n",
        exported);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[0.1,\"o\"]                  | :2: expected an event",
        "[0.1,\"o\",\"a\",\"b\"]      | :2: expected an event",
        "[\"0.1\",\"o\",\"a\"]        | :2: expected an event",
        "{}                           | :2: expected an event",
        "[0.1,\"o\",\"a               | :2: not JSON",
        "[0.1,\"r\",\"80\"]           | :2: size '80'",
        "[1e300,\"o\",\"a\"]          | :2: time 1.0E300",
      })
  void brokenAsciicastIsReportedWithItsLine(String event, String message) throws IOException {
    Path file = foreign.write("a.cast", HEADER_V2 + event + "\n");
    refused(ImportFormat.ASCIICAST, file, null, "a.cast" + message);
  }

  @Test
  void whatIsLargerThanAnyReaderTakesIsReported() throws IOException {
    String digits = "7".repeat(2_000_000);
    String deep = "[".repeat(100_000);
    for (String event :
        List.of(
            "[" + digits + ",\"o\",\"a\"]",
            "[0." + digits + ",\"o\",\"a\"]",
            "[-" + digits + ",\"o\",\"a\"]",
            "[1e" + digits + ",\"o\",\"a\"]",
            "[NaN,\"o\",\"a\"]",
            "[Infinity,\"o\",\"a\"]",
            deep,
            "[0.1,\"o\",\"a\"," + deep,
            "[0.1,\"r\",\"" + digits + "x24\"]",
            "[0.1,\"x\",\"" + digits + "\"]")) {
      refused(
          ImportFormat.ASCIICAST, foreign.write("a.cast", HEADER_V2 + event + "\n"), null, ":2: ");
    }
    for (String header :
        List.of(
            "{\"version\":" + digits + "}",
            "{\"version\":2,\"width\":" + digits + ",\"height\":24}",
            "{\"version\":2,\"x\":" + deep,
            "{\"" + digits + "\":1}")) {
      refused(ImportFormat.ASCIICAST, foreign.write("a.cast", header), null, ":1: ");
    }
    Path timing = foreign.write("timing", "O " + digits + ".000000 1\n");
    Path typescript = foreign.write("t", "Script started\nabc");
    refused(ImportFormat.TYPESCRIPT, typescript, timing, "timing:1: ");
    for (String entry : List.of("O 0.000001 " + digits, "O -1.000000 1", "O NaN 1", "0.1 2 3")) {
      refused(
          ImportFormat.TYPESCRIPT, typescript, foreign.write("timing", entry + "\n"), "timing:1: ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"version\":1}                                | it has no stdout",
        "{}                                             | asciicast version missing",
        "{\"version\":2,\"width\":-1,\"height\":24}     | width and height",
        "{\"version\":3,\"width\":80,\"height\":24}     | term.cols and term.rows",
        "[]                                             | expected an asciicast header",
      })
  void brokenAsciicastHeadersAreReported(String header, String message) throws IOException {
    refused(ImportFormat.ASCIICAST, foreign.write("a.cast", header), null, message);
  }

  @Test
  void aHugeLengthInTtyrecAllocatesNothing() throws IOException {
    byte[] record = {1, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, 127};
    refused(ImportFormat.TTYREC, foreign.write("a.rec", record), null, "out of range");
  }

  @Test
  void aBadTimingLineIsReported() throws IOException {
    Path typescript = foreign.write("t", "Script started\nabc");
    Path timing = foreign.write("timing", "0.100000 2\nnonsense\n");
    refused(ImportFormat.TYPESCRIPT, typescript, timing, "timing:2: not a timing entry");
  }

  private void refused(ImportFormat format, Path file, Path timing, String message)
      throws IOException {
    IOException refused =
        assertThrows(ForeignFormatException.class, () -> foreign.bring(format, file, timing));
    assertTrue(refused.getMessage().contains(message), refused.getMessage());
    assertTrue(foreign.store().all().isEmpty(), "something is left in the store");
    assertTrue(foreign.store().active().isEmpty(), "something is left among the active");
  }

  @Property(tries = 300)
  void noFileMakesAReaderThrowAnythingElse(
      @ForAll("files") byte[] content, @ForAll ImportFormat format) throws IOException {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      Foreign here = new Foreign(temporary.path());
      Path file = here.write("file", content);
      Path other = here.write("other", "Script started\nsome output of some length\n");
      try {
        here.bring(format, format == ImportFormat.TYPESCRIPT ? other : file, file);
      } catch (ForeignFormatException expected) {
        assertTrue(expected.getMessage().contains("file"), expected.getMessage());
      }
    }
  }

  @Provide
  Arbitrary<byte[]> files() {
    Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
    Arbitrary<byte[]> text =
        Arbitraries.of(
                HEADER_V2,
                "[0.5,\"o\",\"hello\"]\n",
                "[1e9,\"r\",\"80x24\"]\n",
                "[0.1,\"x\",\"99999999999\"]\n",
                "{\"version\":3,\"term\":{\"cols\":1,\"rows\":2},\"timestamp\":99999999999999}\n",
                "H 0.000000 START_TIME 9999-12-31 23:59:59+00:00\n",
                "O 0.500000 5\n",
                "O 9999999999.999999 1\n",
                "S 0.100000 SIGWINCH ROWS=0 COLS=999999999\n",
                "0.100000 3\n",
                "[[[[[[",
                "\u0000")
            .list()
            .ofMaxSize(6)
            .map(lines -> String.join("", lines).getBytes(StandardCharsets.UTF_8));
    return Arbitraries.oneOf(noise, text);
  }
}
