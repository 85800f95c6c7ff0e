package dev.sessionlog.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.Recording;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each format looks like. */
class ExporterTest {
  private static final String HEAD =
      """
      H 0.000000 START_TIME 2026-11-23 06:25:10+00:00
      H 0.000000 TERM xterm
      H 0.000000 TTY /dev/pts/3
      H 0.000000 COLUMNS 80
      H 0.000000 LINES 24
      H 0.000000 SHELL /bin/bash
      """;

  @TempDir private Path folder;
  private Foreign foreign = new Foreign(Path.of("."));

  @BeforeEach
  void prepare() {
    foreign = new Foreign(folder);
  }

  @Test
  void asciicastCarriesACharacterOverPieces() throws IOException {
    byte[] euro = "€uro".getBytes(StandardCharsets.UTF_8);
    Recording recording =
        foreign.typescript(euro, HEAD + "O 0.100000 1\nO 0.100000 1\nO 1.000000 4\n");
    assertEquals(
        "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1795415110,"
            + "\"env\":{\"SHELL\":\"/bin/bash\",\"TERM\":\"xterm\"}}\n"
            + "[1.200000,\"o\",\"€uro\"]\n",
        text(recording, ExportFormat.ASCIICAST_V2));
  }

  @Test
  void intervalsOfAsciicastDoNotDrift() throws IOException {
    StringBuilder timing = new StringBuilder(HEAD);
    for (int i = 0; i < 1000; i++) {
      timing.append("O 0.000400 1\n");
    }
    Recording recording = foreign.typescript(new byte[1000], timing.toString());
    double sum =
        text(recording, ExportFormat.ASCIICAST_V3)
            .lines()
            .filter(line -> line.startsWith("["))
            .mapToDouble(line -> Double.parseDouble(line.substring(1, line.indexOf(','))))
            .sum();
    assertEquals(0.4, sum, 0.0006);
  }

  @Test
  void ttyrecHasTheWallClock() throws IOException {
    Recording recording = foreign.typescript(new byte[] {'a', 'b'}, HEAD + "O 1.500000 2\n");
    assertEquals(
        "47dc036b" + "20a10700" + "02000000" + "6162",
        HexFormat.of().formatHex(Foreign.export(recording, ExportFormat.TTYREC)));
  }

  @Test
  void tlogKeepsBytesThatAreNoText() throws IOException {
    byte[] body = {'a', (byte) 0xff, (byte) 0xfe, 'b'};
    Recording recording =
        foreign.typescript(
            body, HEAD + "O 0.250000 3\nS 0.250000 SIGWINCH ROWS=30 COLS=90\nO 0.500000 1\n");
    String message = text(recording, ExportFormat.TLOG);
    assertTrue(message.startsWith("{\"ver\":\"2.3\",\"host\":\"host1\",\"rec\":\""), message);
    assertTrue(
        message.endsWith(
            "\"session\":1,\"id\":1,\"pos\":0,\"time\":1795415110.000,"
                + "\"timing\":\"=80x24+250>1]2/2+250=90x30+500>1\",\"in_txt\":\"\",\"in_bin\":[],"
                + "\"out_txt\":\"a\uFFFD\uFFFDb\",\"out_bin\":[255,254]}\n"),
        message);
  }

  @Test
  void sudoKnowsTheLogForWhole() throws IOException {
    Recording recording =
        foreign.typescript(
            new byte[] {'a', 'b'}, HEAD + "O 0.250000 2\nS 0.250000 SIGWINCH ROWS=30 COLS=90\n");
    Path log = foreign.export(recording, ExportFormat.SUDO_IOLOG, "sudo");
    assertEquals("4 0.250000000 2\n5 0.250000000 30 90\n", Files.readString(log.resolve("timing")));
    assertEquals(
        "1795415110:alice:alice::/dev/pts/3:24:80\n/\n/bin/bash\n",
        Files.readString(log.resolve("log")));
    assertEquals("ab", Files.readString(log.resolve("ttyout")));
    assertEquals("[OWNER_READ]", Files.getPosixFilePermissions(log.resolve("timing")).toString());
  }

  @Test
  void ownFactsStayAtHome() throws IOException {
    Recording recording =
        foreign.typescript(new byte[] {'a'}, HEAD + "H 0.000000 BOOT_ID x\nO 0.250000 1\n");
    Path files = foreign.export(recording, ExportFormat.TYPESCRIPT, "files");
    assertEquals(HEAD + "O 0.250000 1\n", Files.readString(files.resolve("timing")));
    assertEquals(
        Files.readString(folder.resolve("input-typescript")),
        Files.readString(files.resolve("typescript")));
  }

  @Test
  void factsThatActOnATerminalAreSpeltOut() throws IOException {
    Recording recording =
        foreign.typescript(
            new byte[] {'a'},
            HEAD
                + "H 0.000000 TITLE t\u009b2J\u202e\n"
                + "O 0.250000 1\n"
                + "H 0.000000 MARKER m\u009b2J\u001b[2J\u2028\n");
    String lines = text(recording, ExportFormat.TEXT);
    assertTrue(lines.contains("\n-- m\ufffd2J\ufffd[2J\ufffd\n"), lines);
    assertTrue(lines.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n'), lines);
    String cast = text(recording, ExportFormat.ASCIICAST_V2);
    assertTrue(cast.contains("\"title\":\"t\\\\x9b2J\\\\u{202e}\""), cast);
  }

  @Test
  void aPageHoldsNothingOfTheRecordingAsMarkup() throws IOException {
    String bait = "</script></template><img src=x onerror=alert(1)><script>alert(2)</script>";
    byte[] body = ("\u001b]0;" + bait + "\u0007" + bait).getBytes(StandardCharsets.UTF_8);
    Recording recording =
        foreign.typescript(
            body, HEAD + "H 0.000000 TITLE " + bait + "\nO 0.250000 " + body.length + "\n");
    String page = text(recording, ExportFormat.HTML);
    assertFalse(page.contains("alert("), "the bait stands in the page");
    assertTrue(page.contains("default-src 'none'; script-src 'sha256-"));
    assertEquals(1, page.split("<script", -1).length - 1, "scripts");
    String json = pictures(page);
    assertTrue(json.contains("[\"p\",250,80,24,"), json);
    assertTrue(json.contains("onerror=alert(1)"), json);
  }

  @Test
  void aPageHasTheLinesTheMarkersAndTheZoneOfItsTimes() throws IOException {
    byte[] body = "$ ls\r\nfile\r\n$ ".getBytes(StandardCharsets.UTF_8);
    Recording recording =
        foreign.typescript(
            body,
            HEAD
                + "O 0.250000 4\nH 0.000000 MARKER looked\nO 1.000000 "
                + (body.length - 4)
                + "\n");
    String json = pictures(text(recording, ExportFormat.HTML));
    assertTrue(json.contains("\n[\"l\",250,\"$ ls\"]\n"), json);
    assertTrue(json.contains("\n[\"l\",1250,\"file\"]\n"), json);
    assertTrue(json.contains("\n[\"m\",250,\"looked\"]\n"), json);
    assertTrue(json.contains("\"zone\":\"" + ZoneId.systemDefault().getId() + "\""), json);
  }

  /** As {@code show --commands} finds them. */
  @Test
  void aPageHasTheCommandsWithTimesAndExitCodes() throws IOException {
    String prompt = "\033]133;A\007$ \033]133;B\007";
    String typed = "make\r\n\033]133;C\007";
    String after = "failed\r\n\033]133;D;2\007" + prompt;
    Recording recording =
        foreign.typescript(
            (prompt + typed + after).getBytes(StandardCharsets.UTF_8),
            HEAD
                + "O 0.250000 "
                + prompt.length()
                + "\nO 1.000000 "
                + typed.length()
                + "\nO 0.500000 "
                + after.length()
                + "\n");
    String json = pictures(text(recording, ExportFormat.HTML));

    assertTrue(json.contains("\n[\"c\",1250,\"make\",2,500,false]\n"), json);
  }

  private static String pictures(String page) throws IOException {
    String data = page.substring(page.indexOf("<template id=\"recording\">") + 25);
    byte[] compressed = Base64.getDecoder().decode(data.substring(0, data.indexOf('<')));
    try (GZIPInputStream lines = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String text(Recording recording, ExportFormat format) throws IOException {
    return new String(Foreign.export(recording, format), StandardCharsets.UTF_8);
  }
}
