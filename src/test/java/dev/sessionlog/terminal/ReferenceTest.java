package dev.sessionlog.terminal;

import static dev.sessionlog.terminal.Screens.NOBODY;
import static dev.sessionlog.terminal.Screens.cursor;
import static dev.sessionlog.terminal.Screens.feed;
import static dev.sessionlog.terminal.Screens.snapshot;
import static dev.sessionlog.terminal.Screens.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What other terminals make of a sequence: the facts that "XTerm Control Sequences" and DEC's
 * manuals state, and that a real xterm 379 showed where they leave something open. In each {@code
 * ^} stands for ESC, a slash for CR LF, {@code !} for LF and {@code <} for BS.
 */
class ReferenceTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '\'',
      value = {
        // left and right margins: DECLRMM, DECSLRM
        "10, 4, ^[?69h^[3;6sABCDEFGHI, ABCDEF|  GHI",
        "10, 4, ^[?69h^[3;6s^[2;3HABCDEFG, |  ABCD|  EFG",
        "10, 4, ^[?69h^[3;6s^[2;8HABCDEFG, |       ABC|  DEFG",
        "10, 3, AAAA/BBBB/CCCC^[?69h^[2;3s^[3;2H!x, ABBA|BCCB|Cx C",
        "10, 3, AAAA/BBBB/CCCC^[?69h^[2;3s^[3;1H!x, AAAA|BBBB|xCCC",
        "10, 3, AAAA/BBBB/CCCC^[?69h^[2;3s^[1;2H^Mx, Ax A|BAAB|CBBC",
        "10, 3, AAAA/BBBB/CCCC^[?69h^[2;3s^[1;2H^[L, A  A|BAAB|CBBC",
        "10, 3, AAAA/BBBB/CCCC^[?69h^[2;3s^[1;2H^[M, ABBA|BCCB|C  C",
        "10, 3, AAAA/BBBB/CCCC^[?69h^[2;3s^[1;1H^[M, AAAA|BBBB|CCCC",
        "10, 3, AAAA/BBBB/CCCC^[?69h^[2;3s^[S, ABBA|BCCB|C  C",
        "10, 3, AAAA/BBBB/CCCC^[?69h^[2;3s^[T, A  A|BAAB|CBBC",
        "10, 3, ABCDEF^[?69h^[2;4s^[1;2H^[P, ACD EF",
        "10, 3, ABCDEF^[?69h^[2;4s^[1;2H^[@, A BCEF",
        "10, 3, ABCDEF^[?69h^[2;4s^[1;5H^[P, ABCDEF",
        "10, 3, ABCDEF^[?69h^[2;4s^[1;1H^[9Cx, ABCxEF",
        "10, 3, ABCDEF^[?69h^[2;4s^[1;4H^[9Dx, AxCDEF",
        "10, 3, ABCDEF^[?69h^[2;4s^[?6h^[1;1Hx, AxCDEF",
        "10, 3, ABCDEF^[?69h^[2;4s^[?69l^[1;5HGHIJKL, ABCDGHIJKL",
        "10, 4, ^[?69h^[4;8s^[1;4H^[Ix, '       x'",
        // columns: SL, SR, DECIC, DECDC, DECBI, DECFI
        "10, 2, abcdef^[2 @, cdef",
        "10, 2, abcdef^[2 A, '  abcdef'",
        "10, 2, abcdef^[3G^[2'}, ab  cdef",
        "10, 2, abcdef^[3G^[2'~, abef",
        "10, 2, abcdef/ghijkl^[1;3H^['~, abdef|ghjkl",
        "10, 2, abc^[1G^6x, xabc",
        "10, 2, abc^[3G^6x, axc",
        "10, 2, abcdefghij^[10G^9x, bcdefghijx",
        "10, 2, abc^[1G^9x, axc",
        // rectangles
        "10, 3, abc/def^[37;1;1;2;2$x, %%c|%%f",
        "10, 3, abc/def^[1;2;2;2$z, a c|d f",
        "10, 3, abc/def^[$z, ''",
        "10, 3, abc/def^[1;1;1;2;1;2;2;1$v, abc|dab",
        "10, 3, abcdef^[1;1;1;5;1;1;2;1$v, aabcde",
        "10, 3, abc/def/ghi^[1;1;2;3;1;2;1;1$v, abc|abc|def",
        "10, 3, ab^[1\"qcd^[0\"qef^[1;1;1;6${, '  cd'",
        "10, 3, ab^[1\"qcd^[0\"qef^[?2K, '  cd'",
        "10, 3, ab^[1\"qcd^[0m^[2\"qef^[?2J, '  cd'",
        "10, 3, ab^[1\"qcd^[0\"qef^[2K, ''",
        "10, 3, abc/def^[2;2;1;1$z, abc|def",
        // character sets G2 and G3, for one character and locked
        "10, 2, ^*0^Nqq^Nq, ─q─",
        "10, 2, ^+0^Oqq^Oq, ─q─",
        "10, 2, ^*0^nqq, ──",
        "10, 2, ^+0^oqq, ──",
        // going back over the left margin (mode 45), as xterm does
        "10, 3, ^[?45hx/^[Dy, x        y",
        "10, 3, ^[?45hx/y<<z, x        z|y",
        "10, 3, x/^[Dy, x|y",
        // others
        "10, 6, ^[1;3r^[7eX, |||||X",
        "10, 3, abcdef^[3jX, abcdefX",
        "10, 3, abcdef/^[1kX, abcdef|X",
        "5, 2, ^[?7labcde\u0301, abcde\u0301",
        "10, 2, ^[?7l^[?7s^[?7h^[?7r^[1;9Hxyz, '        xz'",
      })
  void sequence(int columns, int rows, String sequence, String expected) {
    String bytes =
        sequence.replace('^', '\033').replace("/", "\r\n").replace('!', '\n').replace('<', '\b');
    assertEquals(expected, text(snapshot(columns, rows, bytes)));
  }

  @Test
  void wideningLeavesWhatWasWrittenLast() {
    Terminal terminal = new Terminal(10, 3, NOBODY);
    feed(terminal, "xxxxxxxxxx");
    terminal.resize(14, 3);
    feed(terminal, "y");
    assertEquals("xxxxxxxxxxy", text(terminal.snapshot()));
    terminal.resize(11, 3);
    terminal.resize(11, 2);
    feed(terminal, "z");
    assertEquals("xxxxxxxxxxy|z", text(terminal.snapshot()));
    assertEquals("2;2", cursor(terminal.snapshot()));
  }

  @Test
  void rowsComeBackWhenTheWindowGrows() {
    Terminal terminal = new Terminal(10, 3, NOBODY);
    feed(terminal, "1\r\n2\r\n3\r\n4\r\n5");
    terminal.resize(10, 4);
    assertEquals("2|3|4|5", text(terminal.snapshot()));
    assertEquals("4;2", cursor(terminal.snapshot()));
    terminal.resize(10, 2);
    terminal.resize(10, 7);
    assertEquals("1|2|3|4|5", text(terminal.snapshot()));
    feed(terminal, "\033c");
    terminal.resize(10, 9);
    assertEquals("", text(terminal.snapshot()));
  }

  @Test
  void titlesArePutAsideAndTakenBack() {
    String output = "\033]2;one\007\033[22;0t\033]2;two\007";
    assertEquals("two", snapshot(10, 2, output).title());
    assertEquals("one", snapshot(10, 2, output + "\033[23;0t").title());
    assertEquals("two", snapshot(10, 2, output + "\033[23;1t").title());
  }

  /** Two panes side by side scroll between left and right margins. */
  @Test
  void tmuxWithPanesSideBySide() throws Exception {
    Path folder = Path.of("src/test/resources/screens/tmux-vertical-split");
    Terminal terminal = new Terminal(80, 24, NOBODY);
    byte[] output = Files.readAllBytes(folder.resolve("output"));
    terminal.feed(output, 0, output.length);
    String screen = Files.readString(folder.resolve("screen.txt"), StandardCharsets.UTF_8);

    assertEquals(screen.strip().replace("\n", "|"), text(terminal.snapshot()).strip());
  }
}
