package dev.sessionlog.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.terminal.Snapshot;
import dev.sessionlog.terminal.Style;
import dev.sessionlog.terminal.Style.Attribute;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalListener;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenPainterTest {
  /** All that a player may ever write: characters, and these sequences. */
  static final String ALLOWED =
      "(?:[^\\x00-\\x1f\\x7f-\\x9f]|\\x1b\\[(?:\\d+;\\d+H|[\\d;]*m|2J|\\?25[hl]|\\?7[hl]|\\?1049[hl]))*";

  private static final int COLUMNS = 24;
  private static final int ROWS = 7;

  private final ScreenPainter painter = new ScreenPainter();
  private final Terminal viewer = terminal();

  private static Terminal terminal() {
    return new Terminal(COLUMNS, ROWS, new TerminalListener() {});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void whateverIsPlayedThePictureArrivesAndNothingElse(int seed) {
    Random random = new Random(seed);
    Terminal played = terminal();
    for (int i = 0; i < 300; i++) {
      feed(played, bytes(soup(random)));
      Frame frame =
          new FrameComposer(COLUMNS, ROWS + 1)
              .compose(played.snapshot(), Optional.empty(), Optional.of(""), false);
      String painted = painter.paint(cut(frame));

      assertTrue(painted.matches("(?s)" + ALLOWED), painted);
      feed(viewer, bytes(painted));
      assertSame(cut(frame), viewer.snapshot());
    }
  }

  /** The frame without the line below the picture. */
  private static Frame cut(Frame frame) {
    Frame cut = new Frame(COLUMNS, ROWS);
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        boolean wide = column + 1 < COLUMNS && frame.text(row, column + 1).isEmpty();
        if (!frame.text(row, column).isEmpty()) {
          cut.put(row, column, frame.text(row, column), wide ? 2 : 1, frame.style(row, column));
        }
      }
    }
    if (frame.hasCursor()) {
      cut.setCursor(frame.cursorRow(), frame.cursorColumn());
    }
    return cut;
  }

  private static void assertSame(Frame expected, Snapshot actual) {
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        assertEquals(expected.text(row, column), actual.text(row, column));
        assertEquals(expected.style(row, column), actual.style(row, column));
      }
    }
    assertEquals(expected.hasCursor(), actual.isCursorVisible());
    if (expected.hasCursor()) {
      assertEquals(expected.cursorRow(), actual.cursorRow());
      assertEquals(expected.cursorColumn(), actual.cursorColumn());
    }
  }

  private static String soup(Random random) {
    String[] pieces = {
      "word",
      " ",
      "\r\n",
      "\033[" + random.nextInt(60) + "m",
      "\033[38;5;" + random.nextInt(256) + "m",
      "\033[48;2;1;2;" + random.nextInt(256) + "m",
      "\033[2J",
      "\033[K",
      "漢字",
      "e\u0301",
      "\033[?25l",
      "\033[?25h",
      "\033[" + (1 + random.nextInt(8)) + ";" + random.nextInt(30) + "H",
      "\033]52;c;AAAA\007",
      "\033]0;title\007",
      "\033[c",
      "\033[6n",
      "\033[?1000h",
      "\033Pq#1\033\\",
      "\u009b5n",
      "\u202e",
      "\u200f",
      "\ufeff",
      "\0",
      "\033[?1049h",
      "\033[?1049l",
      "\007",
      "👩\u200d💻"
    };
    StringBuilder soup = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      soup.append(pieces[random.nextInt(pieces.length)]);
    }
    return soup.toString();
  }

  @Test
  void whatStaysIsNotWrittenAgain() {
    Frame one = new Frame(COLUMNS, ROWS);
    one.put(1, 2, "abc", Frame.PLAIN);
    painter.paint(one);
    Frame two = new Frame(COLUMNS, ROWS);
    two.put(1, 2, "abd", Frame.PLAIN);

    assertEquals("\033[?25l\033[2;5Hd\033[?25l", painter.paint(two));
    assertEquals("", painter.paint(two));
    painter.forget();
    assertTrue(painter.paint(two).startsWith("\033[?25l\033[0m\033[2J"), "drawn whole");
  }

  @Test
  void aFrameLetsNoControlThrough() {
    Frame frame = new Frame(COLUMNS, ROWS);
    frame.put(0, 0, "\033", 1, Frame.PLAIN);
    frame.put(0, 1, "\u009b", 1, Frame.PLAIN);
    frame.put(0, 2, "a\u202e", 1, Frame.PLAIN);

    assertEquals("\uFFFD\uFFFDa", frame.text(0));
  }

  @Test
  void stylesAreAskedForInFull() {
    Style style =
        Frame.PLAIN.toggled(Attribute.BOLD).toggled(Attribute.INVERSE).toggled(Attribute.OVERLINED);

    assertEquals("\033[0;1;7;53m", Sgr.sequence(style));
  }

  private static void feed(Terminal terminal, byte[] bytes) {
    terminal.feed(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
