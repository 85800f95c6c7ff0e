package dev.sessionlog.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.replay.Key.Kind;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlaybackControlTest {
  private final PlaybackControl control =
      new PlaybackControl(new Pace(1, Duration.ZERO), Duration.ofSeconds(2), ZoneOffset.UTC);

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of(Key.of('q'), new Command.Quit(false)),
        Arguments.of(Key.of(Kind.INTERRUPT), new Command.Quit(true)),
        Arguments.of(Key.of('.'), new Command.Step()),
        Arguments.of(Key.of(','), new Command.StepBack()),
        Arguments.of(Key.of(Kind.RIGHT), new Command.GoBy(Duration.ofSeconds(5))),
        Arguments.of(Key.of(Kind.LEFT), new Command.GoBy(Duration.ofSeconds(-5))),
        Arguments.of(Key.of(Kind.UP), new Command.GoBy(Duration.ofMinutes(1))),
        Arguments.of(Key.of(Kind.DOWN), new Command.GoBy(Duration.ofMinutes(-1))),
        Arguments.of(Key.of(Kind.PAGE_DOWN), new Command.GoByPart(0.1)),
        Arguments.of(Key.of(Kind.PAGE_UP), new Command.GoByPart(-0.1)),
        Arguments.of(Key.of(Kind.HOME), new Command.GoTo(new Target.Part(0))),
        Arguments.of(Key.of('g'), new Command.GoTo(new Target.Part(0))),
        Arguments.of(Key.of('G'), new Command.GoTo(new Target.Part(1))),
        Arguments.of(Key.of('4'), new Command.GoTo(new Target.Part(0.4))),
        Arguments.of(Key.of('f'), new Command.Follow()),
        Arguments.of(Key.of('z'), new Command.None()),
        Arguments.of(Key.of(Kind.OTHER), new Command.None()));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void keysAskForCommands(Key key, Command command) {
    assertEquals(command, control.press(key));
  }

  @Test
  void spacePausesAndGoesOn() {
    press(" ");
    assertTrue(control.isPaused());
    press(" ");
    assertFalse(control.isPaused());
  }

  @Test
  void speedDoublesHalvesAndReturns() {
    press("++");
    assertEquals(4, control.pace().speed());
    press("---");
    assertEquals(0.5, control.pace().speed());
    press("=");
    assertEquals(1, control.pace().speed());
  }

  @Test
  void pausesAreLimitedOrNot() {
    press("i");
    assertEquals(Duration.ofSeconds(2), control.pace().idleLimit());
    press("i");
    assertEquals(Duration.ZERO, control.pace().idleLimit());
  }

  @Test
  void aPlaceIsTyped() {
    press(":1:3x");
    assertEquals("::1:3x", ":" + control.line());
    assertTrue(control.isTyping());
    control.press(Key.of(Kind.BACKSPACE));
    press("0");
    assertEquals(
        new Command.GoTo(new Target.Time(Duration.ofSeconds(90))),
        control.press(Key.of(Kind.ENTER)));
    assertFalse(control.isTyping());
  }

  @Test
  void whatIsNoPlaceIsSaid() {
    press(":nowhere");
    assertEquals(new Command.None(), control.press(Key.of(Kind.ENTER)));
    assertTrue(control.line().startsWith("'nowhere' is not a place"), control.line());
    press(" ");
    assertEquals("", control.line());
  }

  @Test
  void escapeAndBackspaceLeaveThePrompt() {
    press("/ab");
    control.press(Key.of(Kind.ESCAPE));
    assertFalse(control.isTyping());
    press("/");
    assertEquals("/", control.line());
    control.press(Key.of(Kind.BACKSPACE));
    assertFalse(control.isTyping());
  }

  @Test
  void aSearchGoesOnBothWays() {
    assertSearch("err", false, enter("/err"));
    assertSearch("err", false, control.press(Key.of('n')));
    assertSearch("err", true, control.press(Key.of('N')));
    assertSearch("Err", true, enter("?Err"));
    assertSearch("Err", true, control.press(Key.of('n')));
    assertSearch("Err", false, control.press(Key.of('N')));
    assertSearch("Err", false, enter("/"));
    assertTrue(control.sought().orElseThrow().matcher("Err").find());
    assertFalse(control.sought().orElseThrow().matcher("err").find());
  }

  @Test
  void smallLettersFindCapitalsToo() {
    enter("/err");
    assertTrue(control.sought().orElseThrow().matcher("ERROR").find());
  }

  @Test
  void aWrongExpressionIsSaid() {
    assertEquals(new Command.None(), enter("/("));
    assertTrue(control.line().startsWith("not a regular expression"), control.line());
    assertEquals(new Command.None(), control.press(Key.of('n')));
    assertTrue(control.line().startsWith("no search yet"), control.line());
  }

  @Test
  void helpGoesWithAnyKeyWhichDoesNothingElse() {
    press("h");
    assertTrue(control.showsHelp());
    assertEquals(new Command.None(), control.press(Key.of('q')));
    assertFalse(control.showsHelp());
  }

  @Test
  void keysWhileTypingAreText() {
    press("/q g");
    assertEquals("/q g", control.line());
    assertFalse(control.isPaused());
    assertEquals(new Command.Quit(true), control.press(Key.of(Kind.INTERRUPT)));
  }

  private Command enter(String typed) {
    press(typed);
    return control.press(Key.of(Kind.ENTER));
  }

  private void press(String typed) {
    typed.codePoints().forEach(c -> control.press(Key.of(c)));
  }

  private static void assertSearch(String pattern, boolean backwards, Command command) {
    Command.Search search = assertInstanceOf(Command.Search.class, command);
    assertEquals(pattern, search.pattern().pattern());
    assertEquals(backwards, search.backwards());
  }
}
