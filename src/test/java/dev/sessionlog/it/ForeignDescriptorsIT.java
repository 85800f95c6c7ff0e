package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logins of a user who has open, above the login shell, what hides it or is hard to look at. */
final class ForeignDescriptorsIT {
  private static final User ALICE = new User("alice", 6001, 6001);
  private static final User BOB = new User("bob", 6002, 6002);

  /** A path of almost 4096 bytes, open as often as one may: some 80 MB of names. */
  private static final String MANY_LONG_NAMES =
      """
      ulimit -n $(ulimit -Hn | sed s/unlimited/21000/)
      exec perl -e '$^F = 1 << 30;
        chdir "/home/u6002";
        for (1..15) { mkdir "d" x 250; chdir "d" x 250; }
        for (1..20000) { open($f[$_], ">>", "f" x 250) or last }
        close($_) for grep { defined } splice(@f, -100);
        chdir "/home/u6002";
        system "/bin/bash", "-l"'""";

  /** Runs script(1) with a file of his own open that is called as another's pipe. */
  private static final String PRETENDER =
      """
      until [ -s ~/name ]; do sleep 0.05; done
      read -r name <~/name
      exec unshare -Urm --propagation private sh -c '
        mount -t tmpfs tmpfs /run && mkdir -p "${1%/*}" && mkfifo "$1" && exec 9<>"$1" &&
        echo ready-$((40+2)) && exec /usr/bin/script -q -f -c "sleep 600" /dev/null' sh "$name"
      """;

  @TempDir private Path root;
  private SystemInstallation system;

  @BeforeEach
  void install() throws Exception {
    SystemInstallation.assumePossible();
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "perl is not installed");
    system = SystemInstallation.in(root.toRealPath(), List.of(ALICE, BOB), List.of(), "tmpfs");
    system.configure("");
    system.startCollector();
  }

  @AfterEach
  void remove() throws Exception {
    if (system != null) {
      system.close();
    }
  }

  /** O_PATH names a file that its user may not open. */
  @Test
  void whoNamesThePipeOfAnotherIsNotInsideThatSession() throws Exception {
    Terminal alice = system.login(ALICE).await("READY> ");
    Path hers = system.recordings("alice").get(0);
    String pipe = "/run/sessionlog/pipes/" + hers.getFileName() + ".fifo";
    Terminal bob =
        system.login(
            BOB,
            ("cp /usr/bin/perl script; exec ./script -e '$^F = 9;"
                    + " sysopen(my $f, \"%s\", 010000000) or die $!; system \"/bin/bash\", \"-l\"'")
                .formatted(pipe));
    bob.await("READY> ").enter("echo his-$((40+2))").await("his-42");
    assertEquals(1, system.recordings("bob").size(), bob::shown);
    alice.enter("exit");
    alice.awaitExit();
    assertFalse(Files.readString(hers.resolve("session.json")).contains("user changed"));
    assertFalse(Files.readString(hers.resolve("timing")).contains("user changed"));
  }

  @Test
  void thousandsOfOpenFilesWithLongNamesHurtNobody() throws Exception {
    List<Terminal> hostile =
        List.of(
            system.login(BOB, MANY_LONG_NAMES),
            system.login(BOB, MANY_LONG_NAMES),
            system.login(BOB, MANY_LONG_NAMES),
            system.login(BOB, MANY_LONG_NAMES));
    for (Terminal terminal : hostile) {
      terminal.await("READY> ");
    }
    Terminal honest = system.login(ALICE).await("is recorded").await("READY> ");
    honest.enter("echo hers-$((40+2))").await("hers-42");
    assertEquals(4, system.recordings("bob").size(), hostile.get(0)::shown);
    assertFalse(Files.readString(system.collectorLog()).contains("OutOfMemory"));
  }

  /** As {@code su USER -c "bash -l"} makes it: the terminal is there, but nobody controls it. */
  @Test
  void aLoginWithoutAControllingTerminalIsRecordedWithItsTerminal() throws Exception {
    Terminal bob = system.login(BOB, "exec /usr/bin/setsid -w /bin/bash -l");
    bob.await("is recorded").await("READY> ").enter("echo his-$((40+2))").await("his-42");
    List<Path> recordings = system.recordings("bob");
    assertEquals(1, recordings.size(), bob::shown);
    String session = Files.readString(recordings.get(0).resolve("session.json"));
    assertEquals(true, session.contains("\"tty\" : \"/dev/pts/"), session);
  }

  /** His pid is lower, so he would be found first by a collector that knows no writer yet. */
  @Test
  void whoHasAFileOfThatNameOpenIsNotTheWriterForTheNextCollector() throws Exception {
    Terminal bob = system.login(BOB, PRETENDER);
    Terminal alice = system.login(ALICE).await("READY> ");
    String id = system.recordings("alice").get(0).getFileName().toString();
    Path name = system.path(BOB.home() + "/name");
    Files.writeString(name, "/run/sessionlog/pipes/" + id + ".fifo\n");
    bob.await("ready-42");
    awaitValue(
        "his script",
        () ->
            ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains("sleep 600 /dev/null"))
                .findAny());
    long first = system.collectorPid().orElseThrow();
    ProcessHandle.of(first).orElseThrow().destroy();
    awaitValue(
        "its end", () -> ProcessHandle.of(first).isEmpty() ? Optional.of(true) : Optional.empty());
    system.startCollector();
    alice.enter("bash -l").await("READY> [^$]*READY> ");
    alice.enter("echo hers-$((40+2))").await("hers-42");
    assertEquals(1, system.recordings("alice").size(), alice::shown);
    Outcome end =
        Outcome.of(
            List.of(
                "nsenter",
                "-t",
                Long.toString(system.collectorPid().orElseThrow()),
                "-m",
                SystemInstallation.PROGRAM,
                "end",
                id),
            Path.of("/"),
            Map.of("JAVA_HOME", System.getProperty("sessionlog.java.home"), "PATH", "/usr/bin"),
            "");
    assertTrue(end.exitsWith(0), end::toString);
    bob.enter("").await("\n");
    assertTrue(bob.isAlive(), bob::shown);
  }
}
