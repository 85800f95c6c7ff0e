package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Who is recorded, who is not, and what they are told: real users, in real groups. */
final class PolicyIT {
  private static final User ALICE = new User("alice", 6201, 6201);
  private static final User BOB = new User("bob", 6202, 6202);
  private static final User CAROL = new User("carol", 6203, 6203);
  private static final User ERIN = new User("erin", 6205, 6205);
  private static final User RESCUE = new User("rescue", 6206, 6206);
  private static final User ROOT = new User("root", 0, 0);

  @TempDir private Path root;
  private SystemInstallation system;

  @BeforeEach
  void install() throws Exception {
    SystemInstallation.assumePossible();
    system =
        SystemInstallation.in(
            root.toRealPath(),
            List.of(ALICE, BOB, CAROL, ERIN, RESCUE),
            Map.of("ops", List.of(BOB, CAROL), "wheel", List.of(CAROL)),
            "tmpfs");
  }

  @AfterEach
  void remove() {
    if (system != null) {
      system.close();
    }
  }

  private void configure(long collector, String... lines) throws Exception {
    system.configure(lines);
    long before = reloads();
    Installation.kill(collector, "HUP");
    awaitValue("the reload", () -> reloads() > before ? Optional.of(true) : Optional.empty());
  }

  private long reloads() throws Exception {
    try (var lines = Files.lines(system.collectorLog())) {
      return lines.filter(line -> line.contains("configuration reloaded")).count();
    }
  }

  /** Logs in, and returns what was shown up to the prompt of a shell that works. */
  private String login(User user) throws Exception {
    Terminal terminal = system.login(user).await("READY> ");
    terminal.enter("echo in-$((1+1)); exit 4").await("in-2");
    assertEquals(4, terminal.awaitExit());
    return terminal.shown();
  }

  private void recorded(User user) throws Exception {
    int before = system.recordings(user.name()).size();
    login(user);
    assertEquals(before + 1, system.recordings(user.name()).size(), user::name);
  }

  private void leftAlone(User user) throws Exception {
    int before = system.recordings(user.name()).size();
    String shown = login(user);
    assertEquals(before, system.recordings(user.name()).size(), user::name);
    assertFalse(shown.contains("recorded"), shown);
  }

  @Test
  void everybodyIsRecordedButWhoIsExemptByNameOrByAnyOfTheirGroups() throws Exception {
    system.configure(
        "[login]",
        "notice = 'Hello.\\nYou are recorded.'".replace('\'', '"'),
        "exempt_users = ['rescue']",
        "exempt_groups = ['wheel', 'erin']");
    system.startCollector();
    recorded(ALICE);
    recorded(BOB);
    leftAlone(CAROL);
    leftAlone(ERIN);
    leftAlone(RESCUE);
    String shown = login(BOB);
    assertTrue(shown.contains("Hello.\r\nYou are recorded.\r\n"), shown);
  }

  @Test
  void onlyWhoIsListedIsRecordedAndExemptionsGoFirst() throws Exception {
    system.configure("[login]", "notice = ''", "record_users = ['alice', 'rescue']");
    long collector = system.startCollector();
    recorded(ALICE);
    leftAlone(BOB);
    leftAlone(ROOT);
    configure(
        collector,
        "[login]",
        "notice = ''",
        "record_users = ['alice', 'rescue']",
        "record_groups = ['ops', 'erin']",
        "exempt_users = ['rescue']",
        "exempt_groups = ['wheel']");
    recorded(ALICE);
    recorded(BOB);
    recorded(ERIN);
    leftAlone(CAROL);
    leftAlone(RESCUE);
  }

  /**
   * Logs a user in whom no database knows, in the group of somebody else; returns what is shown.
   */
  private String loginUnknown(int group) throws Exception {
    String inside =
        "eval \"$(%s init-user)\"; echo in-$((1+1)); exit 4".formatted(SystemInstallation.PROGRAM);
    Terminal terminal =
        system.login(
            ROOT,
            "exec setpriv --reuid 61099 --regid %d --clear-groups bash --norc --noprofile -ic '%s'"
                .formatted(group, inside));
    int exit = terminal.awaitExit();
    assertEquals(terminal.shown().contains("in-2") ? 4 : 1, exit, terminal::shown);
    return terminal.shown().replaceFirst("exit\r\n$", ""); // bash's own
  }

  @Test
  void whoIsInNoUserDatabaseIsToldSoAndThePolicyHolds() throws Exception {
    String why =
        "user id 61099 is not in the user database (passwd), so it cannot have a log; ask an"
            + " administrator to add an account\r\n";
    system.configure("[login]");
    long collector = system.startCollector();
    String allowed = loginUnknown(61099);
    assertEquals("sessionlog: this login is not recorded: " + why + "in-2\r\n", allowed);
    configure(
        collector,
        "[login]",
        "on_unavailable = 'deny'",
        "exempt_groups = ['wheel']",
        "record_groups = ['ops', 'erin', 'wheel']");
    assertEquals("in-2\r\n", loginUnknown(61099), "not of those who are recorded");
    assertEquals("sessionlog: login refused: " + why, loginUnknown(ERIN.gid()));
    configure(collector, "[login]", "on_unavailable = 'deny'", "exempt_groups = ['erin']");
    assertEquals("in-2\r\n", loginUnknown(ERIN.gid()), "exempt by the group");
    assertEquals("sessionlog: login refused: " + why, loginUnknown(61099));
    assertTrue(
        system
            .as(ROOT, SystemInstallation.PROGRAM + " status --run-dir /run/sessionlog")
            .out()
            .contains("user id 61099"));
  }

  @Test
  void whoIsNotRecordedAnywayIsNotKeptOutByDeny() throws Exception {
    system.configure(
        "[login]",
        "on_unavailable = 'deny'",
        "record_users = ['alice', 'rescue']",
        "record_groups = ['ops']",
        "exempt_users = ['rescue']",
        "exempt_groups = ['wheel']");
    long collector = system.startCollector();
    Installation.kill(collector, "STOP");
    try {
      List<Terminal> refused = List.of(system.login(ALICE), system.login(BOB));
      Terminal other = system.login(ERIN);
      List<Terminal> exempt = List.of(system.login(CAROL), system.login(RESCUE));
      for (Terminal terminal : refused) {
        terminal.await("login refused: the collector does not answer");
        assertEquals(1, terminal.awaitExit());
      }
      for (Terminal terminal : exempt) {
        terminal.await("not recorded: the collector does not answer").await("READY> ");
      }
      assertFalse(other.await("READY> ").shown().contains("sessionlog"), other.shown());
    } finally {
      Installation.kill(collector, "CONT");
    }
  }
}
