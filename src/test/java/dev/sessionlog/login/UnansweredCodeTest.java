package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in while no collector answers: the real sh runs what is left for it. */
final class UnansweredCodeTest {
  @TempDir private Path root;
  private final Unix unix = Unix.load();
  private final List<String> unknown = new ArrayList<>();

  private static LoginSettings settings(
      OnUnavailable policy, Set<String> exemptUsers, Set<String> recordUsers) {
    return new LoginSettings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        policy,
        "",
        exemptUsers,
        Set.of(),
        recordUsers,
        Set.of(),
        0);
  }

  private String run(LoginSettings settings) throws Exception {
    RunDir runDir = new RunDir(Files.createDirectories(root.resolve("it's a run dir")));
    UnansweredCode.leave(runDir, settings, unix, unknown::add);
    String code = Files.readString(runDir.unanswered()).strip() + "; echo in";
    Process shell = new ProcessBuilder("/bin/sh", "-c", code).redirectErrorStream(true).start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        + shell.waitFor();
  }

  @Test
  void allowLetsInAndSaysThatNothingIsRecorded() throws Exception {
    String said = run(settings(OnUnavailable.ALLOW, Set.of(), Set.of()));
    assertEquals(
        "sessionlog: this login is not recorded: the collector does not answer\nin\n0", said);
  }

  @Test
  void denyLetsInRootAndWhoIsExempt() throws Exception {
    String user = unix.account(unix.uid()).orElseThrow().name();
    String said = run(settings(OnUnavailable.DENY, Set.of(user), Set.of()));
    assertEquals(
        "sessionlog: this login is not recorded: the collector does not answer\nin\n0", said);
  }

  @Test
  void denyEndsTheLoginOfOthers() throws Exception {
    LoginPolicy policy = new LoginPolicy(settings(OnUnavailable.DENY, Set.of(), Set.of()), unix);
    String others = policy.exemptScript("why", unknown::add).replace("' 0 '", "' 99999 '");
    if (unix.uid() == 0) {
      Path script = Files.writeString(root.resolve("exempt"), others);
      Process shell = new ProcessBuilder("/bin/sh", script.toString()).start();
      assertEquals(
          "sessionlog: login refused: why\n",
          new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
      assertEquals(1, shell.waitFor());
    } else {
      String said = run(settings(OnUnavailable.DENY, Set.of(), Set.of()));
      assertEquals("sessionlog: login refused: the collector does not answer\n1", said);
    }
  }

  @Test
  void denyLetsInWhoWouldNotBeRecordedAnywayAndSaysNothing() throws Exception {
    assumeTrue(unix.uid() == 0, "only root can become another user");
    LoginSettings settings = settings(OnUnavailable.DENY, Set.of(), Set.of("daemon"));
    String script = new LoginPolicy(settings, unix).exemptScript("why", unknown::add);
    assertEquals("sessionlog: login refused: why\n1", as("daemon", script));
    assertEquals("0", as("bin", script));
  }

  private static String as(String user, String script) throws Exception {
    Process shell =
        new ProcessBuilder("setpriv", "--reuid", user, "--clear-groups", "sh", "-c", script)
            .redirectErrorStream(true)
            .start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        + shell.waitFor();
  }

  @Test
  void aNameThatNobodyHasIsTold() throws Exception {
    run(settings(OnUnavailable.DENY, Set.of("no-such-user-here"), Set.of()));
    assertEquals(List.of("no such user to exempt: no-such-user-here"), unknown);
  }

  @Test
  void thePolicyKnowsWhomToRecord() {
    Account alice = new Account("alice", 4001, 4001, "/", "/bin/sh");
    assertTrue(
        new LoginPolicy(settings(OnUnavailable.DENY, Set.of(), Set.of()), unix).records(alice));
    assertTrue(
        new LoginPolicy(settings(OnUnavailable.DENY, Set.of(), Set.of("alice")), unix)
            .records(alice));
    LoginPolicy exempt =
        new LoginPolicy(settings(OnUnavailable.DENY, Set.of("alice"), Set.of("alice")), unix);
    assertEquals(List.of(false, true), List.of(exempt.records(alice), exempt.letsIn(alice)));
    LoginPolicy another =
        new LoginPolicy(settings(OnUnavailable.DENY, Set.of(), Set.of("bob")), unix);
    assertEquals(List.of(false, false), List.of(another.records(alice), another.letsIn(alice)));
  }
}
