package dev.sessionlog.login;

import static dev.sessionlog.login.AnswerTest.NOBODY;
import static dev.sessionlog.login.AnswerTest.OTHERWISE;
import static dev.sessionlog.login.AnswerTest.evaluate;
import static dev.sessionlog.login.AnswerTest.inside;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a login whose pipe goes away while {@code script} starts. */
@Tag("machine")
final class SessionPipeTest {
  @TempDir private Path temporary;

  /**
   * A pipe that a process has as its input.
   *
   * @param end the test's own, through which it reads
   */
  private record KeptPipe(SessionPipe pipe, RandomAccessFile end, Process keepAlive)
      implements AutoCloseable {
    static KeptPipe make(Path path) throws Exception {
      assertEquals("", evaluate("/bin/sh", "mkfifo '" + path + "'"));
      // Otherwise opening it waits for a writer.
      RandomAccessFile end = new RandomAccessFile(path.toFile(), "rw");
      Process keepAlive =
          new ProcessBuilder("/bin/sleep", "60").redirectInput(path.toFile()).start();
      return new KeptPipe(new SessionPipe(path, keepAlive.pid()), end, keepAlive);
    }

    @Override
    public void close() throws IOException {
      keepAlive.destroyForcibly();
      end.close();
    }
  }

  private KeptPipe keptPipe() throws Exception {
    return KeptPipe.make(temporary.resolve("a pipe"));
  }

  /** Returns what a login prints whose script comes to run only after a line of sh. */
  private String withLateScript(Supervision supervision, SessionPipe pipe, String before)
      throws Exception {
    Path late = temporary.resolve("late");
    Files.writeString(late, "#!/bin/sh\n" + before + "\nexec /usr/bin/script \"$@\"\n");
    assertTrue(late.toFile().setExecutable(true));
    String answer =
        Answer.record(
                ShellSyntax.POSIX,
                supervision,
                Greeting.of(""),
                LoginShell.ofAccount("/bin/bash"),
                pipe,
                OTHERWISE)
            .code()
            .replace("/usr/bin/script", late.toString());
    return inside("/bin/sh", answer, "echo once");
  }

  /** No script makes a file in the place of a pipe whose name was removed meanwhile. */
  @ParameterizedTest
  @EnumSource(Supervision.class)
  void aPipeWhoseNameIsGoneWhenScriptStartsIsWrittenAllTheSame(Supervision supervision)
      throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not installed");
    try (KeptPipe kept = keptPipe()) {
      SessionPipe pipe = kept.pipe();
      String out = withLateScript(supervision, pipe, "rm '" + pipe.path() + "'");
      assertFalse(Files.exists(pipe.path()), "no file is made in its place");
      assertEquals("once\n", out);
      assertTrue(kept.end().read() > 0, "it was written to the pipe");
    }
  }

  @ParameterizedTest
  @EnumSource(Supervision.class)
  void aPipeThatIsGoneWhenScriptStartsLosesNoLoginAndNoFileIsMade(Supervision supervision)
      throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not installed");
    try (KeptPipe kept = keptPipe()) {
      SessionPipe pipe = kept.pipe();
      String gone =
          "kill -9 "
              + pipe.keepAlive()
              + "; rm '"
              + pipe.path()
              + "'; while [ -e "
              + pipe.keptPath();
      String out = withLateScript(supervision, pipe, gone + " ]; do :; done");
      assertTrue(out.endsWith("sessionlog: recording could not start; trying again\nonce\n"), out);
      assertFalse(Files.exists(pipe.path()), "no file is made in its place");
    }
  }

  /** With a second descriptor nobody would see that the one it writes to is gone. */
  @Test
  void scriptHasThePipeOpenOnce() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not installed");
    try (KeptPipe kept = keptPipe()) {
      SessionPipe pipe = kept.pipe();
      String answer =
          Answer.record(
                  ShellSyntax.POSIX,
                  Supervision.ofThisMachine(),
                  Greeting.of(""),
                  LoginShell.ofAccount("/bin/bash"),
                  pipe,
                  OTHERWISE)
              .code();
      String look =
          "for f in /proc/$PPID/fd/*; do [ ! $f -ef '" + pipe.path() + "' ] || echo open; done";
      assertEquals("open\n", inside("/bin/sh", answer, look));
    }
  }

  /** Opening it would take for ever: the collector and what it leaves were killed that moment. */
  @ParameterizedTest
  @EnumSource(Supervision.class)
  void aPipeThatNobodyReadsHoldsUpNoLogin(Supervision supervision) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script is not installed");
    Path pipe = temporary.resolve("pipe");
    assertEquals("", evaluate("/bin/sh", "mkfifo " + pipe));
    String out = withLateScript(supervision, new SessionPipe(pipe, NOBODY), ":");
    assertTrue(out.contains("sessionlog: recording could not start; trying again\n"), out);
    assertTrue(out.endsWith("once\n"), out);
  }
}
