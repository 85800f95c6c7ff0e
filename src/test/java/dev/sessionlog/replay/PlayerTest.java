package dev.sessionlog.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.OpenRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The player with a person at it, in time that the test makes. */
class PlayerTest {
  @TempDir Path folder;
  private FakeRecording fake;
  private final FakeDisplay display = new FakeDisplay(60, 8);
  private final AtomicBoolean live = new AtomicBoolean();

  @BeforeEach
  void record() throws IOException {
    fake =
        new FakeRecording(folder)
            .output(1, "one")
            .output(1, " two")
            .output(1, "\033[H\033[2Jthree")
            .output(7, " four");
  }

  @Test
  void playsInTimeAndStopsAtTheEnd() throws IOException {
    display
        .then(500, () -> shows("", "playing 0:00 / 0:10"))
        .then(1000, () -> shows("one", "playing 0:01 / 0:10  1"))
        .then(1000, () -> shows("one two", "playing 0:02"))
        .then(1000, () -> shows("three", "playing 0:03"))
        .then(6000, () -> shows("three", "playing 0:09"))
        .then(1000, () -> shows("three four", "end 0:10 / 0:10 100%"))
        .type(100, "q");

    assertFalse(play(new Pace(1, Duration.ZERO)));
  }

  @Test
  void anExpressionThatPatternTakesByMistakeIsSaidInOneLine() throws IOException {
    display
        .type(1500, " ")
        .type(10, "/[ko&&]\r")
        .then(500, () -> shows("one", "a class has nothing after &&"))
        .type(10, "n")
        .then(500, () -> shows("one", "no search yet"))
        .type(10, "/three\r")
        .then(1000, () -> shows("three", "paused 0:03"))
        .type(10, "q");

    assertFalse(play(new Pace(1, Duration.ZERO)));
  }

  @Test
  void playsFasterAndWithoutLongPauses() throws IOException {
    display
        .then(600, () -> shows("one", "x2"))
        .then(500, () -> shows("one two", "idle<2s"))
        .then(500, () -> shows("three", "playing 0:03"))
        .then(1000, () -> shows("three four", "end 0:10"))
        .type(100, "q");

    play(new Pace(2, Duration.ofSeconds(2)));
  }

  @Test
  void pausesStepsAndSeeksBothWays() throws IOException {
    display
        .type(1500, " ")
        .then(5000, () -> shows("one", "paused 0:01"))
        .type(10, ".")
        .then(100, () -> shows("one two", "paused 0:02"))
        .type(10, ".")
        .then(100, () -> shows("three", "paused 0:03"))
        .type(10, ",")
        .then(100, () -> shows("one two", "paused 0:02"))
        .type(10, "\033[C")
        .then(100, () -> shows("three", "paused 0:07"))
        .type(10, "\033[D")
        .then(100, () -> shows("one two", "paused 0:02"))
        .type(10, "G")
        .then(100, () -> shows("three four", "end 0:10"))
        .type(10, "g")
        .then(100, () -> shows("", "paused 0:00"))
        .type(10, "3")
        .then(100, () -> shows("three", "paused 0:03 / 0:10  30%"))
        .type(10, ":0:01\r")
        .then(100, () -> shows("one", "paused 0:01"))
        .type(10, ":25%\r")
        .then(100, () -> shows("one two", "paused 0:02 / 0:10  25%"))
        .type(10, ":2b\r")
        .then(100, () -> shows("on", "paused 0:01"))
        .type(10, "q");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void searchesBothWaysAndShowsWhatIsFound() throws IOException {
    display
        .type(100, "/T\177t[hw]\r")
        .then(100, () -> shows("one two", "paused 0:02"))
        .then(
            0,
            () -> {
              assertTrue(display.shown().style(0, 4).bits() != display.shown().style(0, 0).bits());
              return null;
            })
        .type(10, "n")
        .then(100, () -> shows("three", "paused 0:03"))
        .type(10, "n")
        .then(100, () -> shows("three", "not found: t[hw]"))
        .type(10, "N")
        .then(100, () -> shows("one two", "paused 0:02"))
        .type(10, "q");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void followsASessionUntilItEnds() throws IOException {
    live.set(true);
    display
        .type(100, "f")
        .then(300, () -> shows("three four", "live 0:10"))
        .then(500, () -> fake.output(5, " five"))
        .then(300, () -> shows("three four five", "live 0:15"))
        .then(
            10,
            () -> {
              live.set(false);
              return null;
            })
        .then(500, () -> shows("three four five", "end 0:15"))
        .type(10, "q");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void theWindowMayChangeItsSize() throws IOException {
    fake.resize(0.5, 30, 12).output(0.1, "\033[12;29Hxy");
    display
        .type(10, "G")
        .resize(100, 10, 4)
        .then(
            100,
            () -> {
              assertEquals("        xy", display.text(2));
              assertTrue(display.lastLine().startsWith(" end 0:10"), display.lastLine());
              return null;
            })
        .resize(100, 50, 14)
        .then(100, () -> shows("three four", "end 0:10"))
        .then(
            0,
            () -> {
              assertEquals(" ".repeat(28) + "xy\u2502", display.text(11));
              return null;
            })
        .resize(100, 1, 1)
        .resize(100, 60, 8)
        .then(100, () -> shows("", "30x12 cut"))
        .type(100, "q");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void anInterruptEndsIt() throws IOException {
    display.type(100, "\003");

    assertTrue(play(new Pace(1, Duration.ZERO)));
  }

  @Test
  void aTerminalThatIsGoneEndsIt() throws IOException {
    assertFalse(play(new Pace(1, Duration.ZERO)));
  }

  @Test
  void aDamagedRecordingSaysSo() throws IOException {
    fake.timing("O 1.000000 900");
    display.type(10, "G ").then(500, () -> shows("three four", "needs 900 bytes")).type(10, "q");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void helpShowsTheKeys() throws IOException {
    display
        .type(10, "h")
        .then(100, () -> shows("  space        pause, go on", ""))
        .type(10, "x")
        .then(100, () -> shows("", ""))
        .type(10, "q");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void theBarTakesNoRowWhileARecordingOfTheWindowsSizePlays() throws IOException {
    display
        .resize(0, 20, 5)
        .then(1500, () -> shows("one", "playing 0:01"))
        .then(1000, () -> shows("one two", ""))
        .then(0, () -> bar(false))
        .type(10, "b")
        .then(3000, () -> bar(true))
        .type(10, "b")
        .then(200, () -> bar(false))
        .type(10, " ")
        .then(200, () -> bar(false))
        .type(10, "z")
        .then(200, () -> shows("three", "unknown key"))
        .type(10, "q");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void theBarComesWithAKeyAndWhilePaused() throws IOException {
    display
        .resize(0, 20, 5)
        .then(2500, () -> bar(false))
        .type(10, "+")
        .then(100, () -> bar(true))
        .then(2100, () -> bar(false))
        .type(10, " ")
        .then(3000, () -> bar(true))
        .type(10, "q");

    play(new Pace(1, Duration.ZERO));
  }

  private Void bar(boolean shown) {
    assertEquals(shown, display.lastLine().contains("0:0"), display.lastLine());
    return null;
  }

  @Test
  void theBarSaysTheTimeOnTheWallTheUserAndTheSession() throws IOException {
    String clock =
        fake.session().started().plusSeconds(1).atZone(ZoneOffset.UTC).toLocalTime().toString();
    display
        .resize(0, 100, 8)
        .then(1100, () -> shows("one", clock.substring(0, 5)))
        .then(0, () -> shows("one", fake.session().user() + "  " + fake.session().id()))
        .type(10, "q");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void spaceAtTheEndStartsAgain() throws IOException {
    display
        .type(10, "G")
        .then(300, () -> shows("three four", "end 0:10"))
        .type(10, " ")
        .then(300, () -> shows("", "playing 0:00"))
        .then(1000, () -> shows("one", "playing 0:01"))
        .type(10, "q");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void aSmallerRecordingHasEdges() throws IOException {
    display
        .then(1500, () -> shows("one", "playing"))
        .then(
            0,
            () -> {
              assertEquals("one" + " ".repeat(17) + "\u2502", display.text(0));
              assertEquals(" ".repeat(20) + "\u2502", display.text(4));
              assertEquals("\u2500".repeat(20) + "\u2518", display.text(5));
              assertEquals("", display.text(6));
              return null;
            })
        .type(10, "q");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void helpFitsANarrowWindow() throws IOException {
    assertTrue(PlaybackControl.HELP.stream().allMatch(line -> line.length() <= 36));
    int last = PlaybackControl.HELP.size() - 1;
    display
        .resize(0, 40, last + 2)
        .type(10, "h")
        .then(100, () -> shows("  space        pause, go on", ""))
        .then(0, () -> row(last, "  h            these keys"))
        .type(10, "qq");

    play(new Pace(1, Duration.ZERO));
  }

  @Test
  void helpFitsALowWindow() throws IOException {
    display
        .resize(0, 80, 9)
        .type(10, "h")
        .then(100, () -> row(7, PlaybackControl.HELP.get(15)))
        .type(10, "qq");

    play(new Pace(1, Duration.ZERO));
  }

  private Void row(int row, String end) {
    assertTrue(display.text(row).endsWith(end), display.text(row));
    return null;
  }

  private Void shows(String firstRow, String inLastLine) {
    assertEquals(firstRow, display.text(0).replaceFirst(" *\u2502$", ""));
    assertTrue(display.lastLine().contains(inLastLine), display.lastLine());
    return null;
  }

  private boolean play(Pace pace) throws IOException {
    try (OpenRecording open = OpenRecording.of(fake.recording())) {
      PlaybackControl control = new PlaybackControl(pace, Duration.ofSeconds(2), ZoneOffset.UTC);
      Player player =
          new Player(
              new RecordedScreen(open, FakeRecording.SIZE, display),
              open.extent(),
              new StatusBar(fake.session(), ZoneOffset.UTC, display),
              control,
              display,
              display,
              target -> TargetLookup.resolve(open, fake.session(), Duration.ofSeconds(2), target),
              live::get);
      boolean interrupted = player.run();
      assertTrue(display.written().matches("(?s)" + ScreenPainterTest.ALLOWED));
      return interrupted;
    }
  }
}
