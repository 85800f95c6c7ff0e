package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins as users do them: real shells, real terminals, the real script(1). */
final class LoginIT extends LoginScene {
  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "ksh", "zsh", "fish"})
  void whatIsTypedAndShownStandsInTheLogOnce(String shell) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/" + shell)), shell + " is not installed");
    Terminal terminal = installation.login("/usr/bin/" + shell).await("READY> ");
    terminal.enter("echo marker-$(expr 40 + 2)").await("marker-42");
    terminal.enter("exit 3");
    assertEquals(3, terminal.awaitExit());
    installation.awaitAllDone();
    List<String> log = installation.logLines();
    assertEquals(
        1, log.stream().filter(line -> line.endsWith(" marker-42")).count(), log::toString);
    // A shell that is typed to before it edits the line itself shows it twice, and so it stands
    // there.
    long typed = log.stream().filter(line -> line.contains("echo marker-$(expr 40 + 2)")).count();
    assertTrue(typed == 1 || (typed == 2 && shell.equals("ksh")), log::toString);
    assertTrue(log.get(log.size() - 1).contains("exit code 3"), log::toString);
    assertEquals(1, installation.recordings().size());
    Path recording = installation.recordings().get(0);
    String typescript = Files.readString(recording.resolve("typescript"));
    assertTrue(typescript.contains("marker-42"), typescript);
    String session = Files.readString(recording.resolve("session.json"));
    assertTrue(session.matches("(?s).*\"shell\" : \"[a-z/]*/" + shell + "(93)?\".*"), session);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void shellsThatAreAskedForMarksTellCommandsAndExitCodes(String shell) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/" + shell)), shell + " is not installed");
    installation.configure("[login]", "marks = true");
    Terminal terminal = installation.login("/usr/bin/" + shell).await("READY> ");
    terminal.enter("cd /usr").await("READY> [^$]*READY> ");
    terminal.enter("sh -c 'echo is-$(expr 40 + 2); exit 7'").await("is-42[^$]*READY> ");
    terminal.enter("exit 3");
    assertEquals(3, terminal.awaitExit());
    installation.awaitAllDone();
    String id = installation.recordings().get(0).getFileName().toString();
    String told = installation.sessionlog("show", "--commands", id).exits(0).out();
    assertTrue(
        told.matches(
            "(?s).*\t0\tfinished\tmarks\t[^\n]*\tcd /usr\n"
                + ".*\t7\tfinished\tmarks\t/usr\tsh -c 'echo is-.*exit 7'\n"
                + ".*\t\tsession-ended\tmarks\t/usr\texit 3\n"),
        told);
  }

  @Test
  void aLoginInsideARecordedSessionIsNotRecordedAgain() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter("bash -l");
    terminal.enter("echo inner-$((1+1))").await("inner-2");
    terminal.enter("exit").await("logout[^>]*READY> $");
    terminal.enter("exit");
    terminal.awaitExit();
    installation.awaitAllDone();
    assertEquals(1, installation.recordings().size());
  }

  @Test
  void anotherTerminalInsideASessionIsASessionOfItsOwnWithAParent() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter("script -q -c 'bash -l' /dev/null");
    terminal.enter("echo nested-$((1+1))").await("nested-2");
    terminal.enter("exit").await("logout[^>]*READY> $");
    terminal.enter("exit");
    terminal.awaitExit();
    installation.awaitAllDone();
    List<Path> recordings = installation.recordings();
    assertEquals(2, recordings.size());
    // Not by what there was at first: an answer that came too late leaves one that is aborted.
    String first = Files.readString(recordings.get(0).resolve("session.json"));
    String second = Files.readString(recordings.get(1).resolve("session.json"));
    boolean secondIsInner = second.contains("\"parent\"");
    String inner = secondIsInner ? second : first;
    Path outer = recordings.get(secondIsInner ? 0 : 1);
    assertTrue(inner.contains("\"parent\" : \"" + outer.getFileName() + "\""), inner);
  }

  @Test
  void theFirstLoginStartsACollectorThatLeavesWhenIdle() throws Exception {
    installation.configure("[collector]", "idle_exit = \"1s\"");
    Terminal terminal = installation.run("/bin/bash", "-l").await("READY> ");
    long collector = installation.awaitCollector();
    terminal.enter("exit");
    terminal.awaitExit();
    awaitValue(
        "the collector to leave",
        () -> ProcessHandle.of(collector).isEmpty() ? Optional.of(true) : Optional.empty());
    awaitValue(
        "the keeper to leave",
        () ->
            Files.exists(installation.runDir().resolve("keeper.pid"))
                ? Optional.empty()
                : Optional.of(true));
  }

  @Test
  void aTerminalThatTheUserMayNotOpenHasItsSizeAllTheSame() throws Exception {
    assumeTrue(installation.user().equals("root"), "only root can give a terminal away");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
    String bash = "setpriv --bounding-set -dac_override,-dac_read_search bash -l";
    Terminal terminal =
        installation.run("/bin/sh", "-c", "chown 65534 $(tty) && chmod 600 $(tty) && exec " + bash);
    terminal.await("READY> ");
    Path recorded = installation.recordings().get(0).resolve("timing");
    awaitValue(
        "the size",
        () ->
            Optional.of(Files.readString(recorded))
                .filter(entries -> entries.contains("SIGWINCH ROWS=30 COLS=100")));
    terminal.resize(120, 40);
    terminal.enter("sleep 0.3; stty size").await("40 120");
    terminal.enter("exit");
    terminal.awaitExit();
    installation.awaitAllDone();
    String timing = Files.readString(recorded);
    assertTrue(timing.indexOf("SIGWINCH") < timing.indexOf("\nO "), timing);
    assertTrue(timing.contains("SIGWINCH ROWS=40 COLS=120"), timing);
  }

  @Test
  void aPidThatIsAnotherProcessesByNowIsNoCollector() throws Exception {
    Files.createDirectory(installation.runDir());
    Process other = new ProcessBuilder("/bin/sleep", "60").start();
    try {
      for (String file : List.of("collector.pid", "keeper.pid")) {
        Files.writeString(installation.runDir().resolve(file), other.pid() + "\n");
      }
      assertTrue(installation.sessionlog("status").exits(1).out().contains("not running"));
      Terminal terminal = installation.login("/bin/bash").await("is recorded by sessionlog");
      terminal.await("READY> ").enter("exit");
      terminal.awaitExit();
    } finally {
      other.destroy();
    }
  }

  @Test
  void withoutATerminalNothingIsChanged() throws Exception {
    byte[] bytes = new byte[1 << 20];
    new Random(7).nextBytes(bytes);
    Outcome outcome =
        Outcome.of(
            List.of("/bin/bash", "-lc", "cat"),
            installation.home(),
            installation.environment(),
            bytes);
    assertArrayEquals(bytes, outcome.exits(0).isSilentOnError().output());
    assertTrue(installation.recordings().isEmpty());
    assertFalse(Files.exists(installation.runDir()));
  }

  @Test
  void aShellThatOnlyRunsACommandDoesJustThat() throws Exception {
    installation.startCollector();
    Terminal terminal = installation.run("/bin/bash", "-lc", "echo only-$((1+1))");
    terminal.await("only-2");
    assertEquals(0, terminal.awaitExit());
    installation.awaitAllDone();
    assertTrue(installation.recordings().isEmpty());
  }

  @Test
  void theShellInsideIsARealLoginShell() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter("shopt -q login_shell && echo login-$((1+1))").await("login-2");
    terminal.enter("echo $SHELL-$((1+1))").await("/bash-2");
    terminal.enter("echo sleeping-$((1+1)); sleep 100").await("sleeping-2");
    terminal.type("\u001a");
    terminal.await("Stopped");
    terminal.enter("echo jobs-$(jobs -l | wc -l); kill %1; fg");
    terminal.await("jobs-1");
    terminal.enter("stty size").await("30 100");
    terminal.resize(120, 40);
    terminal.enter("sleep 0.3; stty size").await("40 120");
    terminal.enter("echo sleeping-$((2+1)); sleep 100").await("sleeping-3");
    terminal.type("\u0003");
    terminal.enter("echo interrupted-$((1+1))").await("interrupted-2");
    // Nobody can tell the size of a terminal that is gone: a busy machine reads late.
    Path timing = installation.recordings().get(0).resolve("timing");
    awaitValue(
        "the size",
        () ->
            Files.readString(timing).contains("SIGWINCH ROWS=40 COLS=120")
                ? Optional.of(true)
                : Optional.empty());
    terminal.enter("exit 5");
    assertEquals(5, terminal.awaitExit());
    installation.awaitAllDone();
  }

  @Test
  void noJavaStartsInTheLoginPathWhileACollectorRuns() throws Exception {
    installation.login("/bin/bash").await("READY> ");
    installation.awaitCollector();
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "strace is not installed");
    Path trace = root.resolve("trace");
    Terminal second =
        installation.run(
            "/usr/bin/strace", "-f", "-e", "trace=execve", "-o", trace.toString(), "bash", "-l");
    second.await("READY> ");
    second.enter("exit");
    second.awaitExit();
    String executed = Files.readString(trace);
    assertTrue(executed.contains("/usr/bin/script"), executed);
    assertFalse(executed.contains("/java"), executed);
  }

  @Test
  void theReferenceInJavaGetsTheSameAnswerAsTheLauncher() throws Exception {
    installation.login("/bin/bash").await("READY> ");
    installation.awaitCollector();
    String fast = answer("init-user");
    String reference = answer("--debug init-user");
    assertEquals(idsTakenOut(fast), idsTakenOut(reference));
    assertTrue(fast.contains("/usr/bin/script -q"), fast);
  }

  /** Runs it on a terminal that no session records. */
  private String answer(String arguments) throws Exception {
    Path out = Files.createTempFile(root, "answer", "");
    Terminal terminal =
        installation.run("/bin/sh", "-c", Installation.launcher() + " " + arguments + " >" + out);
    terminal.awaitExit();
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  private static String idsTakenOut(String answer) {
    // The words by which the shell was called that asks are in the answer, too.
    return answer
        .replaceAll("\\d{8}T\\d{6}-[a-z0-9]{4}", "ID")
        .replaceAll("--debug |(?<=/answer|/proc/)\\d+", "");
  }

  @Test
  void thePipeHasTheConfiguredModeWhateverTheUmask() throws Exception {
    for (String mode : List.of("0620", "a=rwx", "u=rw,g=w,o=r")) {
      installation.configure("[pipe]", "mode = \"" + mode + "\"");
      installation.startCollector();
      Terminal terminal =
          installation.run("/bin/bash", "-c", "umask 077; exec bash -l").await("READY> ");
      String expected =
          switch (mode) {
            case "0620" -> "prw--w----";
            case "a=rwx" -> "prwxrwxrwx";
            default -> "prw--w-r--";
          };
      String listing =
          awaitValue(
              "the pipe",
              () ->
                  Optional.of(
                          Outcome.of(
                                  List.of("/bin/sh", "-c", "ls -l *.fifo"),
                                  installation.runDir().resolve("pipes"),
                                  installation.environment(),
                                  "")
                              .out())
                      .filter(text -> !text.isEmpty()));
      assertTrue(listing.startsWith(expected), listing);
      terminal.enter("exit");
      terminal.awaitExit();
      installation.awaitAllDone();
      long collector = installation.awaitCollector();
      Installation.kill(collector, "TERM");
      awaitValue(
          "the collector's end",
          () -> ProcessHandle.of(collector).isEmpty() ? Optional.of(true) : Optional.empty());
    }
  }

  /** As a pane of tmux that another program made: its end ends nothing at once. */
  @Test
  void aSessionThatIsEndedInATerminalThatStaysIsComplete() throws Exception {
    installation.startCollector();
    Terminal terminal =
        installation.run("/bin/sh", "-c", "bash -l; echo status-$?; read -r any").await("READY> ");
    String id = installation.recordings().get(0).getFileName().toString();
    installation.sessionlog("end", id).exits(0);
    terminal.await("status-137");
    installation.awaitAllDone();
    assertTrue(recorded("session.json").contains("\"state\" : \"complete\""));
    assertTrue(recorded("timing").contains("MARKER ended by uid "), recorded("timing"));
    try (Stream<Path> left = Files.list(installation.runDir().resolve("pipes"))) {
      assertEquals(0, left.count(), "nothing is left beside the pipes");
    }
    terminal.enter("").awaitExit();
  }

  /** Returns a file of the only recording. */
  private String recorded(String name) throws IOException {
    return Files.readString(installation.recordings().get(0).resolve(name));
  }

  @Test
  void aSessionThatIsEndedIsHungUp() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    Path trap = root.resolve("hung-up");
    terminal.enter("trap 'echo hung up >" + trap + "' EXIT; echo set-$((1+1))").await("set-2");
    String id = installation.recordings().get(0).getFileName().toString();
    String told = installation.sessionlog("end", id).exits(0).out();
    assertTrue(told.contains(id) && told.contains(": ended"), told);
    terminal.awaitExit();
    assertTrue(recorded("session.json").contains("\"state\" : \"complete\""));
    assertTrue(recorded("timing").contains("MARKER ended by uid "), recorded("timing"));
    awaitValue("the trap", () -> Optional.of(Files.readString(trap)));
    assertTrue(installation.sessionlog("end", id).exits(0).out().contains("ended already"));
  }
}
