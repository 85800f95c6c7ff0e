package dev.sessionlog.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.Recording;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Pictures of a terminal: they are XML that any viewer reads, and hold nothing that acts. */
class SvgExporterTest {
  private static final String HEAD = "H 0.000000 COLUMNS 20\nH 0.000000 LINES 4\n";
  private static final Duration QUIET = Duration.ofSeconds(2);

  @TempDir Path folder;
  private Foreign foreign;

  @BeforeEach
  void open() {
    foreign = new Foreign(folder);
  }

  private Recording recorded(String... pieces) throws IOException {
    StringBuilder timing = new StringBuilder(HEAD);
    for (String piece : pieces) {
      timing.append("O 1.000000 ").append(piece.getBytes(StandardCharsets.UTF_8).length);
      timing.append('\n');
    }
    return foreign.typescript(
        String.join("", pieces).getBytes(StandardCharsets.UTF_8), timing.toString());
  }

  private static String animated(Recording recording) throws IOException {
    return new String(Foreign.export(recording, ExportFormat.SVG), StandardCharsets.UTF_8);
  }

  @Test
  void aPictureIsMadeOfWhatCameBeforeItsMoment() throws IOException {
    String[] pieces = new String[100];
    Arrays.fill(pieces, "0123456789".repeat(100) + "\r\n");
    Recording recording = recorded(pieces);
    AtomicLong read = new AtomicLong();
    try (Destination destination = new StreamDestination(new ByteArrayOutputStream())) {
      Export.still(
          recording, Duration.ofSeconds(2), destination, QUIET, Optional.empty(), read::set);
    }
    assertTrue(read.get() >= 2 * 1002 && read.get() <= 4 * 1002, read + " bytes were read");
  }

  private static String still(Recording recording, Duration at, Optional<Redaction> redaction)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Destination destination = new StreamDestination(out)) {
      assertEquals(
          Optional.empty(),
          Export.still(recording, at, destination, QUIET, redaction, bytes -> {}));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Returns the elements of a picture that every reader of XML takes, by their names. */
  private static Set<String> elements(String svg) throws Exception {
    Set<String> names = new TreeSet<>();
    NodeList all = parsed(svg).getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      names.add(all.item(i).getNodeName());
    }
    return names;
  }

  private static Document parsed(String svg)
      throws ParserConfigurationException, SAXException, IOException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> found(String regex, String in) {
    return Pattern.compile(regex).matcher(in).results().map(MatchResult::group).toList();
  }

  @Test
  void aStillIsWhatTheScreenShowedThen() throws Exception {
    Recording recording = recorded("one", "\r\n\033[1;31mtwo", "\033[H\033[2Jthree");
    String svg = still(recording, Duration.ofMillis(2500), Optional.empty());
    assertTrue(svg.contains(">one</text>"), svg);
    assertTrue(svg.contains(" class=\"c1\" font-weight=\"bold\">two</text>"), svg);
    assertFalse(svg.contains("three") || svg.contains("@keyframes"), svg);
    assertEquals(
        List.of("<svg", "<svg"), found("<svg", svg), "the picture, and the screen in it: " + svg);
    elements(svg);
  }

  @Test
  void aPictureThatMovesSaysWhenEachRowChanges() throws Exception {
    String svg = animated(recorded("one", "\r\ntwo", "\033[H\033[2Jthree"));
    assertTrue(svg.contains("animation:r0 "), svg);
    assertTrue(svg.contains("ms step-end infinite"), svg);
    assertEquals(3, found("#r0\\{[^\n]*", svg).get(0).split("transform:").length - 1);
    for (String text : List.of("one", "two", "three")) {
      assertEquals(1, found(">" + text + "</text>", svg).size(), text);
    }
    elements(svg);
  }

  @Test
  void pausesAreShortened() throws Exception {
    Recording recording =
        foreign.typescript(
            "ab".getBytes(StandardCharsets.UTF_8), HEAD + "O 1.000000 1\nO 3600.000000 1\n");
    String length = found("animation:r0 (\\d+)", animated(recording)).get(0);
    assertTrue(Integer.parseInt(length.replaceAll(".* ", "")) < 10_000, length);
  }

  @Test
  void nothingOfARecordingIsMarkupOrBreaksIt() throws Exception {
    String bait = "</text><script>alert(1)</script>&\u0001\uffff\ufffe]]>\"'";
    String svg =
        animated(
            recorded(bait, "\r\n\033]0;" + bait + "\007\033[7m" + bait, "\r\n\ud83d\udc4d\u202e漢"));
    assertEquals(
        new TreeSet<>(List.of("defs", "g", "rect", "style", "svg", "text", "title", "use")),
        addAll(elements(svg), "defs", "use"));
    assertFalse(svg.contains("<script"), svg);
    assertTrue(svg.contains("漢"), svg);
  }

  private static Set<String> addAll(Set<String> names, String... more) {
    names.addAll(List.of(more));
    return names;
  }

  @Test
  void whatComesAgainIsThereOnce() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      lines.append("a long line " + i % 6).append("\r\n").append('|');
    }
    String svg = animated(recorded(lines.toString().split("\\|")));
    assertEquals(1, found("a long line 3", svg).size());
    assertTrue(svg.length() < 20_000, "bytes: " + svg.length());
  }

  @Test
  void aSizeInWhichNothingStoodNeedsNoRoom() throws Exception {
    Recording recording =
        foreign.typescript(
            "one".getBytes(StandardCharsets.UTF_8),
            HEAD + "S 0.500000 SIGWINCH ROWS=3 COLS=10\nO 1.000000 3\n");
    assertTrue(animated(recording).contains(" height=\"" + (3 * 18 + 20) + "\""));
    Recording blank = foreign.typescript(new byte[] {' '}, HEAD + "O 1.000000 1\n");
    assertTrue(animated(blank).contains(" height=\"" + (4 * 18 + 20) + "\""));
  }

  @Test
  void secretsAreLeftOutOfBothKinds() throws Exception {
    Recording recording = recorded("a secret", "\r\n$ ");
    Optional<Redaction> redaction = Optional.of(Redaction.of(List.of("secret"), false));
    assertTrue(still(recording, Duration.ofSeconds(9), redaction).contains("a ******"));
    assertTrue(ExportFormat.SVG.canBeRedacted());
  }
}
