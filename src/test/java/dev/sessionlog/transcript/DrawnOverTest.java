package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a shell wrote is found when a page is drawn over it on a screen that has no other. */
class DrawnOverTest {
  private static final int ROWS = 6;

  private long at;

  @Test
  void aCommandDrawnOverAtOnceIsFound() {
    Rendering rendering = new Rendering(30, ROWS);
    rendering.output(0, "$ rm -rf /data\033[H$ whoami\033[K\r\nann\r\n$ ");

    assertEquals(List.of("$ rm -rf /data", "$ whoami", "ann", "$"), texts(rendering));
  }

  @Test
  void theCommandThatDrawsPagesIsFoundOnce() {
    Rendering rendering = new Rendering(30, ROWS);
    rendering.output(0, "$ watch date\r\n");
    for (int page = 1; page <= 20; page++) {
      at += 5;
      rendering.output((double) at, "\033[Hpage " + page + "\033[K\r\ntext\033[K\033[1;1H");
    }
    List<String> texts = texts(rendering);

    assertEquals(1, Collections.frequency(texts, "$ watch date"));
    assertTrue(texts.size() < 8, texts::toString);
  }

  /** As mosh does where it does not scroll: the whole screen is painted for each key. */
  @Test
  void commandsOnAScreenThatIsPaintedAnewAreFound() {
    Rendering rendering = new Rendering(30, ROWS);
    List<String> screen = new ArrayList<>(List.of("$ "));
    for (String command : List.of("ls -l", "rm -rf /data", "whoami", "secret-thing", "date")) {
      for (int i = 1; i <= command.length(); i++) {
        screen.set(screen.size() - 1, "$ " + command.substring(0, i));
        paint(rendering, screen);
      }
      at += 5;
      screen.addAll(List.of("output of " + command, "$ "));
      paint(rendering, screen);
      at += 5;
    }
    List<String> texts = texts(rendering);

    for (String command : List.of("ls -l", "rm -rf /data", "whoami", "secret-thing", "date")) {
      assertTrue(texts.contains("$ " + command), () -> command + " in " + texts);
    }
  }

  @Test
  void outputDrawnOverIsFoundWithTheCommand() {
    Rendering rendering = new Rendering(30, ROWS);
    rendering.output(0, "$ rm -v x\r\nremoved 'x'\r\n$ \033[H\033[Kpage\r\n\033[Ktext\r\n");

    assertEquals(List.of("$ rm -v x", "removed 'x'", "page", "text", "$"), texts(rendering));
  }

  @Test
  void aLongCommandDrawnOverIsOneLine() {
    Rendering rendering = new Rendering(10, ROWS);
    rendering.output(0, "$ echo 1234567890\r\n1234567890\r\n\033[Hpage\033[K\r\nmore\033[K");

    assertEquals(List.of("$ echo 1234567890", "page", "more", "1234567890"), texts(rendering));
  }

  @Test
  void aCommandThatWasGivenIsNotGivenAgain() {
    Rendering rendering = new Rendering(30, ROWS);
    rendering.output(0, "$ whoami\r\nann\r\n$ ");
    rendering.output(5, "\033[H$ whoami\r\nann\r\n$ date\r\nThu\r\n$ ");

    assertEquals(List.of("$ whoami", "ann", "$ date", "Thu", "$"), texts(rendering));
  }

  @Test
  void aCommandThatMovesUpAsItIsDrawnAnewIsFoundOnce() {
    Rendering rendering = new Rendering(30, ROWS);
    rendering.output(0, "\033[2;1Hold\033[4;1H$ make");
    rendering.output(1, "\033[1;1Hold\033[K\r\n\033[K\r\n$ make\033[K\r\nok\033[K\r\n$ ");
    rendering.output(2, "ls");
    rendering.output(3, "\033[H\033[Ktop\r\n\033[Kpage\r\n\033[K\r\n\033[K\r\n\033[K");

    List<String> texts = texts(rendering);
    assertEquals(1, Collections.frequency(texts, "$ make"), texts::toString);
    assertEquals(1, Collections.frequency(texts, "$ ls"), texts::toString);
  }

  /** A line that is drawn within a page and looks like a prompt is no command. */
  @Test
  void commentsInAnEditorAreNotGivenEachTimeItScrolls() {
    Rendering rendering = new Rendering(30, ROWS);
    rendering.output(0, "$ vi x\r\n");
    for (int first = 0; first < 20; first++) {
      StringBuilder page = new StringBuilder();
      for (int row = 0; row < ROWS; row++) {
        page.append("\033[").append(row + 1).append(";1H# comment ").append(first + row);
      }
      rendering.output(1 + first / 10.0, page.append("\033[3;5H").toString());
    }
    List<String> texts = texts(rendering);

    assertEquals(1, Collections.frequency(texts, "$ vi x"), texts::toString);
    assertEquals(1 + ROWS, texts.size(), texts::toString);
  }

  /** As zsh, readline and programs with a progress do: they go up from where they are. */
  @Test
  void whatIsWrittenAnewFromBelowIsNotDrawnOver() {
    Rendering rendering = new Rendering(30, ROWS);
    rendering.output(0, "$ pull\r\na: 1%\r\nb: 1%\r\n");
    rendering.output(1, "\033[2Aa: 99%\r\nb: 99%\r\n$ ");

    assertEquals(List.of("$ pull", "a: 99%", "b: 99%", "$"), texts(rendering));
  }

  private void paint(Rendering rendering, List<String> screen) {
    List<String> shown = screen.subList(Math.max(0, screen.size() - ROWS), screen.size());
    StringBuilder page = new StringBuilder("\033[?25l\033[H");
    for (int row = 0; row < ROWS; row++) {
      page.append(row == 0 ? "" : "\r\n").append(row < shown.size() ? shown.get(row) : "");
      page.append("\033[K");
    }
    String last = shown.get(shown.size() - 1);
    page.append("\033[").append(shown.size()).append(';').append(last.length() + 1);
    rendering.output((double) at, page.append("H\033[?25h").toString());
  }

  private List<String> texts(Rendering rendering) {
    return rendering.end((double) at + 5).take();
  }
}
