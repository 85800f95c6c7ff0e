package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sessionlog.it.SystemInstallation.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a login sees when the collector of the machine cannot record it, under both policies: who is
 * ordinary, who is exempt, and root. What was seen, and after how long the prompt or the end came,
 * is written to {@code target/unavailable-POLICY.md}; docs/server.md shows it.
 */
final class UnavailableIT {
  private static final User BOB = new User("bob", 6402, 6402);
  private static final User RESCUE = new User("rescue", 6405, 6405);
  private static final User ROOT = new User("root", 0, 0);
  private static final String RECORDED = "recorded";
  private static final String WARNED = "let in, warned";
  private static final String SILENT = "let in";

  @TempDir private Path root;
  private SystemInstallation system;
  private final List<String> rows = new ArrayList<>();

  private record Seen(String what, long millis) {}

  private record Login(Terminal terminal, long begun) {}

  @BeforeEach
  void install() throws Exception {
    SystemInstallation.assumePossible();
    system = SystemInstallation.in(root.toRealPath(), List.of(BOB, RESCUE), List.of(), "tmpfs");
  }

  @AfterEach
  void remove() {
    if (system != null) {
      system.close();
    }
  }

  private Login login(User user) throws IOException {
    return new Login(system.login(user), System.nanoTime());
  }

  private static Seen see(Login login) throws Exception {
    Terminal terminal = login.terminal();
    terminal.await("READY> |login refused: [^\n]*\n");
    long millis = (System.nanoTime() - login.begun()) / 1_000_000;
    String shown = terminal.shown();
    if (shown.contains("login refused: ")) {
      assertEquals(1, terminal.awaitExit());
      return new Seen("refused", millis);
    }
    terminal.enter("echo in-$((1+1)); exit 4").await("in-2");
    assertEquals(4, terminal.awaitExit());
    return new Seen(
        shown.contains("This session is recorded")
            ? RECORDED
            : shown.contains("this login is not recorded: ") ? WARNED : SILENT,
        millis);
  }

  /** Has the three log in at once, and notes what they saw beside what they are to see. */
  private void row(String cause, String policy, String bob, String rescue, String root)
      throws Exception {
    List<Login> logins = List.of(login(BOB), login(RESCUE), login(ROOT));
    List<Seen> seen = new ArrayList<>();
    for (Login login : logins) {
      seen.add(see(login));
    }
    long millis = seen.stream().mapToLong(Seen::millis).max().orElseThrow();
    rows.add(
        "| %s | `%s` | %s | %s | %s | %.1f s |"
            .formatted(
                cause,
                policy,
                seen.get(0).what(),
                seen.get(1).what(),
                seen.get(2).what(),
                millis / 1000.0));
    assertEquals(List.of(bob, rescue, root), seen.stream().map(Seen::what).toList(), cause);
  }

  /**
   * The row of a collector that does not answer: the policy decides, but never of who is exempt.
   */
  private void unanswered(String cause, String policy) throws Exception {
    row(cause, policy, policy.equals("deny") ? "refused" : WARNED, WARNED, WARNED);
  }

  private void configure(String policy) throws Exception {
    system.configure(
        "[login]",
        "on_unavailable = '" + policy + "'",
        "exempt_users = ['rescue']",
        "[collector]",
        "hold = '2s'");
  }

  private void awaitEnd(long collector) {
    awaitValue(
        "the collector's end",
        () -> ProcessHandle.of(collector).isEmpty() ? Optional.of(true) : Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"allow", "deny"})
  void nobodyWaitsForLongAndWhoIsExemptGetsIn(String policy) throws Exception {
    configure(policy);
    daemon("", "--keep-policy");
    unanswered("has never started since it was installed", policy);
    long collector = system.startCollector();
    row("runs", policy, RECORDED, SILENT, RECORDED);
    badConfiguration(policy, collector);
    fullDisk(policy);
    Installation.kill(collector, "STOP");
    unanswered("is stopped by SIGSTOP", policy);
    Installation.kill(collector, "CONT");
    Installation.kill(collector, "KILL");
    awaitEnd(collector);
    unanswered("was killed (`kill -9`)", policy);
    collector = system.startCollector();
    row("is started again", policy, RECORDED, SILENT, RECORDED);
    awaitNoPipes();
    Installation.kill(collector, "TERM");
    awaitEnd(collector);
    unanswered("was stopped in good order", policy);
    cannotStart(policy);
    wiped(policy);
    Files.write(Path.of("target/unavailable-" + policy + ".md"), rows);
  }

  /** Where a session waits, the next collector starts with the last configuration that was good. */
  private void awaitNoPipes() {
    awaitValue(
        "the sessions' end",
        () -> {
          String[] pipes = system.path("/run/sessionlog/pipes").toFile().list();
          return pipes != null && pipes.length == 0 ? Optional.of(true) : Optional.empty();
        });
  }

  /** Runs the daemon for as long as it wants; {@code not} is an exclamation mark, or nothing. */
  private void daemon(String not, String more) throws Exception {
    String program = SystemInstallation.PROGRAM + " daemon --system " + more;
    String file = " --config /run/sessionlog.conf/sessionlog.toml";
    system.as(ROOT, not + " " + program + file + " 2>/dev/null").exits(0);
  }

  /** The collector ran under this policy, and the next one finds a mistake. */
  private void cannotStart(String policy) throws Exception {
    system.configure("[login]", "on_unavailable = 'perhaps'");
    daemon("!", "");
    unanswered("cannot start again: a mistake in its configuration", policy);
    system.as(ROOT, "rm -r /run/sessionlog/knock").exits(0);
    unanswered("is gone, and the folder of knocks, too", policy);
    // As at boot, when tmpfiles.d made the folder.
    system.as(ROOT, "rm -r /run/sessionlog; mkdir -m 755 /run/sessionlog").exits(0);
    daemon("!", "");
    unanswered("has not started since boot: a mistake in its configuration", policy);
    system.as(ROOT, "rm -r /run/sessionlog").exits(0);
    unanswered("is gone, and `/run/sessionlog`, too", policy);
    forcedLogins(policy);
    system.as(ROOT, "rm /var/lib/sessionlog/unanswered").exits(0);
    row("is gone, and all that it left, too", policy, WARNED, WARNED, WARNED);
    for (User user : List.of(BOB, RESCUE)) {
      Path own = system.path("/tmp/sessionlog-" + user.uid());
      assertFalse(Files.exists(own), "nobody has a collector of their own");
    }
  }

  /** What is told at the entrance by sshd is the same. */
  private void forcedLogins(String policy) throws Exception {
    String entrance = "SHELL=/bin/bash exec /mnt/bin/ssh-session";
    Login bob = new Login(system.login(BOB, entrance), System.nanoTime());
    Login rescue = new Login(system.login(RESCUE, entrance), System.nanoTime());
    assertEquals(policy.equals("deny") ? "refused" : WARNED, see(bob).what());
    assertEquals(WARNED, see(rescue).what());
  }

  private void badConfiguration(String policy, long collector) throws Exception {
    system.configure("[login]", "on_unavailable = 'perhaps'");
    Installation.kill(collector, "HUP");
    awaitValue(
        "the complaint",
        () ->
            Files.readString(system.collectorLog()).contains("was not reloaded")
                ? Optional.of(true)
                : Optional.empty());
    row("was reloaded with a mistake in its configuration", policy, RECORDED, SILENT, RECORDED);
    configure(policy);
  }

  /** The sessions' folder is on a small file system that is full. */
  private void fullDisk(String policy) throws Exception {
    String sessions = "/var/log/sessionlog/sessions";
    system
        .as(
            ROOT,
            "mount -t tmpfs -o size=64k,nr_inodes=8 none %1$s && chmod 2750 %1$s && ! dd if=/dev/zero of=%1$s/fill bs=4k 2>/dev/null"
                .formatted(sessions))
        .exits(0);
    row("has its disk full", policy, policy.equals("deny") ? "refused" : WARNED, SILENT, WARNED);
    system.as(ROOT, "umount -l " + sessions).exits(0);
    row("has room again", policy, RECORDED, SILENT, RECORDED);
  }

  /** All that stands in /run is removed while a collector runs and somebody is logged in. */
  private void wiped(String policy) throws Exception {
    configure(policy);
    system.as(ROOT, "rm -rf /run/sessionlog").exits(0);
    system.startCollector();
    Terminal live = system.login(BOB).await("This session is recorded").await("READY> ");
    // The collector may make it again while rm is at it.
    system.as(ROOT, "until rm -rf /run/sessionlog 2>/dev/null; do :; done").exits(0);
    awaitValue("a run dir made again", system::collectorPid);
    live.enter("seq 1 500000 | tail -n 1; seq 1 500000; echo alive-$((1+1))").await("alive-2");
    row("had its `/run/sessionlog` wiped", policy, RECORDED, SILENT, RECORDED);
    live.enter("exit");
    live.awaitExit();
  }
}
