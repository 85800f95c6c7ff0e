package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program through sudo(8), as docs/operations.md has it: an auditor reads, as herself, whatever
 * the environment, the options and the keys; who may do all by sudo, may all of the program.
 */
class SudoIT {
  private static final User ALICE = new User("alice", 6101, 6101);
  private static final User AUDITOR = new User("auditor", 6104, 6104);
  private static final User ADMIN = new User("admin", 6105, 6105);
  private static final User ROOT = new User("root", 0, 0);
  private static final String SUDO = "sudo -n " + SystemInstallation.PROGRAM + " ";

  private static final String PAM_SU =
      "account required pam_permit.so\nsession required pam_permit.so\n";

  /** Made by whatever runs with root's rights, and by nothing else. */
  private static final String PROOF = "/run/proof";

  /** Made by whatever runs at all that the auditor chose. */
  private static final String RAN = "/tmp/sudo-it-ran";

  /** More than any administrator should let through. */
  private static final List<String> KEPT =
      List.of(
          "PAGER LESS LESSOPEN LESSCLOSE LESSSECURE LESSKEY LESSKEYIN LESSHISTFILE EDITOR VISUAL",
          "JAVA_HOME JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS CLASSPATH SHELL HOME ENV",
          "SESSIONLOG_CONFIG SESSIONLOG_RUN_DIR SESSIONLOG_LAUNCHER TERM TERMINFO TMPDIR PATH",
          "XDG_CONFIG_HOME XDG_STATE_HOME XDG_RUNTIME_DIR COLUMNS TZ LD_LIBRARY_PATH MALLOC_ARENA_MAX");

  @TempDir private Path root;
  private SystemInstallation system;

  @BeforeEach
  void install() throws Exception {
    SystemInstallation.assumePossible();
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/sudo")), "sudo is not installed");
    system =
        SystemInstallation.in(
            root.toRealPath(),
            List.of(ALICE, AUDITOR, ADMIN),
            Map.of("sessionlog", List.of()),
            "tmpfs");
    system.configure("");
    Files.writeString(
        root.resolve("sudoers"),
        """
        Defaults env_reset, use_pty, !secure_path
        Defaults env_keep += "%s"
        root ALL=(ALL:ALL) ALL
        auditor ALL=(root) NOPASSWD: /mnt/bin/sessionlog
        admin ALL=(ALL:ALL) NOPASSWD: ALL
        """
            .formatted(String.join(" ", KEPT)));
    String mounts =
        "chmod 440 %1$s/sudoers && mount --bind %1$s/sudoers /etc/sudoers && mount -t tmpfs x /tmp"
            + " && chmod 1777 /tmp && mkdir -p /etc/sudoers.d && mount -t tmpfs x /etc/sudoers.d";
    system.as(ROOT, mounts.formatted(root.toRealPath())).exits(0);
    system.startCollector();
    Terminal terminal = system.login(ALICE);
    terminal
        .await("READY> ")
        .enter("echo needle-$((40+2))")
        .await("needle-42")
        .enter("seq 50; exit 0");
    terminal.awaitExit();
    awaitTranscripts();
  }

  /** Another process writes them. */
  private void awaitTranscripts() {
    Installation.awaitValue(
        "the end of all transcripts",
        () -> {
          String[] active = system.logDir().resolve("active").toFile().list();
          return active != null && active.length == 0 ? Optional.of(true) : Optional.empty();
        });
  }

  @AfterEach
  void remove() {
    if (system != null) {
      system.close();
    }
  }

  private String audit() throws IOException {
    return Files.readString(system.logDir().resolve("audit/audit.log"));
  }

  @Test
  void anAuditorReadsAndDoesNothingElseWithRootsRights() throws Exception {
    Outcome tail = system.as(AUDITOR, SUDO + "tail -n 100 alice").exits(0).isSilentOnError();
    assertTrue(tail.out().contains("needle-42"), tail::toString);
    assertTrue(audit().contains("uid 6104 (auditor)"), this::auditQuietly);
    assertTrue(audit().endsWith("tail alice\n"), this::auditQuietly);
    for (String command : List.of("show alice", "search needle-42", "list", "status")) {
      system.as(AUDITOR, SUDO + command).exits(0);
    }
    system.as(AUDITOR, "cat /var/log/sessionlog/alice.log").exits(1);

    List<Executable> all = new ArrayList<>();
    escapes().forEach((what, code) -> all.add(() -> assertHarmless(what, code)));
    keys().forEach((what, key) -> all.add(() -> assertHarmlessOnATerminal(what, key)));
    assertTrue(all.size() >= 30, all.size() + " attempts");
    assertAll(all);
    assertEquals(
        "root:root 755",
        system.as(ROOT, "stat -c '%U:%G %a' /run/sessionlog").exits(0).out().strip());
  }

  private String auditQuietly() {
    try {
      return audit();
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Shell code of the auditor, each to do something with root's rights. */
  private static Map<String, String> escapes() {
    Map<String, String> code = new LinkedHashMap<>();
    code.put("export over a file", SUDO + "export -f text --force -o /run/sudo-victim alice");
    code.put("export a new file", SUDO + "export -f text -o " + PROOF + " alice");
    code.put("export a folder", SUDO + "export -f typescript -o " + PROOF + " alice");
    code.put("import what only root reads", SUDO + "import /run/sudo-secret");
    code.put("import", "script -qc true /tmp/t; " + SUDO + "import -u alice /tmp/t");
    code.put(
        "a configuration of one's own",
        "printf '[log]\\ndir = \"/run/proof\"\\n' >/tmp/c.toml; timeout 5 "
            + SUDO
            + "daemon --config /tmp/c.toml --run-dir /run/proof2; ls -d /run/proof2 && touch "
            + RAN);
    code.put(
        "the same by the environment",
        "printf '[log]\\ndir = \"/run/proof\"\\n' >/tmp/c.toml; SESSIONLOG_CONFIG=/tmp/c.toml timeout 5 "
            + SUDO
            + "daemon --system");
    code.put("--run-dir", "timeout 5 " + SUDO + "daemon --run-dir " + PROOF);
    code.put(
        "XDG folders",
        "mkdir -p /tmp/x/sessionlog; printf '[log]\\ndir = \"/run/proof\"\\n' >/tmp/x/sessionlog/sessionlog.toml;"
            + " XDG_CONFIG_HOME=/tmp/x XDG_STATE_HOME=/run timeout 5 "
            + SUDO
            + "daemon --run-dir /tmp/r");
    code.put("a legal hold", SUDO + "hold alice && touch " + RAN);
    code.put("cleanup", SUDO + "cleanup && touch " + RAN);
    code.put("release", SUDO + "release --user alice && touch " + RAN);
    code.put("status into a file", SUDO + "status --prometheus -o " + PROOF);
    code.put("the keeper", "SESSIONLOG_RUN_DIR=/run/proof timeout 3 " + SUDO + "--keep-collector");
    code.put("the archive of classes", SUDO + "--archive-classes && touch " + RAN);
    code.put("init-user --install", "HOME=/run " + SUDO + "init-user --install; ls /run/.profile");
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      code.put(variable, variable + "=-Xlog:gc:file=" + RAN + " " + SUDO + "list");
    }
    code.put(
        "JAVA_HOME",
        "mkdir -p /tmp/j/bin; printf '#!/bin/sh\\ntouch "
            + RAN
            + " "
            + PROOF
            + "\\n' >/tmp/j/bin/java;"
            + " chmod 755 /tmp/j/bin/java; JAVA_HOME=/tmp/j "
            + SUDO
            + "list");
    code.put("CLASSPATH", "CLASSPATH=/tmp " + SUDO + "list");
    code.put(
        "PATH",
        "mkdir -p /tmp/p; for f in less stat id env setpriv readlink java sudo infocmp; do printf"
            + " '#!/bin/sh\\ntouch "
            + RAN
            + " "
            + PROOF
            + "\\n' >/tmp/p/$f; done; chmod 755 /tmp/p/*;"
            + " PATH=/tmp/p:$PATH /usr/bin/"
            + SUDO
            + "list");
    code.put(
        "what sudo says of the caller",
        "SUDO_UID=0 SUDO_USER=root " + SUDO + "cleanup && touch " + RAN);
    code.put(
        "the same, set by sudo", "sudo -n SUDO_UID=0 /mnt/bin/sessionlog cleanup && touch " + RAN);
    code.put("another program's name", "sudo -n /mnt/bin/ssh-session && touch " + RAN);
    code.put(
        "the working directory",
        "mkdir -p /tmp/w; cd /tmp/w; for f in .hotspotrc .java sessionlog.toml lib logback.xml; do printf x >$f;"
            + " done; "
            + SUDO
            + "list >/dev/null; find /tmp/w -user root | grep . && touch "
            + RAN);
    code.put("a folder for temporary files", "mkdir /tmp/d; TMPDIR=/tmp/d " + SUDO + "list");
    return code;
  }

  /** What the auditor sets and types while the program shows something on a terminal. */
  private static Map<String, List<String>> keys() {
    String ran = "!touch " + RAN + " " + PROOF;
    Map<String, List<String>> keys = new LinkedHashMap<>();
    keys.put("PAGER", List.of("PAGER='touch " + RAN + " " + PROOF + "'", "show alice", "q"));
    keys.put("a shell from less", List.of("LESS=X", "show alice", ran, "q"));
    keys.put("LESSSECURE", List.of("LESS=X LESSSECURE=0", "show alice", ran, "q"));
    keys.put(
        "an editor from less",
        List.of(
            "LESS=X LESSSECURE= EDITOR='touch " + RAN + "' VISUAL='touch " + RAN + "'",
            "show alice",
            "v",
            "q"));
    keys.put("LESSOPEN", List.of("LESS=X LESSOPEN='|touch " + RAN + "'", "show alice", "q"));
    keys.put("a pipe from less", List.of("LESS=X", "show alice", "|.touch " + RAN, "q"));
    keys.put("a log file from less", List.of("LESS=X", "show alice", "s" + RAN, "q"));
    keys.put("another file in less", List.of("LESS=X", "show alice", ":e " + RAN, "q"));
    keys.put("TERMINFO", List.of("LESS=X TERM=../../tmp/t TERMINFO=/tmp", "show alice", "", "q"));
    keys.put("keys of play", List.of("X=", "play alice", "!touch " + RAN, ":" + ran, "q"));
    return keys;
  }

  private void prepare() throws Exception {
    system
        .as(
            ROOT,
            "rm -rf /run/proof* /run/sudo-* /run/.profile "
                + RAN
                + "; echo victim >/run/sudo-victim; (umask 077; echo secret >/run/sudo-secret)")
        .exits(0);
  }

  private void assertHarmless(String what, String code) throws Exception {
    prepare();
    Outcome outcome = system.as(AUDITOR, code);
    assertNothingHappened(what + "\n" + outcome);
    assertFalse(outcome.out().contains("secret"), what);
  }

  private void assertNothingHappened(String what) throws IOException {
    for (String path : List.of(PROOF, PROOF + "2", RAN, "/run/.profile")) {
      assertFalse(Files.exists(system.path(path), LinkOption.NOFOLLOW_LINKS), path + " by " + what);
    }
    assertEquals("victim\n", Files.readString(system.path("/run/sudo-victim")), what);
  }

  private void assertHarmlessOnATerminal(String what, List<String> typed) throws Exception {
    prepare();
    // More than a screen, or less would end by itself.
    String code =
        "export %s; TERM=${TERM:-xterm}; stty rows 3; %s %s; echo done-$((1+1))"
            .formatted(typed.get(0), SUDO, typed.get(1));
    try (Terminal terminal = system.login(AUDITOR, code)) {
      terminal.await("session opened|not fully functional|h: keys");
      // What was meant for a shell may have opened less's help on the way: each q leaves something.
      terminal.type(String.join("\r", typed.subList(2, typed.size())) + "qq");
      terminal.await("done-2");
      assertNothingHappened(what + "\n" + terminal.shown());
    }
  }

  @Test
  void whoMayAllBySudoMayAllOfTheProgram() throws Exception {
    system.as(ADMIN, SUDO + "export -f text -o /run/exported alice").exits(0);
    assertEquals("root\n", system.as(ROOT, "stat -c %U /run/exported").out());
    system.as(ADMIN, SUDO + "hold alice").exits(0);
    system
        .as(
            ADMIN,
            "JAVA_HOME=/tmp/j JAVA_TOOL_OPTIONS=-Xlog:gc:file=" + PROOF + " " + SUDO + "list")
        .exits(0);
    assertFalse(Files.exists(system.path(PROOF)), "a user's JVM options act on root's");
  }

  /**
   * What a user's environment says, root's program does not do: after su without `-`, and others.
   */
  @Test
  void whoBecomesRootBringsNothingThatRunsCode() throws Exception {
    Files.writeString(system.path("/run/pam"), "auth sufficient pam_permit.so\n" + PAM_SU);
    system.as(ROOT, "mount --bind /run/pam /etc/pam.d/su").exits(0);
    prepare();
    String jvm = "-Xlog:gc:file=" + PROOF;
    String brought =
        "export JAVA_TOOL_OPTIONS=%1$s JDK_JAVA_OPTIONS=%1$s _JAVA_OPTIONS=%1$s2 ".formatted(jvm)
            + "CLASSPATH=/tmp SESSIONLOG_CONFIG=/tmp/mine.toml SESSIONLOG_RUN_DIR=/tmp/run called_as=/x;";
    String program = SystemInstallation.PROGRAM;
    for (String command : List.of("config", "list", "status", "show alice", "cleanup -n")) {
      String by = brought + " exec env 'A B=c' su -c '" + program + " " + command + "'";
      Outcome outcome = system.as(ALICE, by);
      assertFalse(outcome.err().contains("Picked up"), outcome::toString);
      assertFalse(outcome.out().contains("/tmp/mine.toml"), outcome::toString);
      assertTrue(outcome.exitsWith(0), outcome::toString);
      assertNothingHappened(by);
    }
    system
        .as(ALICE, "su -c 'export _JAVA_OPTIONS=" + jvm + "; " + program + " list; true'")
        .exits(0);
    assertTrue(Files.exists(system.path(PROOF)), "what root sets itself holds");
    prepare();
    system.as(ROOT, "_JAVA_OPTIONS=" + jvm + " " + program + " list").exits(0);
    assertTrue(Files.exists(system.path(PROOF)), "root's own environment holds");
  }

  /** A hard link to root's java lies among libraries of somebody else's. */
  @Test
  void aJavaHomeOfAnothersIsNotRoots() throws Exception {
    String java = "$(readlink -f " + System.getProperty("sessionlog.java.home") + "/bin/java)";
    String mine = "/run/user-jdk";
    system
        .as(
            ROOT,
            "mkdir -p %1$s/bin && chown -R 6101 %1$s && cp %2$s %1$s/bin".formatted(mine, java))
        .exits(0);
    system.as(ROOT, "JAVA_HOME=" + mine + " " + SystemInstallation.PROGRAM + " list").exits(0);
  }
}
