package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is written on an alternate screen that nobody gives back. */
class AlternateTextTest {
  private static final String PROMPT = "alice@web1:~$ ";

  private final Rendering rendering = new Rendering(40, 6);

  @Test
  void shellOnTheAlternateScreenIsFoundWhenItIsQuiet() {
    begin("vim x");
    rendering.output(1, "\033[H\033[2Jtext\r\n~\033[6;1H").output(9, "Killed\r\n" + PROMPT);
    assertEquals(List.of(), rendering.take());
    rendering.output(20, "rm -rf /data\r\n" + PROMPT).quiet(23);

    assertEquals(List.of("Killed", PROMPT + "rm -rf /data"), rendering.take());
    assertEquals(
        List.of(PROMPT.strip(), "[full-screen ended after 30s: vim x]"),
        rendering.end(30).take().subList(0, 2));
  }

  @Test
  void whatScrollsOffIsGivenOnce() {
    begin("tput smcup");
    rendering.output(1, "\033[H\033[2J" + PROMPT + "seq 20\r\n");
    IntStream.rangeClosed(1, 20).forEach(i -> rendering.output(2, i + "\r\n"));
    rendering.output(3, PROMPT).quiet(9).output(10, "exit\r\n").end(11);
    List<String> lines = rendering.take();

    assertEquals(PROMPT + "seq 20", lines.get(0));
    assertEquals("20", lines.get(20));
    assertEquals(PROMPT + "exit", lines.get(21));
    assertEquals(23, lines.size());
  }

  @Test
  void promptInAnotherFolderIsOneToo() {
    begin("vim x");
    rendering.output(1, "\033[HKilled\r\nalice@web1:/etc# rm x\r\nalice@web1:/etc# ").quiet(5);

    assertEquals(List.of("Killed", "alice@web1:/etc# rm x"), rendering.take());
  }

  @Test
  void whatIsClearedOrDrawnOverIsGivenBefore() {
    begin("vim x");
    rendering.output(1, "\033[HKilled\r\n" + PROMPT + "ls\r\nf1\r\n" + PROMPT + "\033[H\033[2J");
    assertEquals(List.of("Killed", PROMPT + "ls", "f1"), rendering.take());
    rendering.output(1, PROMPT + "id\r\n" + PROMPT + "\033[?1049l");

    assertEquals(List.of(PROMPT + "id", "[full-screen ended after 1s: vim x]"), rendering.take());
  }

  @Test
  void longRunWithoutAnyPromptIsAShellsToo() {
    begin("ssh web9");
    rendering.output(1, "\033[Hclosed\r\n");
    IntStream.rangeClosed(1, 50).forEach(i -> rendering.output(2, "line " + i + "\r\n"));

    assertTrue(rendering.take().contains("line 30"));
  }

  @Test
  void wrappedLineStaysWhole() {
    begin("vim x");
    String command = PROMPT + "echo " + "y".repeat(60);
    rendering.output(1, "\033[H" + command + "\r\nb\r\n").quiet(5);
    assertEquals(List.of(command, "b"), rendering.take());
    IntStream.rangeClosed(1, 4).forEach(i -> rendering.output(6, "z".repeat(50) + "\r\n"));

    assertEquals(List.of("z".repeat(50)), rendering.take());
  }

  @Test
  void pagersAndEditorsAreNoShells() {
    begin("less README");
    rendering.output(1, "\033[H\033[2J# a\r\nb\r\nc\r\nd\r\ne\r\n:");
    for (int i = 0; i < 50; i++) {
      rendering.output(4 * i, "\r\033[Kline " + i + "\r\n:");
    }
    rendering.output(300, "\033[H\033[2J# Title\r\n# make\r\n~\r\n\033[1;1H").quiet(400);
    rendering.output(401, "\033[6;1H\033[?1049l").end(402);

    assertEquals(List.of("[full-screen ended after 6m41s: less README]"), rendering.take());
  }

  private void begin(String command) {
    rendering.output(0, PROMPT + command + "\r\n\033[?1049h").take();
  }
}
