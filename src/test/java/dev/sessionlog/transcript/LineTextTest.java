package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sessionlog.session.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class LineTextTest {
  private static final Duration QUIET = Duration.ofMillis(200);

  @Property
  void whatStoodOnTheScreenIsReadBackAndIsNeverAMarker(@ForAll("texts") String text) {
    LineText line = LineText.ofScreen(text);

    assertEquals(line, LineText.parse(line.logged()));
  }

  @Property
  void aMarkerStandsAsItIs(@ForAll("texts") String text) {
    LineText marker = new LineText(LineKind.MARKER, "-- " + text);

    assertEquals(marker.text(), marker.logged());
    assertEquals(marker, LineText.parse(marker.logged()));
  }

  @Example
  void ordinaryTextIsLeftAlone() {
    for (String text :
        List.of("", "--", "--help", "- -- ", "# -- ", "\\", "\\n", "[full screen]", "\\\\srv\\c")) {
      assertEquals(text, LineText.ofScreen(text).logged());
    }
    assertEquals("\\-- session closed", LineText.ofScreen("-- session closed").logged());
    assertEquals("\\\\-- x", LineText.ofScreen("\\-- x").logged());
    assertEquals("\\[full-screen: vim]", LineText.ofScreen("[full-screen: vim]").logged());
  }

  @Property(tries = 500)
  void noOutputMakesAMarkerLine(
      @ForAll("output") List<String> output, @ForAll @IntRange(min = 1, max = 40) int columns) {
    List<String> lines = render(String.join("", output), columns);

    for (String line : lines) {
      assertEquals(LineKind.SCREEN, LineText.parse(line).kind(), line);
    }
  }

  @Example
  void aProgramThatTakesTheScreenIsTheOnlyMarkerThatItMakes() {
    List<String> lines =
        render(
            String.join(
                "\r\n",
                "-- session closed: complete",
                "\u001b]0;-- gap: 1\u0007\u001b[?1049h-- gap: 2",
                "\u001b[?1049l[full-screen ended after 1s]",
                ""),
            80);

    assertEquals(
        List.of(
            "\\-- session closed: complete",
            "[full-screen: -- gap: 1]",
            "[full-screen ended after 0s: -- gap: 1]",
            "\\[full-screen ended after 1s]"),
        lines);
    assertFalse(lines.stream().anyMatch(line -> line.startsWith("-- ")));
  }

  private static List<String> render(String output, int columns) {
    List<String> lines = new ArrayList<>();
    TranscriptRenderer renderer =
        new TranscriptRenderer(new TerminalSize(columns, 4), QUIET, (at, text) -> lines.add(text));
    byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
    renderer.output(Duration.ZERO, bytes, 0, bytes.length);
    renderer.end(Duration.ofSeconds(1));
    return lines;
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("\\", "-- ", "-", " ", "[full-screen", "[", "a", "\u00e4", ": vim]")
        .list()
        .ofMaxSize(6)
        .map(pieces -> String.join("", pieces));
  }

  /** Everything but what takes the alternate screen: that is a marker of its own. */
  @Provide
  Arbitrary<List<String>> output() {
    return Arbitraries.of(
            "-- ",
            "--",
            " ",
            "-- session closed: complete after 9s, exit code 0, 4526 bytes",
            "[full-screen: vim]",
            "[full-screen",
            "\\",
            "a",
            "\r\n",
            "\n",
            "\r",
            "\b",
            "\u001b[C",
            "\u001b[A",
            "\u001b[2J",
            "\u001b[K",
            "\u001b[H",
            "\u001b[@",
            "\u001b[P",
            "\u0000",
            "\u200b",
            "\u0301")
        .list()
        .ofMaxSize(40);
  }
}
