package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code play} at a real terminal. */
final class PlayIT {
  /** All that a player may write: characters, and these sequences. */
  private static final String ALLOWED =
      "(?:[^\\x00-\\x1f\\x7f-\\x9f]|\\x1b\\[(?:\\d+;\\d+H|[\\d;]*m|2J|\\?25[hl]|\\?7[hl]|\\?1049[hl]))*+";

  @TempDir private Path root;
  private Installation installation;
  private StoredSession session;

  @BeforeEach
  void install() throws IOException {
    installation = Installation.in(root);
    session = StoredSession.in(installation);
  }

  @AfterEach
  void remove() throws Exception {
    installation.close();
  }

  private void recordAnEvening() throws IOException {
    session
        .output(0.1, "$ ls\r\nalpha beta\r\n$ ")
        .output(1, "\033[H\033[2J$ after clear")
        .output(1, "\r\n\033[?1049h\033[H\033[2Jin vim, line one\r\nneedle\033[24;1H-- INSERT --")
        .output(1, "\033[?1049l$ wq\r\n")
        .output(60, "logout\r\n");
  }

  @Test
  void keysMoveInBothDirectionsAndTheTerminalIsGivenBack() throws Exception {
    assumeTrue(Tmux.isInstalled(), "tmux is not installed");
    recordAnEvening();
    try (Tmux tmux = Tmux.start(installation, root.resolve("tmux"), 100, 30)) {
      tmux.enter("stty -a >before; echo left by the shell");
      tmux.await("the shell", text -> text.contains("\nleft by the shell"));
      tmux.enter(Installation.launcher() + " play alice; echo rc=$?; stty -a >after");
      tmux.awaitRows("$ after clear", "playing 0:03 / 1:03");
      assertEquals("1", tmux.fact("#{alternate_on}"));
      tmux.keys("Space").awaitRows("$ after clear", "paused 0:0");
      tmux.keys(",", ",").awaitRows("$ after clear", "paused 0:01");
      tmux.keys(",").awaitRows("$ ls", "paused 0:00");
      tmux.keys("G").awaitRows("$ after clear", "end 1:03 / 1:03 100%");
      tmux.keys("?").enter("needle");
      tmux.awaitRows("in vim, line one", "paused 0:02");
      tmux.keys("Left").awaitRows("", "paused 0:00");
      tmux.keys(".").awaitRows("$ ls", "paused 0:00");
      tmux.keys(":").enter("2.5");
      tmux.awaitRows("in vim, line one", "paused 0:02");
      assertEquals("23,12", tmux.fact("#{cursor_y},#{cursor_x}"));
      tmux.resize(40, 10);
      tmux.awaitRows("", "paused 0:02");
      tmux.await("the last rows", text -> text.contains("-- INSERT --"));
      tmux.resize(120, 40);
      tmux.awaitRows("in vim, line one", "paused 0:02");
      tmux.keys("q");
      String after = tmux.await("the shell again", text -> text.contains("rc=0"));
      assertTrue(after.contains("left by the shell"), after);
      assertFalse(after.contains("needle"), after);
      tmux.resize(100, 30);
      assertEquals("0", tmux.fact("#{alternate_on}"));
      assertEquals("1", tmux.fact("#{cursor_flag}"));
      assertEquals("1", tmux.fact("#{wrap_flag}"));
      assertSameSettings();
    }
  }

  private void assertSameSettings() throws IOException {
    String sizes = "rows \\d+; columns \\d+;";
    assertEquals(
        Files.readString(installation.home().resolve("before")).replaceFirst(sizes, ""),
        Files.readString(installation.home().resolve("after")).replaceFirst(sizes, ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"C-c", "TERM", "INT", "HUP"})
  void howeverItEndsTheTerminalIsAsBefore(String end) throws Exception {
    assumeTrue(Tmux.isInstalled(), "tmux is not installed");
    recordAnEvening();
    try (Tmux tmux = Tmux.start(installation, root.resolve("tmux"), 100, 30)) {
      tmux.enter("stty -a >before");
      tmux.enter(
          "sh -c 'echo $$ >pid; exec "
              + Installation.launcher()
              + " play alice'; echo rc=$?; stty -a >after; echo done");
      tmux.awaitRows("$ after clear", "playing 0:03");
      if (end.equals("C-c")) {
        tmux.keys("C-c");
      } else {
        Path pid = installation.home().resolve("pid");
        Installation.kill(Long.parseLong(Files.readString(pid).strip()), end);
      }
      String shown = tmux.await("the shell", text -> text.contains("\ndone"));
      String code =
          switch (end) {
            case "TERM" -> "rc=143";
            case "HUP" -> "rc=129";
            default -> "rc=130";
          };
      assertTrue(shown.contains(code), shown);
      assertFalse(shown.contains("sessionlog:"), shown);
      assertEquals("0", tmux.fact("#{alternate_on}"));
      assertEquals("1", tmux.fact("#{cursor_flag}"));
      assertSameSettings();
    }
  }

  @Test
  void nothingOfAHostileRecordingReachesTheTerminal() throws Exception {
    session.output(0.1, "\033]52;c;bWFsd2FyZQ==\007\033]0;title\007\033[c\033[>c\033[6n\033[5n");
    session.output(0.1, "\033[?1000h\033[?1003h\033[?1006h\033[?2004h\033[?1004h\033P$q\"p\033\\");
    session.output(0.1, "\033]8;;http://example.org\007link\033]8;;\007\033[21t\033_Ga=T\033\\");
    session.output(0.1, "\u009b5n\u009d52;c;AAAA\u009c\033(0\016lqk\017\033c\033[3J\033[!p\033#8");
    ByteArrayOutputStream junk = new ByteArrayOutputStream();
    Random random = new Random(11);
    byte[] block = new byte[1 << 20];
    for (int i = 0; i < 10; i++) {
      random.nextBytes(block);
      junk.write(block);
    }
    session.output(0.1, junk.toByteArray());
    session.output(0.1, "\033c\033[m\033[H\033[2Jthe end is reached");
    session.output(2, "\007");
    Terminal terminal =
        installation.run(Installation.launcher().toString(), "play", "--speed", "1", "alice");
    terminal.await("the end is reached");
    terminal.type("h");
    terminal.await("pause,");
    terminal.type(" :0.05\r");
    terminal.await("paused|0%");
    terminal.type("G/end\r");
    terminal.type("q");
    assertEquals(0, terminal.awaitExit());
    terminal.awaitOutputEnd();
    String shown = terminal.shown();
    assertTrue(shown.startsWith("\033[?1049h\033[?25l"), shown.substring(0, 40));
    assertTrue(shown.endsWith("\033[0m\033[?7h\033[?25h\033[?1049l"), shown);
    assertTrue(shown.matches("(?s)" + ALLOWED), () -> "not allowed: " + firstForbidden(shown));
  }

  private static String firstForbidden(String shown) {
    String rest = shown.replaceFirst("(?s)^" + ALLOWED, "");
    return rest.substring(0, Math.min(40, rest.length())).replace("\033", "ESC");
  }

  @Test
  void onePictureIsPrinted() throws Exception {
    recordAnEvening();
    assertEquals(List.of("$ ls", "alpha beta", "$"), picture("--dump-at", "0.5").subList(0, 3));
    assertEquals("in vim, line one", picture("--dump-at", "2.2s").get(0));
    assertEquals("$ after clear", picture("--dump-at", "100%").get(0));
    assertEquals(24, picture("--dump-at", ":1").size());
    installation.sessionlog("play", "alice").exits(2).complains("play needs a terminal");
    installation.sessionlog("play", "--dump-at", "x", "alice").exits(2).complains("not a place");
    installation
        .sessionlog("play", "--dump-at", ":999", "alice")
        .exits(3)
        .complains("session " + StoredSession.ID + " has no place :999");
    installation.sessionlog("play", "bob").exits(3).complains("no session or user 'bob'");
  }

  private List<String> picture(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("play"));
    arguments.addAll(List.of(options));
    arguments.add("alice");
    return installation
        .sessionlog(arguments.toArray(new String[0]))
        .exits(0)
        .isSilentOnError()
        .out()
        .lines()
        .toList();
  }

  @Test
  void aLiveSessionIsFollowed() throws Exception {
    assumeTrue(Tmux.isInstalled(), "tmux is not installed");
    installation.writeProfiles();
    Terminal login = installation.login("/bin/bash").await("READY> ");
    login.enter("echo first-$((1+1))").await("first-2");
    try (Tmux tmux = Tmux.start(installation, root.resolve("tmux"), 120, 40)) {
      tmux.enter(Installation.launcher() + " play --follow " + installation.user());
      tmux.await("what was typed before", text -> text.contains("\nfirst-2"));
      login.enter("echo second-$((1+1))").await("second-2");
      tmux.await(
          "what is typed now", text -> text.contains("\nsecond-2") && text.contains(" live "));
      login.enter("exit");
      login.awaitExit();
      tmux.await("the end", text -> text.contains(" end 0:"));
      tmux.keys("q");
    }
  }

  @Test
  void aPlaceInTheLogIsWhereItPlays() throws Exception {
    recordAnEvening();
    Terminal terminal =
        installation.run(
            Installation.launcher().toString(), "play", StoredSession.ID + ":2", "--speed", "0.1");
    terminal.await("beta");
    terminal.type("q");
    assertEquals(0, terminal.awaitExit());
    assertFalse(
        terminal.shown().getBytes(StandardCharsets.UTF_8).length > 100_000, "too much is drawn");
  }
}
