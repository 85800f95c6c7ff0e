package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an auditor sees of a server while users work on it, without being root. */
final class WatchingIT {
  private static final User ALICE = new User("alice", 6501, 6501);
  private static final User BOB = new User("bob", 6502, 6502);
  private static final User AUDITOR = new User("auditor", 6504, 6504);

  @TempDir private Path root;
  private SystemInstallation system;

  @BeforeEach
  void install() throws Exception {
    SystemInstallation.assumePossible();
    system =
        SystemInstallation.in(
            root.toRealPath(), List.of(ALICE, BOB, AUDITOR), List.of(AUDITOR), "tmpfs");
    system.configure("");
    system.startCollector();
  }

  @AfterEach
  void remove() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  void anAuditorFollowsALiveSessionAndThatIsNoted() throws Exception {
    Terminal alice = system.login(ALICE).await("READY> ");
    alice.enter("echo before-$((40+2))").await("before-42");
    Terminal auditor =
        system.login(AUDITOR, "exec " + SystemInstallation.PROGRAM + " tail -f alice");
    auditor.await("before-42");
    alice.enter("echo during-$((40+2))").await("during-42");
    auditor.await("during-42");
    String noted = Files.readString(system.logDir().resolve("audit/audit.log"));
    String last = noted.lines().reduce((first, second) -> second).orElse("");
    assertTrue(
        last.matches("\\d{4}-\\d\\d-\\d\\dT\\S+ .*uid 6504 \\(auditor\\).*: tail -f alice"), last);
    Outcome bob = system.as(BOB, SystemInstallation.PROGRAM + " tail -f alice");
    assertFalse(bob.exitsWith(0), bob::toString);
    assertEquals("", bob.out());
    auditor.type("\u0003");
    auditor.awaitExit();
    alice.enter("exit");
    assertEquals(0, alice.awaitExit());
  }

  @Test
  void aLoginWithoutASessionIsAnEventInTheLogAndInTheStatusUntilItEnds() throws Exception {
    Terminal bob = system.login(BOB, "exec -l /bin/bash --noprofile --norc");
    bob.await("[$] ").enter("tty").await("/dev/pts/\\d+");
    String tty = bob.shown().replaceAll("(?s).*(/dev/pts/\\d+).*", "$1");
    awaitStatus("unrecorded bob on " + tty, true);
    String log = Files.readString(system.collectorLog());
    assertTrue(log.contains("not recorded: bob on " + tty + ", pid "), log);
    bob.enter("exit");
    bob.awaitExit();
    awaitStatus("unrecorded bob on " + tty, false);
  }

  private void awaitStatus(String text, boolean there) {
    awaitValue(
        (there ? "" : "no ") + text,
        () ->
            system.as(AUDITOR, SystemInstallation.PROGRAM + " status").out().contains(text) == there
                ? Optional.of(true)
                : Optional.empty());
  }
}
