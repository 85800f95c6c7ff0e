package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("machine")
final class AnswerTest {
  private static final List<String> HOSTILE =
      List.of(
          "plain",
          "it's",
          "'",
          "''",
          "a'b'c",
          "back\\slash",
          "\\'",
          "\\\\'\\",
          "$(id) `id` ${HOME} $HOME",
          "!history *? [a-z] ~ #",
          "\"double\"",
          "semi; colon & pipe | > /dev/null",
          "ünï 日本");

  static final Answer OTHERWISE = Answer.unrecorded(ShellSyntax.POSIX, "/bin/sh cannot be run");

  /** No process has this number. */
  static final long NOBODY = 1L << 40;

  @TempDir private Path temporary;

  static String evaluate(String shell, String code) throws Exception {
    Process process = new ProcessBuilder(shell, "-c", code).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  private static Answer record(ShellSyntax syntax, String notice, String shell, Path pipe) {
    return Answer.record(
        syntax,
        Supervision.ofThisMachine(),
        Greeting.of(notice),
        LoginShell.ofAccount(shell),
        new SessionPipe(pipe, NOBODY),
        OTHERWISE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "dash", "ksh", "zsh", "fish"})
  void quotedTextReachesEveryShellAsItIs(String name) throws Exception {
    Path shell = Path.of("/usr/bin", name);
    assumeTrue(Files.isExecutable(shell), name + " is not installed");
    ShellSyntax syntax = ShellSyntax.of(name);
    for (String text : HOSTILE) {
      assertEquals(
          text + "\n", evaluate(shell.toString(), "printf '%s\\n' " + syntax.quote(text)), name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "dash", "ksh", "zsh", "fish"})
  void aShellThatTalksToNobodyOnlyOpensThePipe(String name) throws Exception {
    Path shell = Path.of("/usr/bin", name);
    assumeTrue(Files.isExecutable(shell), name + " is not installed");
    Path pipe = temporary.resolve("it's a pipe");
    assertEquals("", evaluate("/bin/sh", "mkfifo \"" + pipe + "\""));
    // Comes to its end when somebody has opened the pipe to write, and closed it.
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    Answer answer = record(ShellSyntax.of(name), "Don't panic\nsecond", "/bin/bash", pipe);
    assertEquals("", evaluate(shell.toString(), answer.code()));
    assertTrue(reader.waitFor(30, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "dash", "ksh", "zsh", "fish"})
  void aShellThatTalksToNobodyMakesNoFileWhereThePipeWas(String name) throws Exception {
    Path shell = Path.of("/usr/bin", name);
    assumeTrue(Files.isExecutable(shell), name + " is not installed");
    Path gone = temporary.resolve("gone");
    String answer = record(ShellSyntax.of(name), "", "/bin/sh", gone).code();
    assertEquals("on\n", evaluate(shell.toString(), answer + "; echo on"));
    assertFalse(Files.exists(gone));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "dash", "ksh", "zsh", "fish"})
  void theWarningOfAnUnansweredLoginIsPrintedByEveryShell(String name) throws Exception {
    Path shell = Path.of("/usr/bin", name);
    assumeTrue(Files.isExecutable(shell), name + " is not installed");
    String code = Answer.unrecorded(ShellSyntax.POSIX, "it does not answer").code();
    assertEquals(
        "sessionlog: this login is not recorded: it does not answer\n",
        evaluate(shell.toString(), code));
  }

  @ParameterizedTest
  @EnumSource(Supervision.class)
  void theCommandOfSshSessionRunsInsideAndIsForgottenThere(Supervision supervision)
      throws Exception {
    Path script = Path.of("/usr/bin/script");
    assumeTrue(Files.isExecutable(script), "script is not installed");
    Path pipe = temporary.resolve("pipe");
    assertEquals("", evaluate("/bin/sh", "mkfifo " + pipe));
    Answer answer =
        Answer.record(
            ShellSyntax.POSIX,
            supervision,
            Greeting.of(""),
            LoginShell.ofAccount("/bin/bash"),
            new SessionPipe(pipe, NOBODY),
            OTHERWISE);
    String command = "echo \"it's $BASH ${SESSIONLOG_COMMAND-gone}\"";
    String set = "SESSIONLOG_COMMAND=" + ShellSyntax.POSIX.quote(command);
    String out;
    String recorded;
    try (RandomAccessFile opened = new RandomAccessFile(pipe.toFile(), "rw")) {
      out = evaluate("/bin/sh", set + "; export SESSIONLOG_COMMAND; " + answer.code());
      byte[] taken = new byte[8192];
      recorded = new String(taken, 0, opened.read(taken), StandardCharsets.UTF_8);
    }
    assertEquals("it's /bin/bash gone", out.strip());
    assertTrue(recorded.contains("it's /bin/bash gone"));
  }

  /**
   * Returns what sh code prints in a session that a shell begins with these variables exported;
   * without a session, when {@code answer} is empty.
   */
  static String inside(String shell, String answer, String code) throws Exception {
    boolean fish = shell.endsWith("fish");
    String begin = answer.isEmpty() ? "exec /bin/sh -c \"$SESSIONLOG_COMMAND\"" : answer;
    ProcessBuilder builder =
        new ProcessBuilder(shell, "-c", (fish ? "" : "LD_DEBUG=unexported; ") + begin);
    builder.environment().put("LD_PRELOAD", "libm.so.6");
    builder.environment().put("LD_LIBRARY_PATH", "/a b:/it's");
    builder.environment().put("GCONV_PATH", "");
    builder.environment().put("LD_BIND_NOW", "1 LD_AUDIT=not\nexport LD_WARN=x");
    builder.environment().remove("LD_DEBUG");
    builder.environment().put("SESSIONLOG_COMMAND", code);
    builder.environment().remove("COLUMNS");
    builder.environment().remove("LINES");
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out.replace("\r", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "dash", "ksh", "mksh", "zsh", "busybox", "fish"})
  void noLibraryOfTheUsersGetsIntoScriptAndTheShellInsideHasItsVariables(String name)
      throws Exception {
    Path shell = temporary.resolve(name.equals("busybox") ? "ash" : name);
    assumeTrue(Files.isExecutable(Path.of("/usr/bin", name)), name + " is not installed");
    Files.createSymbolicLink(shell, Path.of("/usr/bin", name));
    Path pipe = temporary.resolve("it's a pipe");
    assertEquals("", evaluate("/bin/sh", "mkfifo \"" + pipe + "\""));
    String answer = record(ShellSyntax.of(name), "", "/bin/sh", pipe).code();
    String variables = "/usr/bin/env | grep -vE '^(SESSIONLOG_COMMAND|SHELL|SHLVL|_)=' | sort";
    try (RandomAccessFile opened = new RandomAccessFile(pipe.toFile(), "rw")) {
      String recorded = inside(shell.toString(), answer, variables);
      assertEquals(inside(shell.toString(), "", variables), recorded);
      assertTrue(recorded.contains("LD_LIBRARY_PATH=/a b:/it's\n"), recorded);
      assertTrue(recorded.contains("libm.so.6"), recorded);
      String script =
          inside(
              shell.toString(),
              answer,
              "tr '\\0' '\\n' </proc/$PPID/environ | grep -E '^(LD|GCONV)_'; cat /proc/$PPID/comm;"
                  + " grep libm.so /proc/$PPID/maps; :");
      assertEquals("script\n", script);
      assertTrue(opened.read() > 0, "it was written to the pipe");
    }
  }

  /** Returns what a shell says that has no program by the name of sh to become, and goes on. */
  private static String withoutSh(String name, String answer, Path temporary) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin", name)), name + " is not installed");
    Path shell = temporary.resolve(name.equals("busybox") ? "ash" : name);
    Files.createSymbolicLink(shell, Path.of("/usr/bin", name));
    ProcessBuilder builder = new ProcessBuilder(shell.toString(), "-c", answer + "; echo on");
    builder.environment().put("SESSIONLOG_COMMAND", "");
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return out;
  }

  /** The tool of the answer is taken away: a namespace in which sh is no program. */
  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "dash", "ksh", "mksh", "zsh", "busybox", "fish"})
  void aLoginShellThatCannotBecomeAnotherProgramGoesOnAndSaysSo(String name) throws Exception {
    String answer = record(ShellSyntax.of(name), "", "/bin/bash", temporary.resolve("p")).code();
    String out = withoutSh(name, answer.replace("/bin/sh -c ", "/nonexistent/sh -c "), temporary);
    assertTrue(out.endsWith("not recorded: /bin/sh cannot be run\non\n"), out);
  }

  /** As when the kernel has no memory, after it had some for the first look. */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "mksh", "busybox"})
  void aLoginShellThatIsRefusedAnotherProgramAtTheLastMomentBeginsAnew(String name)
      throws Exception {
    String answer = record(ShellSyntax.POSIX, "", "/bin/echo", temporary.resolve("p")).code();
    String out =
        withoutSh(name, answer.replace("exec /bin/sh -c ", "exec /nonexistent/sh -c "), temporary);
    assertTrue(out.endsWith("\n-l\n"), out);
  }

  /** A file that is no pipe in its place: what has to be there for script is not. */
  @ParameterizedTest
  @EnumSource(Supervision.class)
  void aShellThatCannotBeRecordedIsRunAllTheSame(Supervision supervision) throws Exception {
    Path pipe = Files.createFile(temporary.resolve("no pipe"));
    String answer =
        Answer.record(
                ShellSyntax.POSIX,
                supervision,
                Greeting.of(""),
                LoginShell.ofAccount("/bin/bash"),
                new SessionPipe(pipe, NOBODY),
                OTHERWISE)
            .code();
    String out =
        inside("/bin/sh", answer, "echo here; env | grep -E '^(SL|SESSIONLOG)_[^CL]'; exit 7");
    assertEquals("sessionlog: recording could not start; trying again\nhere\n", out);
    assertEquals(0, Files.size(pipe));
  }

  /** A shift of more words than there are ends a sh, and the login with it. */
  @Test
  void nobodyIsKeptOutWhereTheProcessesOwnFactsCannotBeRead() throws Exception {
    Path pipe = Files.createFile(temporary.resolve("no pipe"));
    String answer = record(ShellSyntax.POSIX, "", "/bin/bash", pipe).code();
    String out = inside("/bin/sh", answer.replace("/proc/$$/stat", "/nonexistent"), "echo here");
    assertTrue(out.endsWith("sessionlog: recording could not start; trying again\nhere\n"), out);
  }

  /** Where a shell's own exit code is one that script, env and sh have for failures. */
  @ParameterizedTest
  @ValueSource(ints = {1, 125, 126, 127})
  void aShellThatWasRecordedIsNotRunAgain(int code) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not installed");
    Path pipe = temporary.resolve("pipe");
    assertEquals("", evaluate("/bin/sh", "mkfifo " + pipe));
    String answer = record(ShellSyntax.POSIX, "", "/bin/bash", pipe).code();
    try (RandomAccessFile opened = new RandomAccessFile(pipe.toFile(), "rw")) {
      assertEquals("once\n", inside("/bin/sh", answer, "echo once; exit " + code));
      assertTrue(opened.read() > 0, "it was written to the pipe");
    }
  }

  @Test
  void thereIsRoomForANotice() {
    Path pipe = Path.of("/run/user/1000/sessionlog/pipes/20261126T200202-7hg8.fifo");
    for (ShellSyntax syntax : ShellSyntax.values()) {
      String code = record(syntax, "x".repeat(300), "/bin/bash", pipe).code();
      assertTrue(code.contains("x".repeat(300)), syntax + " has none");
    }
  }

  @Test
  void thereIsRoomForAQuestion() {
    Path runDir = Path.of("/run/user/" + "1234567890".repeat(5));
    for (ShellSyntax syntax : ShellSyntax.values()) {
      String code =
          Answer.record(
                  syntax,
                  Supervision.FULL,
                  new Greeting("x".repeat(3000), Optional.of(runDir.resolve("consent"))),
                  LoginShell.ofAccount("/bin/bash"),
                  new SessionPipe(runDir.resolve("pipes/20261126T200202-7hg8.fifo"), NOBODY),
                  OTHERWISE)
              .code();
      assertTrue(code.contains("/bin/sh \"$_ag\" || exit") && !code.contains("xx"), code);
      assertFalse(record(syntax, "", "/bin/bash", Path.of("/p")).code().contains("_ag"));
    }
  }

  @Test
  void aDeniedLoginEnds() throws Exception {
    String code = Answer.denied(ShellSyntax.POSIX, "no").code();
    assertEquals("sessionlog: login refused: no\n", evaluate("/bin/sh", code + "; echo on"));
  }

  @Test
  void aNoticeHasNoControlCharactersAndKeepsItsLines() {
    String code =
        record(ShellSyntax.POSIX, "one\ntwo\u001b]0;x\u0007", "/bin/sh", Path.of("/p")).code();
    assertTrue(code.contains("'one' 'two ]0;x '"), code);
    assertFalse(code.contains("\n"), code);
  }

  @Test
  void aNoticeForWhichThereIsNoRoomIsLeftOut() {
    for (ShellSyntax syntax : ShellSyntax.values()) {
      Path pipe =
          Path.of("/run/user/" + "1234567890".repeat(9) + "/pipes/20261126T200202-7hg8.fifo");
      String some = record(syntax, "x".repeat(200), "/bin/bash", pipe).code();
      assertTrue(some.contains("x".repeat(200)), "there is room for some");
      String most = record(syntax, "x".repeat(4000), "/bin/bash", pipe).code();
      assertFalse(most.contains("xx"), most);
    }
  }

  @Test
  void anAnswerThatDoesNotFitIntoOneWriteIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Answer("x".repeat(4096)));
    assertThrows(IllegalArgumentException.class, () -> new Answer(" "));
  }

  @Test
  void aSecondLineIsRefused() {
    // The launcher reads one line: what it evaluates must never be half of the code.
    assertThrows(IllegalArgumentException.class, () -> new Answer("echo a\necho b"));
  }
}
