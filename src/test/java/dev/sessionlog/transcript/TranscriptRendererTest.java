package dev.sessionlog.transcript;

import static dev.sessionlog.transcript.Rendering.linesOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sessionlog.session.TerminalSize;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TranscriptRendererTest {
  private static final String CLEAR = "\033[H\033[2J\033[3J";

  @Test
  void linesComeInOrderAtTheEnd() {
    assertEquals(List.of("one", "two", "$"), linesOf("one\r\ntwo\r\n$ "));
  }

  @Test
  void linesScrolledOffComeAtOnce() {
    Rendering rendering = new Rendering(20, 3).output(0, "a\r\nb\r\nc\r\nd\r\ne");

    assertEquals(List.of("a", "b"), rendering.take());
    assertEquals(List.of("c", "d", "e"), rendering.end(1).take());
  }

  @Test
  void quietGivesWhatIsAboveTheCursor() {
    Rendering rendering = new Rendering(80, 24).output(1, "$ ls\r\nfile\r\n$ half");

    assertEquals(List.of(), rendering.quiet(2.9).take());
    assertEquals(List.of("$ ls", "file"), rendering.quiet(3).take());
    assertEquals(List.of(), rendering.quiet(9).take());
    assertEquals(List.of("$ half-done"), rendering.output(10, "-done\r\n").quiet(12).take());
    assertEquals(List.of(), rendering.end(13).take());
  }

  @Test
  void lineCarriesTheTimeOfItsLastChange() {
    Rendering rendering =
        new Rendering(80, 24).output(1, "$ l").output(2, "s").output(3, "\r\n").end(9);

    assertEquals(Duration.ofSeconds(2), rendering.lines.get(0).at());
    assertEquals("$ ls", rendering.lines.get(0).text());
  }

  @Test
  void correctedCommandAppearsAsItWasSent() {
    assertEquals(
        List.of("$ git commit -m 'x'"),
        linesOf("$ git comit\b\033[Kit\b\b\b\033[K\b\033[Kmmit -n\b\033[Km 'x'\r\n"));
  }

  @Test
  void progressBarAppearsAsItWasLast() {
    assertEquals(List.of("100% done", "$"), linesOf(" 10%\r 50%\r\033[K 90%\r100% done\r\n$ "));
  }

  @Test
  void progressOfSeveralLinesAppearsAsItWasLast() {
    String frames = "a: 1%\r\nb: 2%\r\n";
    for (String state : List.of("50%", "done")) {
      frames += "\033[2A\033[2Ka: " + state + "\r\n\033[2Kb: " + state + "\r\n";
    }
    assertEquals(List.of("a: done", "b: done", "end"), linesOf(frames + "end\r\n"));
  }

  @Test
  void rewrittenLineIsGivenAgainOnlyWhenItsTextChanged() {
    Rendering rendering = new Rendering(80, 24).output(0, "a: 1%\r\nb: 1%\r\n").quiet(2);
    rendering.output(3, "\033[2A\033[2Ka: 2%\r\n\033[2Kb: 1%\r\n").quiet(5).end(6);

    assertEquals(List.of("a: 1%", "b: 1%", "a: 2%"), rendering.take());
  }

  @Test
  void clearGivesWhatStoodOnTheScreenAndNoBlankLines() {
    Rendering rendering = new Rendering(80, 24).output(0, "$ ls\r\nfile\r\n$ clear\r\n" + CLEAR);

    assertEquals(List.of("$ ls", "file", "$ clear"), rendering.take());
    assertEquals(List.of("$ ls"), rendering.output(1, "$ ls\r\n").end(2).take());
  }

  @Test
  void clearByHomeAndEraseBelowIsAClearToo() {
    assertEquals(
        List.of("$ clear"), new Rendering(80, 24).output(0, "$ clear\r\n\033[H\033[J").take());
  }

  @Test
  void resetGivesWhatStoodOnTheScreen() {
    assertEquals(List.of("$ reset"), new Rendering(80, 24).output(0, "$ reset\r\n\033c").take());
  }

  @Test
  void controlLDoesNotGiveTheHalfTypedCommand() {
    Rendering rendering = new Rendering(80, 24).output(0, "old\r\n$ half");
    rendering.output(1, CLEAR + "$ half").output(2, " done\b\b\b\bbaked\r\n").end(3);

    assertEquals(List.of("old", "$ half baked"), rendering.take());
  }

  @Test
  void controlLGivesThePromptOfSeveralLinesOnce() {
    Rendering rendering = new Rendering(80, 24).output(0, "~/src\r\n% half");
    rendering.output(1, "\033[H\033[2J\033[0m\033[J~/src\r\n% half").output(2, "-done\r\n").end(3);

    assertEquals(List.of("~/src", "% half-done"), rendering.take());
  }

  @Test
  void unfinishedLineIsGivenWhenAClearTakesIt() {
    Rendering rendering = new Rendering(80, 24).output(0, "loading" + CLEAR + "menu\r\n").end(1);

    assertEquals(List.of("loading", "menu"), rendering.take());
  }

  @Test
  void lineEditorsMayEraseBelowWithoutATrace() {
    assertEquals(
        List.of("% cd src"), linesOf("% cd \r\nsrc  test\033[A\r\033[J% cd s\r\033[J% cd src\r\n"));
  }

  @Test
  void rowsBrokenByTheMarginAreOneLine() {
    String text = "0123456789abcdefghijklmnop";
    assertEquals(List.of(text, "x"), new Rendering(10, 5).output(0, text + "\r\nx").end(1).take());
    assertEquals(List.of(text, "x"), new Rendering(10, 2).output(0, text + "\r\nx").end(1).take());
    assertEquals(List.of(text, "x"), new Rendering(10, 1).output(0, text + "\r\nx").end(1).take());
  }

  @Test
  void lineAsWideAsTheScreenIsNotJoinedWithTheNext() {
    assertEquals(
        List.of("0123456789", "next"),
        new Rendering(10, 5).output(0, "0123456789\r\nnext").end(1).take());
  }

  @Test
  void spacesInsideABrokenLineStay() {
    assertEquals(
        List.of("12345678   abc"), new Rendering(10, 3).output(0, "12345678   abc").end(1).take());
  }

  @Test
  void overlongLineComesInPieces() {
    String text = "x".repeat(3 * LineEmitter.MAX_JOINED);
    List<String> lines = linesOf(text);

    assertEquals(text, String.join("", lines));
    assertEquals(3, lines.size());
  }

  @Test
  void erasedRowGoesOnWithTheTextAboveWhileItIsBlank() {
    String zsh = "% echo 1234 \r\033[K567";
    assertEquals(List.of("% echo 1234567"), new Rendering(11, 4).output(0, zsh).end(1).take());
    String promptSp = "% cat x\r\nno end%" + " ".repeat(10) + "\r \r\r\033[J% ";
    assertEquals(
        List.of("% cat x", "no end%", "%"), new Rendering(11, 4).output(0, promptSp).end(1).take());
    String fish = "no end~" + " ".repeat(10) + "\r~ \r\033[K> ";
    assertEquals(List.of("no end~", ">"), new Rendering(11, 4).output(0, fish).end(1).take());
  }

  @Test
  void blankAtTheMarginStaysWhenTheRestIsErased() {
    String grep = "012345678 \033[K\033[31m\033[Kmatch\033[m\033[K";
    assertEquals(List.of("012345678 match"), new Rendering(10, 4).output(0, grep).end(1).take());
    String wide = "012345678 \033[K\u6F22";
    assertEquals(List.of("012345678\u6F22"), new Rendering(10, 4).output(0, wide).end(1).take());
  }

  @Test
  void rowsOfAPageBelowTheCursorAreNotLost() {
    String page = "\033[H\033[Ja\r\nb\r\nc\r\nd\033[2;1Hx\033[3;1H\033[J";
    assertEquals(List.of("a", "x", "c", "d"), linesOf(page));
  }

  @Test
  void rowsErasedBelowLeaveNoBlankLines() {
    assertEquals(List.of("$ a", "$ b"), linesOf("$ a\r\n\r\n\r\n\r\n\033[3A\033[J$ b"));
    assertEquals(List.of("$ a", "", "$ b"), linesOf("$ a\r\n\r\n$ b\r\n\r\n\r\n"));
  }

  @Test
  void blankLinesBetweenTextStay() {
    assertEquals(List.of("a", "", "", "b"), linesOf("a\r\n\r\n\r\nb"));
    assertEquals(
        List.of("a", "", "", "b"), new Rendering(10, 2).output(0, "a\r\n\r\n\r\nb").end(1).take());
  }

  @Test
  void blankRowsUnderAnAddressedCursorCountBetweenTextAlone() {
    assertEquals(List.of("a", "", "", "b"), linesOf("\033[5;1Ha\033[8;1Hb\033[12;1H"));
  }

  @Test
  void alternateScreenLeavesTwoLines() {
    Rendering rendering = new Rendering(80, 24).output(1, "me@host:~$ vim notes.txt\r\n");
    rendering.output(2, "\033[?1049h\033[Hdear diary").output(14.5, "\033[?1049l$ ").end(15);

    assertEquals(
        List.of(
            "me@host:~$ vim notes.txt",
            "[full-screen: vim notes.txt]",
            "[full-screen ended after 12s: vim notes.txt]",
            "$"),
        rendering.take());
  }

  @Test
  void titleThatCameWithTheCommandNamesTheProgram() {
    Rendering rendering = new Rendering(80, 24).output(1, "\033]0;~\007❯ v\r\n\033]0;vim x\007");
    rendering.output(2, "\033[?1049h").end(3);

    assertEquals(
        List.of("❯ v", "[full-screen: vim x]", "[full-screen ended after 1s: vim x]"),
        rendering.take());
  }

  @Test
  void programThatRedrawsThePrimaryScreenDoesNotFillTheTranscript() {
    Rendering rendering = new Rendering(40, 6).output(0, "$ top\r\n\033[H\033[J");
    for (int i = 0; i < 10; i++) {
      rendering.output(3 * i, "\033[Hup " + i + "\033[K\r\n\033[K\r\n  PID\r\n " + i + "\033[2;1H");
      rendering.quiet(3 * i + 2.5);
    }
    assertEquals(List.of("$ top", "up 0"), rendering.take());
    rendering.output(40, "\033[6;1H\r\n$ ").quiet(43);
    assertEquals(List.of("up 9", "", "  PID", " 9", ""), rendering.take());
  }

  @Test
  void reverseScrollingGivesWhatItPushesOut() {
    Rendering rendering = new Rendering(20, 3).output(0, "a\r\nb\r\nc\033[H\033M");
    assertEquals(List.of("a", "b"), rendering.take());
  }

  @Test
  void narrowingKeepsTheText() {
    Rendering rendering = new Rendering(20, 4).output(0, "0123456789\r\n$ ");
    rendering.renderer.resize(Duration.ofSeconds(1), new TerminalSize(5, 2));
    rendering.output(2, "\r\033[K$ ls\r\n").end(3);

    assertEquals(List.of("0123456789", "$ ls"), rendering.take());
  }

  @Test
  void controlsNeverPass() {
    List<String> lines =
        linesOf("a\u202Eb\u2066c\u2028d\u0085e\007\033]0;\033\\f\177\u009B1mg\u0001\u061Ch\ti\r\n");

    assertEquals(List.of("a\uFFFDb\uFFFDc\uFFFDdef1mg\uFFFDh     i"), lines);
  }

  @Test
  void malformedUtf8IsReplaced() {
    Rendering rendering = new Rendering(80, 24);
    byte[] latin1 = {'n', 'a', (byte) 0xEF, 'v', 'e', '\r', '\n', (byte) 0xE2, (byte) 0x82};
    rendering.renderer.output(Duration.ZERO, latin1, 0, latin1.length);
    byte[] rest = {(byte) 0xAC, '!'};
    rendering.renderer.output(Duration.ZERO, rest, 0, rest.length);

    assertEquals(List.of("na\uFFFDve", "€!"), rendering.end(1).take());
  }

  @Test
  void manyLinesAllArrive() {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 10_000).forEach(i -> text.append(i).append("\r\n"));

    assertEquals(
        IntStream.range(0, 10_000).mapToObj(Integer::toString).toList(), linesOf(text.toString()));
  }

  @Test
  void quietOfNothingIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new TranscriptRenderer(TerminalSize.DEFAULT, Duration.ZERO, (at, text) -> {}));
  }

  @Test
  void questionAtTheEndOfEachPageIsGivenForEach() {
    String next = "\033[2J\033[1;1H";

    assertEquals(
        List.of("one", "Go on?", "two", "Go on?", "three"),
        linesOf(next + "one\r\nGo on?" + next + "two\r\nGo on?" + next + "three\r\n"));
  }

  @Test
  void promptOfTwoLinesIsDrawnAgainThoughItsClockGoesOn() {
    assertEquals(
        List.of("12:03:09 ~", "12:03:11 ~", "$ ls", "file"),
        linesOf("12:03:09 ~\r\n$ ls\033[H\033[2J12:03:11 ~\r\n$ ls\r\nfile\r\n"));
  }

  /** Quiet that nobody noticed in time counts once, before the change of size that ends it. */
  @Test
  void aChangeOfSizeAfterQuietGivesTheSameLines() {
    assertEquals(resizedAfterQuiet(true), resizedAfterQuiet(false));
  }

  private static List<Rendering.Line> resizedAfterQuiet(boolean noticed) {
    Rendering rendering = new Rendering(25, 15);
    rendering.output(1, "x\033M\033[2E\033[1J").output(1.1, "\033[5d7\033[S");
    if (noticed) {
      rendering.quiet(3.5);
    }
    rendering.renderer.resize(Duration.ofSeconds(4), new TerminalSize(90, 17));
    rendering.output(8, "\033[AJ").end(9);
    return rendering.lines;
  }
}
