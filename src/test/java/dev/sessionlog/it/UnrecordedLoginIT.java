package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Logins that cannot be recorded: each says why in one line, and goes on as without us. */
final class UnrecordedLoginIT extends LoginScene {
  private void goesOn(Terminal terminal, String warning) throws Exception {
    terminal.await("sessionlog: this login is not recorded: " + warning).await("READY> ");
    terminal.enter("echo works-$((1+1)); exit 6").await("works-2");
    assertEquals(6, terminal.awaitExit());
    assertEquals(1, terminal.shown().lines().filter(line -> line.contains("sessionlog: ")).count());
  }

  @Test
  void withoutJava() throws Exception {
    logInBy(
        Files.readString(Installation.launcher())
            .replace("/usr/bin/java /usr/lib/jvm/*/bin/java", "/nonexistent/java"));
    installation.environment().remove("JAVA_HOME");
    goesOn(
        installation.run("/bin/bash", "-l"), "no Java found; install a JRE, version 17 or later");
  }

  @Test
  void withoutARunDirThatCanBeMade() throws Exception {
    installation.environment().put("SESSIONLOG_RUN_DIR", "/proc/nothing");
    goesOn(installation.run("/bin/bash", "-l"), "/proc/nothing cannot be used");
  }

  @Test
  void withACollectorThatDoesNotAnswer() throws Exception {
    installation.login("/bin/bash").await("READY> ");
    long collector = installation.awaitCollector();
    Installation.kill(collector, "STOP");
    try {
      goesOn(installation.login("/bin/bash"), "the collector does not answer");
    } finally {
      Installation.kill(collector, "CONT");
    }
    Terminal recorded = installation.login("/bin/bash").await("READY> ");
    recorded.enter("exit");
    recorded.awaitExit();
    assertTrue(recorded.shown().contains("This session is recorded"), recorded.shown());
  }

  /** That no collector can ever record is said at once, before a JVM starts. */
  @Test
  void withAReadOnlyHome() throws Exception {
    goesOn(withReadOnlyState(), installation.logDir() + " cannot be made or written\r\n");
    assertFalse(Files.exists(installation.runDir().resolve("collector.log")));
  }

  /** Where only the collector can tell, it tells why, and the login does not wait on. */
  @Test
  void withAReadOnlyHomeAndAConfiguration() throws Exception {
    installation.configure("[login]", "notice = \"\"");
    goesOn(
        withReadOnlyState(),
        installation.logDir() + ": .*[Rr]ead-only file system; see .*collector.log");
  }

  private Terminal withReadOnlyState() throws Exception {
    assumeTrue(installation.user().equals("root"), "only root can mount");
    Path state = Files.createDirectories(installation.logDir().getParent());
    return installation.run(
        "/usr/bin/unshare",
        "-m",
        "/bin/sh",
        "-c",
        "mount -t tmpfs -o ro none " + state + "; exec /bin/bash -l");
  }

  @Test
  void withoutScript() throws Exception {
    Terminal terminal = inOwnMounts("mount --bind /dev/null /usr/bin/script");
    goesOn(terminal, "/usr/bin/script is missing; install util-linux");
  }

  @Test
  void withAFullDisk() throws Exception {
    Files.createDirectories(installation.logDir());
    Terminal terminal =
        inOwnMounts(
            "mount -t tmpfs -o size=64k,nr_inodes=20 none "
                + installation.logDir()
                + "; dd if=/dev/zero of="
                + installation.logDir()
                + "/fill bs=4k 2>/dev/null");
    goesOn(terminal, ".*No space left on device");
  }

  /** What sh reads ends in its middle, as when the disk gives an error for the rest. */
  @Test
  void withAProgramThatCanBeReadInPartOnly() throws Exception {
    String text = Files.readString(Installation.launcher());
    logInBy(text.substring(0, text.lastIndexOf("\n}\n", text.length() / 2) + 3));
    goesOn(installation.run("/bin/bash", "-l"), "its program cannot be read");
  }

  /** Makes another launcher that of a login. */
  private void logInBy(String text) throws IOException {
    Path launcher = root.resolve("sessionlog/bin/sessionlog");
    Files.createDirectories(launcher.getParent());
    Files.createDirectories(root.resolve("sessionlog/lib"));
    Files.writeString(launcher, text);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.write(
        installation.home().resolve(".bash_profile"),
        List.of("eval \"$(" + launcher + " init-user)\"", "PS1='READY> '"));
  }

  /**
   * Starts a collector where root has changed what is mounted, then a login: on a machine that is
   * busy with other things a login would not wait for the collector that it starts.
   */
  private Terminal inOwnMounts(String change) throws Exception {
    assumeTrue(installation.user().equals("root"), "only root can mount");
    Outcome mounts =
        Outcome.of(
            List.of("/usr/bin/unshare", "-m", "/bin/true"), root, installation.environment(), "");
    assumeTrue(mounts.exitsWith(0), "this machine allows no mounts");
    Files.createDirectories(installation.runDir());
    String collector =
        ("; setsid %s --keep-collector >/dev/null 2>&1 </dev/null &"
                + " until [ -e %s/collector.pid ]; do sleep 0.05; done")
            .formatted(Installation.launcher(), installation.runDir());
    return installation.run(
        "/usr/bin/unshare", "-m", "/bin/sh", "-c", change + collector + "; exec /bin/bash -l");
  }

  @Test
  void theCollectorEndsInGoodOrderAndTheSessionsGoOn() throws Exception {
    installation.configure("[collector]", "hold = \"1s\"");
    Terminal terminal = installation.login("/bin/bash").await("READY> ");
    terminal.enter("echo before-$((1+1))").await("before-2");
    long collector = installation.awaitCollector();
    Installation.kill(collector, "TERM");
    awaitValue(
        "its end",
        () -> ProcessHandle.of(collector).isEmpty() ? Optional.of(true) : Optional.empty());
    Path recording = installation.recordings().get(0);
    assertTrue(Files.readString(recording.resolve("typescript")).contains("before-2"));
    assertTrue(
        installation.logLines().stream().anyMatch(line -> line.contains("before-2"))
            || Files.readString(recording.resolve("timing")).contains("\nO "));
    awaitValue(
        "the end of the keep-alive process",
        () -> installation.keepAlives().isEmpty() ? Optional.of(true) : Optional.empty());
    terminal.enter("seq 1 300000 | tail -1; echo after-$((1+1))").await("after-2");
    terminal.enter("exit 9");
    // script(1) ignores a pipe without a reader, until it writes its last line and dies of SIGPIPE.
    assertTrue(List.of(9, 141).contains(terminal.awaitExit()));
  }
}
