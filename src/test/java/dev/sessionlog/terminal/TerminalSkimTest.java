package dev.sessionlog.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A terminal that skims, beside one that is fed all of it. */
class TerminalSkimTest {
  private static final TerminalListener DEAF = new TerminalListener() {};
  private static final int ROWS = 6;

  /** What a run of scrolling text is made of, and what it is not. */
  private static final String[] TEXT = {
    "word ",
    "a longer text than the row is wide ",
    "\r\n",
    "\r\n",
    "\r\n",
    "\r\n",
    "\r\n",
    "\n",
    "\r",
    "\t",
    "漢字",
    "e\u0301",
    "\u00a0",
    "\033[31m",
    "\033[44;1m",
    "\033[0m",
    "\033[m",
    "\033[0;7m",
    "\033[00;32m",
    "\033[0:1m",
    "\033[K",
    "\033[1K",
    "\033[38;5;0m",
    "\033[;4m"
  };

  private static final String[] OTHER = {
    "\033[2J",
    "\033[H",
    "\033[2;4r",
    "\033[r",
    "\033[?1049h",
    "\033[?1049l",
    "\0337",
    "\0338",
    "\033[5b",
    "\033M",
    "\b",
    "\016",
    "\017",
    "\033(0",
    "\033(B",
    "\u009b31m",
    "\u0085",
    "\033[4h",
    "\033[4l",
    "\033[?7l",
    "\033[?7h",
    "\033[20h",
    "\033[20l",
    "\033]0;title\007",
    "\033[?25l",
    "\033[?6h",
    "\033[?6l",
    "\f",
    "\177",
    "\033P",
    "\033\\",
    "\030",
    "\u0301",
    "\033[2A"
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void showsWhatATerminalShowsThatIsFedAll(int seed) {
    Random random = new Random(seed);
    Terminal fed = new Terminal(20, ROWS, DEAF);
    Terminal skims = new Terminal(20, ROWS, DEAF);
    for (int i = 0; i < 400; i++) {
      byte[] bytes = output(random, random.nextInt(200));
      fed.feed(bytes, 0, bytes.length);
      skims.skim(bytes, 0, bytes.length);
      assertEquals(picture(fed.snapshot()), picture(skims.snapshot()), "seed " + seed + ", " + i);
      if (random.nextInt(30) == 0) {
        int columns = 10 + random.nextInt(20);
        int rows = 2 + random.nextInt(8);
        fed.resize(columns, rows);
        skims.resize(columns, rows);
      }
    }
  }

  /** Mostly text; now and then bytes that are none, and pieces that end anywhere. */
  private static byte[] output(Random random, int pieces) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    for (int i = 0; i < pieces; i++) {
      String[] kind = random.nextInt(60) == 0 ? OTHER : TEXT;
      byte[] piece = kind[random.nextInt(kind.length)].getBytes(StandardCharsets.UTF_8);
      boolean cut = random.nextInt(100) == 0;
      output.write(piece, 0, cut ? random.nextInt(piece.length) : piece.length);
    }
    return output.toByteArray();
  }

  @Test
  void whatIsRepeatedNextIsWhatWasWrittenLast() {
    assertSame("x\r\n".repeat(50), "\r\n".repeat(50), "\033[3b");
    assertSame("x" + "\r\n".repeat(100), "\033[3b");
  }

  @Test
  void aStyleSetLongBeforeIsKept() {
    assertSame("\r\n".repeat(20), "\033[31;44m", "text\r\n".repeat(5000));
    assertSame("\r\n".repeat(20), "\033[0;31m", "text\033[1m\033[K\r\n".repeat(5000));
    assertSame("\r\n".repeat(20), "\033[7m" + "text\033[0m \033[32mgreen\r\n".repeat(5000));
  }

  @Test
  void doesNotDrawWhatScrollsOff() {
    int[] scrolled = {0};
    Terminal skims =
        new Terminal(
            80,
            24,
            new TerminalListener() {
              @Override
              public void scrolledOff(Row row, boolean continued) {
                scrolled[0]++;
              }
            });
    byte[] bytes =
        "plain \033[1mbold\033[0m 漢字\r\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    skims.skim(bytes, 0, bytes.length);
    assertTrue(scrolled[0] < 1000, scrolled[0] + " rows were drawn");
    assertEquals("plain bold 漢字", skims.snapshot().text(22));
  }

  private static void assertSame(String... outputs) {
    Terminal fed = new Terminal(20, ROWS, DEAF);
    Terminal skims = new Terminal(20, ROWS, DEAF);
    for (String output : outputs) {
      byte[] bytes = output.getBytes(StandardCharsets.UTF_8);
      fed.feed(bytes, 0, bytes.length);
      skims.skim(bytes, 0, bytes.length);
    }
    assertEquals(picture(fed.snapshot()), picture(skims.snapshot()));
  }

  private static String picture(Snapshot snapshot) {
    StringBuilder picture = new StringBuilder();
    for (int row = 0; row < snapshot.rows(); row++) {
      picture.append(snapshot.isContinuation(row) ? '+' : ' ');
      for (int column = 0; column < snapshot.columns(); column++) {
        picture.append(snapshot.text(row, column)).append(snapshot.style(row, column).bits());
      }
      picture.append('\n');
    }
    return picture + "@" + snapshot.cursorRow() + "," + snapshot.cursorColumn() + snapshot.title();
  }
}
