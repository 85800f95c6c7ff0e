package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A user's login where somebody else laid a run dir out for it: with a pid file that names a JVM
 * that lives, a folder to knock at, and code for those who get no answer. Nothing of it is used.
 */
final class StrangersRunDirIT extends LoginScene {
  private static final int VICTIM = 61437;
  private static final int STRANGER = 61438;
  private static final String TRAP = "echo trapped";

  /** Where the victim's logins look when nothing else is said. */
  private final Path fallback = Path.of("/tmp/sessionlog-" + VICTIM);

  private Process java;

  @BeforeEach
  void prepare() throws Exception {
    assumeTrue(installation.user().equals("root"), "only root can be two other users");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "setpriv is not installed");
    installation.environment().remove("SESSIONLOG_RUN_DIR");
    clean();
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    own(installation.home(), VICTIM);
    java = startJava();
  }

  /** Starts a process of the victim's that is called java: a pid file may name it. */
  private static Process startJava() throws IOException {
    String code = "printf java >/proc/self/comm; echo; read wait";
    String id = Integer.toString(VICTIM);
    Process process =
        new ProcessBuilder("/usr/bin/setpriv", "--reuid", id, "--clear-groups", "bash", "-c", code)
            .start();
    assertEquals('\n', process.getInputStream().read());
    return process;
  }

  @AfterEach
  void clean() throws Exception {
    if (java != null) {
      java.destroy();
    }
    Outcome.of(
        List.of("/bin/rm", "-rf", fallback.toString()), root, installation.environment(), "");
  }

  private static void own(Path file, int uid) throws IOException {
    Files.setAttribute(file, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
  }

  /** Lays a run dir of the user {@code uid} that looks as if a collector served it. */
  private void lay(Path dir, int uid) throws IOException {
    Files.createDirectories(dir.resolve("knock"));
    Files.writeString(dir.resolve("collector.pid"), java.pid() + "\n");
    Files.writeString(dir.resolve("keeper.pid"), java.pid() + "\n");
    Files.writeString(dir.resolve("unanswered"), TRAP + "\n");
    for (Path path : List.of(dir, dir.resolve("knock"))) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.toList()) {
        own(path, uid);
      }
    }
  }

  /** Asks as the user {@code uid} on a terminal, and returns what is printed. */
  private String ask(int uid, String... arguments) throws Exception {
    String id = Integer.toString(uid);
    String[] command =
        Stream.concat(
                Stream.of("/usr/bin/setpriv", "--reuid", id, "--regid", id, "--clear-groups"),
                Stream.concat(
                    Stream.of(Installation.launcher().toString()), Arrays.stream(arguments)))
            .toArray(String[]::new);
    Terminal terminal = installation.run(command);
    terminal.awaitExit();
    return terminal.shown();
  }

  private void unused(String said) {
    assertFalse(said.contains(TRAP), said);
    assertTrue(said.contains(fallback + " cannot be used; it must be a folder of your own"), said);
  }

  @Test
  void aFolderOfAnothers() throws Exception {
    lay(fallback, STRANGER);
    unused(ask(VICTIM, "init-user"));
    assertTrue(ask(VICTIM, "status").contains("not running"));
  }

  @Test
  void aLinkToAFolderThatIsTheUsersOwn() throws Exception {
    Path own = root.resolve("clone");
    lay(own, VICTIM);
    Files.createSymbolicLink(fallback, own);
    own(fallback, STRANGER);
    unused(ask(VICTIM, "init-user"));
    assertTrue(ask(VICTIM, "status").contains("not running"));
  }

  @Test
  void theFolderOfWhoeverCalledSu() throws Exception {
    Path theirs = root.resolve("xdg");
    lay(theirs.resolve("sessionlog"), STRANGER);
    own(theirs, STRANGER);
    Files.setPosixFilePermissions(theirs, PosixFilePermissions.fromString("rwxrwxrwx"));
    lay(fallback, STRANGER);
    installation.environment().put("XDG_RUNTIME_DIR", theirs.toString());
    unused(ask(VICTIM, "init-user"));
    // Root may write everywhere, and a folder of root's is none of the stranger's either.
    installation.environment().put("SESSIONLOG_RUN_DIR", theirs.resolve("sessionlog").toString());
    String root = ask(0, "init-user");
    assertFalse(root.contains(TRAP), root);
    assertTrue(root.contains("cannot be used"), root);
  }

  @Test
  void aFolderOfTheUsersOwnIntoWhichOthersCanWrite() throws Exception {
    lay(fallback, VICTIM);
    String said = ask(VICTIM, "init-user");
    assertFalse(said.contains(TRAP), said);
    assertTrue(said.contains("the collector does not answer"), said);
  }

  /** In a container nobody may wait for children: what ended long ago is still there. */
  @Test
  void aCollectorThatIsAZombieIsNone() throws Exception {
    installation.environment().put("SESSIONLOG_RUN_DIR", installation.runDir().toString());
    Files.createDirectories(installation.runDir());
    String child =
        "printf java >/proc/self/comm; until [ \"$program\" = sleep ]; do"
            + " read -r program </proc/$PPID/comm; done";
    Process parent =
        new ProcessBuilder("/bin/bash", "-c", "bash -c '" + child + "' & echo $!; exec sleep 60")
            .start();
    try (var out = parent.inputReader()) {
      String pid = out.readLine();
      awaitValue(
          "a zombie",
          () ->
              Optional.of(Files.readString(Path.of("/proc/" + pid + "/stat")))
                  .filter(stat -> stat.contains("(java) Z")));
      for (String file : List.of("collector.pid", "keeper.pid")) {
        Files.writeString(installation.runDir().resolve(file), pid + "\n");
      }
      assertTrue(installation.sessionlog("status").exits(1).out().contains("not running"));
      Terminal terminal = installation.run("/bin/bash", "-l").await("is recorded by sessionlog");
      terminal.await("READY> ").enter("exit");
      assertEquals(0, terminal.awaitExit());
    } finally {
      parent.destroy();
    }
  }
}
