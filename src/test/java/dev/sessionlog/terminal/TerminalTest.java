package dev.sessionlog.terminal;

import static dev.sessionlog.terminal.Screens.NOBODY;
import static dev.sessionlog.terminal.Screens.cursor;
import static dev.sessionlog.terminal.Screens.feed;
import static dev.sessionlog.terminal.Screens.show;
import static dev.sessionlog.terminal.Screens.snapshot;
import static dev.sessionlog.terminal.Screens.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  private static final String FULL = "11111\r\n22222\r\n33333\r\n44444\r\n55555";

  /** In each {@code e} stands for ESC, {@code n} for CR LF; terminals of 10 columns and 5 rows. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        // writing and moving
        "abe[Dc, ac",
        "abce[2De[Cd, abd",
        "ae[4Gb, a  b",
        "e[3;4Hx, ||   x",
        "e[3;4fx, ||   x",
        "e[Hx, x",
        "e[99;99Hx, ||||         x",
        "ae[3dx, a|| x",
        "ane[Ax, x",
        "ae[2Ex, a||x",
        "annxe[2Fy, y||x",
        "abe[10`x, ab       x",
        "ae[2ax, a  x",
        "ae[2ex, a|| x",
        "ae[3bb, aaaab",
        "ae[me[3bb, ab",
        "ae[2be[2bb, aaab",
        // erasing
        "abcdee[3De[K, ab",
        "abcdee[3De[1K, \"   de\"",
        "abcdee[2K, \"\"",
        "abcdee[3De[?K, ab",
        "abcdee[4De[2X, a  de",
        "anbnce[2;1He[J, a",
        "anbnce[2;1He[1J, ||c",
        "anbnce[2J, \"\"",
        "ane[3Jb, a|b",
        // inserting and deleting
        "abcdee[4De[2@x, ax bcde",
        "abcdefghije[4De[3@, abcde   fg",
        "abcdee[4De[2P, ade",
        "anbnce[2;1He[L, a||b|c",
        "anbnce[1;1He[2M, c",
        "abce[4he[Dx, abxc",
        // scrolling
        "anbnce[S, b|c",
        "anbnce[2T, ||a|b|c",
        "ane[HeMb, b|a",
        "annnnneDb, ||||b",
        "anbeEc, a|b|c",
        // 132 columns: not changed here, but a new page where a program allowed it
        "ae[?3hb, ab",
        "ae[?40he[2;3re[?3hbncnd, b|c|d",
        "e[?40hae[?40le[?3hb, ab",
        // tabs
        "ae[Ix, a       x",
        "e[3GeHe[Ge[Ix, \"  x\"",
        "e[5GeHe[3ge[Ge[Ix, \"         x\"",
        "e[9Ge[Zx, x",
        // modes
        "e[?7l0123456789xy, 012345678y",
        "0123456789x, 0123456789|x",
        "e7abe8x, xb",
        "e[sabe[ux, xb",
        "anbe8x, x|b",
        "anbe[ux, x|b",
        "e(0qxje(B, ─│┘",
        "abcecd, d",
        "e[2;4re[?6he[Hx, |x",
        "e[2;4re[?6he[9Bx, |||x",
        "e#8e[2;5He[1J, \"|     EEEEE|EEEEEEEEEE|EEEEEEEEEE|EEEEEEEEEE\"",
      })
  void sequenceDoesAsXtermDoes(String sequence, String expected) {
    String bytes = sequence.replace("e[", "\033[").replaceAll("e(?=[78(#cDEHM])", "\033");
    String shown = show(bytes.replace("n", "\r\n"));
    assertEquals(expected.replaceAll(" +(?=\\||$)", ""), shown.replaceAll(" +(?=\\||$)", ""));
  }

  @Test
  void lastColumnHoldsTheCursorUntilTheNextCharacter() {
    assertEquals("1;10", cursor(snapshot(10, 5, "0123456789")));
    assertEquals("x123456789", show("0123456789\rx"));
    assertEquals("012345678x", show("0123456789\bx".replace("\b", "\033[10G")));
    assertEquals("0123456789|x", show("0123456789\r\nx"));
  }

  /** As tmux has it; on xterm the last character is gone, as users of grep --color know. */
  @Test
  void erasingToTheRightAtTheMarginSparesTheLastCharacter() {
    assertEquals("0123456789|x", show("0123456789\033[Kx"));
    assertEquals("0123456789|x", show("0123456789\033[Jx"));
  }

  @Test
  void rowsBrokenByTheMarginAreMarked() {
    Snapshot snapshot = snapshot(10, 5, "0123456789abc\r\nnext");
    assertFalse(snapshot.isContinuation(0));
    assertTrue(snapshot.isContinuation(1));
    assertFalse(snapshot.isContinuation(2));
  }

  @Test
  void regionScrollsAlone() {
    assertEquals("11111|33333|44444||55555", show(FULL + "\033[2;4r\033[4;1H\n"));
    assertEquals("11111||22222|33333|55555", show(FULL + "\033[2;4r\033[2;1H\033M"));
    assertEquals("11111|44444|||55555", show(FULL + "\033[2;4r\033[2S"));
    assertEquals("11111|||22222|55555", show(FULL + "\033[2;4r\033[2T"));
    assertEquals("11111|22222||33333|55555", show(FULL + "\033[2;4r\033[3;1H\033[L"));
    assertEquals("11111|22222|44444||55555", show(FULL + "\033[2;4r\033[3;1H\033[M"));
  }

  @Test
  void cursorBelowTheRegionDoesNotScroll() {
    assertEquals("11111|22222|33333|44444|xxxxx", show(FULL + "\033[1;3r\033[5;1H\nxxxxx"));
  }

  @Test
  void alternateScreenComesAndGoes() {
    for (String mode : new String[] {"47", "1047", "1049"}) {
      Terminal terminal = new Terminal(10, 5, NOBODY);
      feed(terminal, "shell\r\n\033[?" + mode + "h\033[H\033[2Jpage");
      assertTrue(terminal.isAlternateScreen());
      assertEquals("page", text(terminal.snapshot()));
      feed(terminal, "\033[?" + mode + "l");
      assertEquals("shell", text(terminal.snapshot()), mode);
    }
  }

  @Test
  void mode1049SavesTheCursorAndItsLook() {
    Snapshot snapshot = snapshot(10, 5, "ab\033[31m\033[?1049h\033[5;5H\033[0mx\033[?1049lc");
    assertEquals("abc", text(snapshot));
    assertEquals(1, snapshot.style(0, 2).foreground());
  }

  @Test
  void coloursAndAttributesAreKept() {
    Snapshot snapshot =
        snapshot(
            20,
            2,
            "\033[1;31;44ma\033[38;5;200;48;2;1;2;3mb\033[38:2::9:8:7;4:3mc\033[0md\033[95me");
    assertEquals(1, snapshot.style(0, 0).foreground());
    assertEquals(4, snapshot.style(0, 0).background());
    assertTrue(snapshot.style(0, 0).has(Style.Attribute.BOLD));
    assertEquals(200, snapshot.style(0, 1).foreground());
    assertEquals(Style.RGB | 0x010203, snapshot.style(0, 1).background());
    assertEquals(Style.RGB | 0x090807, snapshot.style(0, 2).foreground());
    assertTrue(snapshot.style(0, 2).has(Style.Attribute.UNDERLINED));
    assertEquals(new Style(0), snapshot.style(0, 3));
    assertEquals(13, snapshot.style(0, 4).foreground());
    assertEquals(Style.DEFAULT_COLOR, snapshot.style(1, 0).background());
  }

  @Test
  void erasingLeavesTheBackground() {
    Snapshot snapshot = snapshot(10, 3, "abc\033[44m\033[2G\033[K\033[2;3H\033[J");
    assertEquals(4, snapshot.style(0, 9).background());
    assertEquals(Style.DEFAULT_COLOR, snapshot.style(1, 1).background());
    assertEquals(4, snapshot.style(1, 2).background());
    assertEquals(4, snapshot.style(2, 9).background());
    assertEquals("a", text(snapshot));
  }

  @Test
  void wideCharactersTakeTwoCells() {
    Snapshot snapshot = snapshot(10, 3, "漢a😀");
    assertEquals("漢a😀", snapshot.text(0));
    assertEquals(2, snapshot.width(0, 0));
    assertEquals(0, snapshot.width(0, 1));
    assertEquals(1, snapshot.width(0, 2));
    assertEquals("1;6", cursor(snapshot));
  }

  @Test
  void wideCharacterThatDoesNotFitGoesToTheNextRow() {
    assertEquals("012345678|漢", show("012345678漢"));
    assertEquals("01234567漢|x", show("01234567漢x"));
  }

  @Test
  void halfOfAWideCharacterOverwrittenTakesTheOtherWithIt() {
    assertEquals("x b", show("漢b\033[Gx"));
    assertEquals(" xb", show("漢b\033[2Gx"));
    assertEquals(" b", show("漢b\033[2G\033[P"));
    assertEquals("", show("漢\033[2G\033[K"));
  }

  @Test
  void marksJoinTheCharacterBefore() {
    Snapshot snapshot = snapshot(10, 3, "e\u0301x👩\u200D💻");
    assertEquals("e\u0301", snapshot.text(0, 0));
    assertEquals("x", snapshot.text(0, 1));
    assertEquals("e\u0301x👩\u200D💻", snapshot.text(0));
  }

  @Test
  void marksOfACellAreBounded() {
    Snapshot snapshot = snapshot(10, 3, "e" + "\u0301".repeat(1000) + "x");
    assertEquals(1 + Marks.MAX_OF_CELL, snapshot.text(0, 0).length());
    assertEquals("x", snapshot.text(0, 1));
  }

  @Test
  void markAfterAFullRowJoinsItsLastCharacter() {
    assertEquals("012345678e\u0301", show("012345678e\u0301"));
  }

  @Test
  void snapshotHidesWhatReordersText() {
    assertEquals("ab", snapshot(10, 1, "a\u202Eb").text(0));
  }

  @Test
  void titleIsKeptWithoutControls() {
    assertEquals("me@box: ~", snapshot(10, 3, "\033]0;me@box: ~\007").title());
    assertEquals("ab\uFFFDc", snapshot(10, 3, "\033]2;a\001b\u202Ec\033\\").title());
    assertEquals("", snapshot(10, 3, "\033]4;1;red\007\033]1;icon\007").title());
  }

  @Test
  void strings() {
    assertEquals("ab", show("a\033P1$qm\033\\\033_app\033\\\033^pm\033\\\033Xsos\033\\b"));
    assertEquals("a", show("a\033]0;never ended"));
    assertEquals("ab", show("a\033]0;given up\030b"));
  }

  @Test
  void malformedSequencesShowNothing() {
    assertEquals("ab", show("a\033[1;2?3mb"));
    assertEquals("ab", show("a\033[ !pb"));
    assertEquals("ab", show("a\033[3漢b")); // so xterm 379
    assertEquals("a|b", show("a\033[2\n\rCb".replace("C", "D")));
  }

  @Test
  void eightBitControlsAreNeitherObeyedNorShown() {
    assertEquals("a2J2;1Hx", show("a\u009B2J\u009B2;1Hx"));
    assertEquals("ab", show("a\u0085b"));
    for (int c = 0x80; c < 0xA0; c++) {
      assertEquals("ab", show("a" + (char) c + "b"), Integer.toHexString(c));
      assertEquals("|xb", show("\033[2;" + (char) c + "1Hxb"), Integer.toHexString(c));
    }
    assertEquals("b", show("\033]0;a\u009Cb\033\\b"));
  }

  @Test
  void stringThatIsNeverEndedHidesNoMoreThanItsLine() {
    for (String begun : List.of("\033]0;", "\033]52;c;", "\033_G", "\033^", "\033X")) {
      assertEquals("a|b", show("a" + begun + "x\r\nb"), begun);
      assertEquals("a|b", show("a" + begun + "x\n\rb"), begun);
    }
    assertEquals("", snapshot(10, 3, "\033]0;title\r\n").title());
    assertEquals("ab", show("a\033Pq#1~~\r\n~~\033\\b")); // an image has lines
  }

  @Test
  void stringWithoutLinesIsGivenUpWhenItIsTooLong() {
    String filler = "x".repeat(Parser.LONGEST_STRING);
    for (String begun : List.of("\033]0;", "\033P", "\033_", "\033^", "\033X")) {
      assertEquals("ayz", show("a" + begun + filler.substring(begun.length() - 2) + "\r\033[Kayz"));
    }
    Terminal terminal = new Terminal(10, 2, NOBODY);
    feed(terminal, "\033P" + filler + "shown");
    assertEquals("shown", text(terminal.snapshot()));
  }

  @Test
  void paletteOfTheLinuxConsoleHasNoEnd() {
    assertEquals("ab", show("\033]P0222222a\033]P7ddddddb"));
    assertEquals("ab", show("a\033]Rb"));
    assertEquals("ab", show("a\033]P7dddxx\033\\b"));
  }

  @Test
  void cursorVisibilityIsKept() {
    assertFalse(snapshot(10, 3, "\033[?25l").isCursorVisible());
    assertTrue(snapshot(10, 3, "\033[?25l\033[?25h").isCursorVisible());
  }

  @Test
  void softResetLeavesTheText() {
    Snapshot snapshot = snapshot(10, 5, "abc\033[4h\033[31m\033[2;3r\033[!p\033[1;1Hx");
    assertEquals("xbc", text(snapshot));
    assertEquals(Style.DEFAULT_COLOR, snapshot.style(0, 0).foreground());
  }

  @Test
  void lowerTerminalKeepsTheCursorsRow() {
    Terminal terminal = new Terminal(10, 5, NOBODY);
    feed(terminal, FULL);
    terminal.resize(10, 2);
    assertEquals("44444|55555", text(terminal.snapshot()));
    assertEquals("2;6", cursor(terminal.snapshot()));
  }

  @Test
  void narrowerTerminalKeepsItsTextUntilItIsWrittenAgain() {
    Terminal terminal = new Terminal(10, 3, NOBODY);
    feed(terminal, "0123456789\r\nabcdefghij\r");
    terminal.resize(5, 3);
    assertEquals("01234|abcde", text(terminal.snapshot()));
    feed(terminal, "x");
    terminal.resize(10, 3);
    assertEquals("0123456789|xbcde", text(terminal.snapshot()));
  }

  @Test
  void absurdSizesAreBounded() {
    Terminal terminal = new Terminal(10_000, 10_000, NOBODY);
    assertTrue(terminal.rows() * terminal.columns() <= TerminalLimits.FULL.cells());
    feed(terminal, "\033#8\033[44m\033[2J\033[65535;65535Hx");
    terminal.resize(0, -1);
    assertEquals(1, terminal.rows() * terminal.columns());
    terminal.resize(24_000, 24);
    assertEquals("4096x24", terminal.columns() + "x" + terminal.rows());
    terminal.resize(26, 10_000);
    assertEquals("26x1024", terminal.columns() + "x" + terminal.rows());
    terminal.resize(1000, 262);
    assertEquals("1000x131", terminal.columns() + "x" + terminal.rows());
  }
}
