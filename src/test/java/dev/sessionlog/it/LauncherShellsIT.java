package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher, run by each program that may be a machine's {@code /bin/sh}. */
final class LauncherShellsIT extends LoginScene {
  private static final List<String> BUILT_IN =
      List.of("cd", "kill", "printf", "read", "test", "umask", "unset", "exec", "exit");

  /** Makes profiles call a launcher that is run by {@code shell} under the name sh. */
  private Path launcherOf(String shell) throws Exception {
    Path program = Path.of("/usr/bin", shell);
    assumeTrue(Files.isExecutable(program), shell + " is not installed");
    Path sh = Files.createSymbolicLink(root.resolve("sh"), program);
    Path launcher = Files.createDirectories(root.resolve("program/bin")).resolve("sessionlog");
    Path lib = Installation.launcher().resolveSibling("../lib").toRealPath();
    Files.createSymbolicLink(root.resolve("program/lib"), lib);
    String text = Files.readString(Installation.launcher()).replaceFirst("#!/bin/sh", "#!" + sh);
    Files.writeString(launcher, text);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.write(
        installation.home().resolve(".bash_profile"),
        List.of("eval \"$(" + launcher + " init-user)\"", "PS1='READY> '"));
    return launcher;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "dash", "ksh93", "mksh", "busybox"})
  void recordsALoginOnceAndLeavesNothingBehind(String shell) throws Exception {
    launcherOf(shell);
    Terminal terminal = installation.login("/bin/bash");
    terminal.await("is recorded by sessionlog").await("READY> ");
    terminal.enter("bash -l").enter("echo inner-$((40+2))").await("inner-42");
    assertEquals(1, installation.recordings().size(), terminal::shown);
    String[] knocks =
        installation.runDir().resolve("knock").toFile().list((d, n) -> !n.startsWith("."));
    assertEquals(List.of(), List.of(knocks));
    terminal.enter("exit").await("logout[^>]*READY> $").enter("exit");
    terminal.awaitExit();
  }

  /** Functions come with the environment where sh is bash. */
  @Test
  void whatTheEnvironmentSaysDoesNotMatter() throws Exception {
    Path launcher = launcherOf("bash");
    installation.startCollector();
    for (String name : BUILT_IN) {
      installation
          .environment()
          .put("BASH_FUNC_" + name + "%%", "() { echo trapped >&2; return 1; }");
    }
    installation.environment().put("CDPATH", "/usr");
    installation.environment().put("IFS", "/0123456789");
    installation
        .environment()
        .put("SESSIONLOG_ASKED", Long.toString(ProcessHandle.current().pid()));
    Terminal terminal = installation.run(launcher.toString(), "init-user");
    terminal.awaitExit();
    assertTrue(terminal.shown().contains("/usr/bin/script -q"), terminal.shown());
    assertFalse(terminal.shown().contains("trapped"), terminal.shown());
  }

  /** As {@code su USER -c "bash -l"} makes it inside a session. */
  @Test
  void aLoginWithoutAControllingTerminalIsCoveredByTheSessionAround() throws Exception {
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter("setsid -w bash -l").await("no job control[^>]*READY> ");
    terminal.enter("echo inner-$((40+2))").await("inner-42");
    assertFalse(terminal.shown().contains("not recorded"), terminal.shown());
    assertEquals(1, installation.recordings().size());
  }
}
