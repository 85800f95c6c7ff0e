package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.config.SessionLimitSettings;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in while no collector answers: the real sh runs what is left for it. */
@Tag("machine")
final class UnansweredCodeTest {
  @TempDir private Path root;
  private final Unix unix = Unix.load();
  private final List<String> unknown = new ArrayList<>();

  private static LoginSettings settings(
      OnUnavailable policy, Set<String> exemptUsers, Set<String> recordUsers) {
    return settings(policy, false, exemptUsers, recordUsers);
  }

  private static LoginSettings settings(boolean marks) {
    return settings(OnUnavailable.ALLOW, marks, Set.of(), Set.of());
  }

  private static LoginSettings settings(
      OnUnavailable policy, boolean marks, Set<String> exemptUsers, Set<String> recordUsers) {
    return new LoginSettings(
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        policy,
        "",
        marks,
        exemptUsers,
        Set.of(),
        recordUsers,
        Set.of(),
        new SessionLimitSettings(0, 0, 0));
  }

  private String run(LoginSettings settings) throws Exception {
    RunDir runDir = new RunDir(Files.createDirectories(root.resolve("it's a run dir")));
    UnansweredCode.leave(runDir, settings, unix, unknown::add);
    String code = UnansweredCode.left(List.of(root, runDir.path())).orElseThrow() + "; echo in";
    return shell("/bin/sh", code);
  }

  /** The launcher looks for the file before it says by itself that a login is recorded. */
  @Test
  void thatMarksAreWantedIsLeftForTheLauncher() throws Exception {
    RunDir runDir = new RunDir(Files.createDirectories(root.resolve("run")));
    UnansweredCode.leave(runDir, settings(true), unix, unknown::add);
    assertTrue(Files.exists(runDir.marks()));
    UnansweredCode.leave(runDir, settings(false), unix, unknown::add);
    assertFalse(Files.exists(runDir.marks()));
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
  void whatIsKeptOverABootIsForAllToReadAndNotWrittenAgain() throws Exception {
    Path folder = root.resolve("it's kept");
    assertThrows(IOException.class, () -> keep(folder, OnUnavailable.DENY));
    Files.createDirectory(folder);
    keep(folder, OnUnavailable.DENY);
    Path code = folder.resolve("unanswered");
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(code)));
    Object file = Files.getAttribute(code, "unix:ino");
    keep(folder, OnUnavailable.DENY);
    assertEquals(file, Files.getAttribute(code, "unix:ino"));
    keep(folder, OnUnavailable.ALLOW);
    assertTrue(Files.readString(code).contains("not recorded"));
  }

  private void keep(Path folder, OnUnavailable policy) throws IOException {
    UnansweredCode.keep(folder, settings(policy, Set.of(), Set.of()), unix, unknown::add);
  }

  @Test
  void theFirstFolderThatHasSomethingToSayCounts() throws Exception {
    Path run = Files.createDirectory(root.resolve("run"));
    Path kept = Files.createDirectory(root.resolve("kept"));
    List<Path> folders = List.of(root.resolve("missing"), run, kept);
    assertEquals(Optional.empty(), UnansweredCode.left(folders));
    Files.writeString(kept.resolve("unanswered"), "kept\n");
    Files.createFile(run.resolve("unanswered"));
    assertEquals(Optional.of("kept"), UnansweredCode.left(folders));
    Files.writeString(run.resolve("unanswered"), "run\n");
    assertEquals(Optional.of("run"), UnansweredCode.left(folders));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "ksh", "zsh", "fish"})
  void everyLoginShellEndsWhenItsUserIsRefused(String shell) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin", shell)), shell + " is not installed");
    Path folder = Files.createDirectory(root.resolve("it's kept"));
    keep(folder, OnUnavailable.DENY);
    Files.writeString(folder.resolve("exempt"), "exit 1\n");
    String code = UnansweredCode.left(List.of(folder)).orElseThrow();
    assertEquals("1", shell(shell, code + "; echo in"));
    Files.writeString(folder.resolve("exempt"), "exit 0\n");
    assertEquals("in\n0", shell(shell, code + "; echo in"));
  }

  private static String shell(String shell, String code) throws Exception {
    Process process = new ProcessBuilder(shell, "-c", code).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        + process.waitFor();
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
