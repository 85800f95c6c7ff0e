package dev.sessionlog.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.commands.ShellCommand.Evidence;
import dev.sessionlog.commands.ShellCommand.Outcome;
import dev.sessionlog.session.TerminalSize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What counts as a command, mark by mark and prompt by prompt. */
class CommandFinderTest {
  private static final String A = "\033]133;A\007";
  private static final String B = "\033]133;B\007";
  private static final String C = "\033]133;C\007";

  private final FoundCommands session = new FoundCommands(new TerminalSize(40, 6));

  private static String ended(int exitCode) {
    return "\033]133;D;" + exitCode + "\007";
  }

  private ShellCommand only(boolean ended) {
    List<ShellCommand> all = session.all(ended);
    assertEquals(1, all.size(), all::toString);
    return all.get(0);
  }

  private List<String> texts() {
    return session.all(true).stream().map(ShellCommand::text).toList();
  }

  @Test
  void marksTellTextTimesAndExitCode() {
    session.output(A + "$ " + B).output("make\r\n" + C).output("failed\r\n" + ended(2) + A + "$ ");
    ShellCommand make = only(true);
    assertEquals("make", make.text());
    assertEquals(Duration.ofSeconds(2), make.at());
    assertEquals(Optional.of(Duration.ofSeconds(1)), make.duration());
    assertEquals(OptionalInt.of(2), make.exitCode());
    assertEquals(Outcome.FINISHED, make.outcome());
    assertEquals(Evidence.MARKS, make.evidence());
    assertFalse(make.guessed());
  }

  @Test
  void directoriesAreToldInThreeWays() {
    for (String told :
        List.of(
            "7;file://web1/srv/a%20b%3b", "633;P;Cwd=/srv/a b\\x3b", "1337;CurrentDir=/srv/a b;")) {
      FoundCommands one = new FoundCommands(new TerminalSize(40, 6));
      one.output("\033]" + told + "\033\\" + A + "$ " + B).output("ls\r\n" + C);
      assertEquals(Optional.of("/srv/a b;"), one.all(false).get(0).directory(), told);
    }
  }

  @Test
  void whatTheShellTellsIsTakenWhereItReadsAsTheScreenDoes() {
    session.output(A + "$ " + B).output("echo  a\r\n\033]633;E;echo  a\007" + C);
    session.output("a\r\n" + ended(0) + A + "$ " + B);
    session.output("!!\r\n\033]133;C;cmdline_url=echo%20%20a\007");
    List<ShellCommand> all = session.all(true);
    assertEquals("echo  a", all.get(0).text());
    assertEquals(Optional.empty(), all.get(0).told());
    assertEquals("!!", all.get(1).text(), "what stood on the screen counts");
    assertEquals(Optional.of("echo  a"), all.get(1).told());
  }

  /** A terminal keeps 4096 characters of what a shell tells. */
  @Test
  void whatIsCutSaysSo() {
    String line = "echo " + "1234567890".repeat(500);
    String told = line.substring(0, 4096 - "633;E;".length());
    session.output(A + "$ " + B).output(line + "\r\n\033]633;E;" + line + "\007" + C);
    session.output(ended(0) + A + "$ " + B).output("!!\r\n\033]633;E;" + line + "\007" + C);
    session.output(ended(0) + A + "$ " + B).output("!! \r\n\033]633;E;x" + "\007" + C);
    List<ShellCommand> all = session.all(true);

    assertEquals(line, all.get(0).text(), "the screen had all of it");
    assertFalse(all.get(0).isCut());
    assertEquals("!!", all.get(1).text());
    assertEquals(Optional.of(told), all.get(1).told());
    assertTrue(all.get(1).isCut());
    assertFalse(all.get(2).isCut());
  }

  @Test
  void noHalfOfACharacterIsLeftOfWhatIsCut() {
    String line = "%41%C3%A4%E2%82%AC".repeat(400);
    session.output(A + "$ " + B).output("!!\r\n\033]133;C;cmdline_url=" + line + "\007");

    ShellCommand command = only(true);
    String told = command.told().orElse("");
    assertTrue(command.isCut());
    assertTrue("A\u00e4\u20ac".repeat(400).startsWith(told), told.substring(told.length() - 5));
  }

  @Test
  void aCommandThatIsTooLongIsCutAndSaysSo() {
    String line = "echo " + "1234567890".repeat(900);
    session.output(A + "$ " + B).output(line + "\r\n" + C);

    assertTrue(only(true).isCut());
    assertEquals(8192, only(true).text().length());
  }

  @Test
  void promptsOfFurtherLinesAreNoPartOfTheCommand() {
    session
        .output(A + "$ " + B)
        .output("if a\r\n\033]133;A;k=s\007more? " + B)
        .output("then b\r\n" + C);
    assertEquals("if a\nthen b", only(true).text());
  }

  @Test
  void longCommandsAreReadWhereTheyScrolledOff() {
    session.output("x\r\n\n\n\n\n" + A + "$ " + B);
    String line = "echo " + "1234567890".repeat(30);
    session.output(line + "\r\n" + C);
    assertEquals(line, only(true).text());
  }

  @Test
  void aPromptDrawnAnewIsNoCommand() {
    session.output(A + "$ " + B).output("ls").output("\033[H\033[2J" + A + "$ " + B + "ls");
    session.output(" -l\r\n" + C);
    assertEquals("ls -l", only(true).text());
  }

  @Test
  void whatIsGivenUpDidNotRun() {
    session.output(A + "$ " + B).output("rm -rf /").output("^C\r\n" + ended(130) + A + "$ " + B);
    ShellCommand given = only(true);
    assertEquals("rm -rf /", given.text());
    assertEquals(Outcome.ABORTED, given.outcome());
  }

  @Test
  void withoutAMarkOfItsBeginningACommandIsGuessed() {
    session.output(A + "$ " + B).output("ls\r\n").output("file\r\n" + ended(0) + A + "$ " + B);
    ShellCommand ls = only(true);
    assertEquals("ls", ls.text());
    assertEquals(OptionalInt.of(0), ls.exitCode());
    assertTrue(ls.guessed());
  }

  @Test
  void namedShellsAreToldApart() {
    String outer = "\033]133;A;aid=1\007$ " + B;
    String inner = "\033]133;A;aid=2\007$ " + B;
    session.output(outer).output("./enter\r\n" + C).output(inner).output("id\r\n" + C);
    session.output("\033]133;D;1;aid=2\007" + inner).output("\033]133;D;7;aid=1\007" + outer);
    List<ShellCommand> all = session.all(true);
    assertEquals(List.of("./enter", "id"), all.stream().map(ShellCommand::text).toList());
    assertEquals(List.of(0, 1), all.stream().map(ShellCommand::depth).toList());
    assertEquals(OptionalInt.of(7), all.get(0).exitCode());
    assertEquals(OptionalInt.of(1), all.get(1).exitCode());
  }

  @Test
  void aShellThatWasLeftEndsTheCommandThatStartedIt() {
    session.output(A + "$ " + B).output("bash\r\n" + C).output(A + "$ " + B);
    session.output("exit 4\r\n" + C).output(ended(4) + A + "$ " + B).output("ls\r\n" + C);
    List<ShellCommand> all = session.all(false);
    assertEquals(List.of("bash", "exit 4", "ls"), all.stream().map(ShellCommand::text).toList());
    assertEquals(OptionalInt.of(4), all.get(0).exitCode());
    assertEquals(Outcome.RUNNING, all.get(2).outcome());
    assertEquals(0, all.get(2).depth());
  }

  @Test
  void promptsShowTheDirectory() {
    session.output("alice@web1:~/src$ ").output("ls\r\n").output("a\r\nalice@web1:/$ ");
    session.output("id\r\n");
    List<ShellCommand> all = session.all(true);
    assertEquals(Optional.of("~/src"), all.get(0).directory());
    assertEquals(Optional.of(Duration.ofSeconds(1)), all.get(0).duration());
    assertEquals(Optional.of("/"), all.get(1).directory());
    assertEquals(Evidence.PROMPT, all.get(1).evidence());
  }

  @Test
  void aFileThatShowsASessionIsAGuess() {
    session.output("alice@web1:~$ ").output("cat log\r\n");
    session.output("alice@web1:~$ rm -rf /\r\n").output("alice@web1:~$ ");
    List<ShellCommand> all = session.all(true);
    assertFalse(all.get(0).guessed());
    assertEquals("rm -rf /", all.get(1).text());
    assertTrue(all.get(1).guessed(), "nobody was seen to type it");
  }

  @Test
  void outputIsNoPrompt() {
    session.output("$ ").output("load\r\n").output("50%").output(" done\r\n");
    session.output("Continue? <y> ").output("y\r\n").output("mysql> ").output("show tables;\r\n");
    session.output("$ ").output("ls\r\n");
    assertEquals(List.of("load", "ls"), texts());
  }

  @Test
  void fullScreenProgramsHaveADuration() {
    session.output("$ ").output("vi x\r\n").output("\033[?1049h\033[2Jtext $ ").output("more");
    session.output("\033[?1049l$ ");
    assertEquals(Optional.of(Duration.ofSeconds(3)), only(true).duration());
  }

  @Test
  void nothingShownIsNoCommand() {
    session.output("$ ").output("\r\n$ ").output("\r\n$ ");
    assertEquals(List.of(), texts());
  }

  @Test
  void whatWaitsForOneThatDoesNotEndIsBounded() {
    session.output("alice@web1:~$ ").output("ssh db\r\n");
    for (int i = 0; i < 4 * CommandOrder.MOST; i++) {
      session.output("alice@db:~$ ").output("ls\r\n");
    }
    assertTrue(session.soFar() > 2 * CommandOrder.MOST);
    assertEquals(4 * CommandOrder.MOST + 1, texts().size());
  }

  /** Whatever a program writes, the finder goes on. */
  @Test
  void noInputStopsIt() {
    String[] pieces = {
      A,
      B,
      C,
      ended(1),
      "\033]133;A;k=s\007",
      "\033]633;E;x\\x3",
      "\033]633;G\007",
      "$ ",
      "> ",
      "ls",
      "\r\n",
      "\n",
      "\r",
      "^C",
      "\033[?2004h",
      "\033[?2004l",
      "\033[?1049h",
      "\033[?1049l",
      "\033[H",
      "\033[2J",
      "\033[3M",
      "\033[2L",
      "\033[A",
      "\033c",
      "alice@web1:~$ ",
      "\u4e2d",
      "\033[2;4r",
      "\033]7;file://\007",
      "\033]133;\007",
      "\033]633;P\007",
      "for i in 1",
      "done",
      " ".repeat(45)
    };
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      FoundCommands one = new FoundCommands(new TerminalSize(1 + random.nextInt(40), 5));
      for (int i = 0; i < 200; i++) {
        one.output(pieces[random.nextInt(pieces.length)]);
        if (random.nextInt(20) == 0) {
          one.resize(new TerminalSize(1 + random.nextInt(60), 1 + random.nextInt(9)));
        }
      }
      one.all(random.nextBoolean());
    }
  }
}
