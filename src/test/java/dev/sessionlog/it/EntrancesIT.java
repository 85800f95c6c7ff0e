package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways into a server: a test for each row of the table in docs/server.md. */
final class EntrancesIT {
  private static final String NOTICE = "This session is recorded";

  @TempDir private static Path root;
  private static ServerCopy server;
  private static int count;

  @BeforeAll
  static void prepare() throws Exception {
    Optional<String> obstacle = ServerCopy.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    server = ServerCopy.in(root);
    assertTrue(
        Files.exists(server.path("/var/lib/sessionlog/unanswered")),
        "the installation says what logins do before the collector's first start");
    server.startCollector();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
  }

  private static void requires(String program) {
    assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
  }

  /** Types a line that prints a word which is in no command, ends the shell, returns the word. */
  private static String leaveMark(Terminal terminal) throws Exception {
    String mark = "mark" + ++count;
    terminal.enter("echo ma''rk" + count).await(mark);
    return mark;
  }

  private static void ends(Terminal terminal) throws Exception {
    terminal.enter("exit");
    terminal.awaitExit();
  }

  private static int recordings() throws Exception {
    int sum = server.recordings("root").size();
    for (String user : ServerCopy.USERS.keySet()) {
      sum += server.recordings(user).size();
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "dora", "kate", "zoe", "finn"})
  void profileHookOfEachShell(String user) throws Exception {
    requires(ServerCopy.USERS.get(user));
    Terminal terminal = server.login(false, user).await(NOTICE).await("READY> ");
    String mark = leaveMark(terminal);
    server.awaitRecording(user, mark);
    ends(terminal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "dora", "kate", "zoe", "finn", "tess"})
  void forceCommandRecordsALoginInTheUsersShell(String user) throws Exception {
    requires(ServerCopy.USERS.get(user));
    Terminal terminal = server.login(true, user).await(NOTICE).await("READY> ");
    String mark = leaveMark(terminal);
    Path recording = server.awaitRecording(user, mark);
    String json = Files.readString(recording.resolve("session.json"));
    assertTrue(json.contains(ServerCopy.USERS.get(user)), json);
    assertEquals(1, terminal.shown().split(NOTICE, -1).length - 1, terminal.shown());
    ends(terminal);
  }

  @Test
  void tcshReadsNoHookAndIsToldByStatus() throws Exception {
    requires("/bin/tcsh");
    int before = recordings();
    Terminal terminal = server.login(false, "tess").await("READY> ");
    Installation.awaitValue(
        "the terminal without a session",
        () ->
            server.sh("sessionlog status").out().contains("unrecorded tess on")
                ? Optional.of(true)
                : Optional.empty());
    assertFalse(terminal.shown().contains("recorded"), terminal.shown());
    ends(terminal);
    assertEquals(before, recordings());
  }

  @Test
  void aCommandAtATerminalBringsEveryByteRecordedOrNot() throws Exception {
    byte[] bytes = new byte[300_000];
    new Random(6).nextBytes(bytes);
    Path sent = Files.write(server.path("/run/raw"), bytes);
    assertTrue(sent.toFile().setReadable(true, false));
    String command = " -tt alice@127.0.0.1 'stty raw -echo; cat /run/raw; exit 5' </dev/null";
    Outcome plain = server.sh(server.ssh(false) + command).exits(5);
    assertArrayEquals(bytes, plain.output());
    int before = server.recordings("alice").size();
    byte[] shown = server.sh(server.ssh(true) + command).exits(5).output();
    assertArrayEquals(bytes, shown, "and no notice, which would be taken for the command's");
    assertEquals(before + 1, server.recordings("alice").size());
    server.awaitRecording("alice", new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Test
  void forceCommandRecordsACommandAtATerminalWhateverItLooksLike() throws Exception {
    Terminal terminal = server.login(true, "alice", "scp -t /tmp/x; bash -i; exit 7");
    terminal.await("\u0000").type("\u0004"); // scp says that it waits for a sender
    terminal.await("[$#] ");
    String mark = leaveMark(terminal);
    Path recording = server.awaitRecording("alice", mark);
    terminal.enter("exit");
    assertEquals(7, terminal.awaitExit());
    assertTrue(Files.exists(recording));
  }

  @Test
  void theProfileHookLeavesACommandAtATerminalAlone() throws Exception {
    int before = recordings();
    Terminal terminal = server.login(false, "alice", "echo only-$((1+1)); exit 3");
    terminal.await("only-2");
    assertEquals(3, terminal.awaitExit());
    assertFalse(terminal.shown().contains("recorded"), terminal.shown());
    assertEquals(before, recordings());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void commandsAndCopiesWithoutATerminalAreUntouched(boolean forced) throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(5).nextBytes(bytes);
    Path sent = Files.write(server.path("/run/sent"), bytes);
    assertTrue(sent.toFile().setReadable(true, false));
    int before = recordings();
    String ssh = server.ssh(forced) + " ";
    for (String user : List.of("alice", "zoe", "finn")) {
      String at = user + "@127.0.0.1";
      Outcome cat = server.sh(ssh + at + " 'cat; exit 9' </run/sent");
      assertArrayEquals(bytes, cat.exits(9).isSilentOnError().output());
      String scp = "scp -q " + server.options(forced) + " ";
      server.sh(scp + "/run/sent " + at + ":a").exits(0).isSilentOnError();
      server.sh(scp + "-O " + at + ":a /run/b").exits(0).isSilentOnError();
      assertArrayEquals(bytes, Files.readAllBytes(server.path("/run/b")));
      server
          .sh("echo 'get a /run/c' | sftp -q -b - " + server.options(forced) + " " + at)
          .exits(0)
          .isSilentOnError();
      assertArrayEquals(bytes, Files.readAllBytes(server.path("/run/c")));
    }
    assertEquals(before, recordings());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rsyncAndGitAreUntouched(boolean forced) throws Exception {
    requires("/usr/bin/rsync");
    requires("/usr/bin/git");
    int before = recordings();
    String ssh = server.ssh(forced);
    server.sh("rm -rf /run/tree /run/back /run/clone /home/alice/*").exits(0);
    server.sh("cp -r /usr/share/doc/util-linux /run/tree; chmod -R a+rX /run/tree").exits(0);
    server
        .sh("rsync -a -e '" + ssh + "' /run/tree/ alice@127.0.0.1:tree")
        .exits(0)
        .isSilentOnError();
    server
        .sh(
            "rsync -a -e '"
                + ssh
                + "' alice@127.0.0.1:tree/ /run/back && diff -r /run/tree /run/back")
        .exits(0)
        .isSilentOnError();
    String git = "git -c user.name=a -c user.email=a@b ";
    server
        .sh("su alice -c 'cd ~/tree && git init -q && git add . && " + git + "commit -qm x'")
        .exits(0)
        .isSilentOnError();
    String clone = "git clone -q ssh://alice@127.0.0.1/home/alice/tree /run/clone";
    server
        .sh("GIT_SSH_COMMAND='" + ssh + "' " + clone + " && diff -r -x .git /run/tree /run/clone")
        .exits(0)
        .isSilentOnError();
    assertEquals(before, recordings());
  }

  @Test
  void ofAMultiplexedConnectionEachTerminalIsASession() throws Exception {
    int before = server.recordings("zoe").size();
    String shared = server.ssh(true) + " -o ControlPath=/run/mux -o ControlMaster=auto -tt";
    for (int i = 1; i <= 3; i++) {
      String[] command = (shared + " zoe@127.0.0.1").split(" ");
      Terminal terminal = server.terminal(command).await(NOTICE).await("READY> ");
      server.awaitRecording("zoe", leaveMark(terminal));
      assertEquals(before + i, server.recordings("zoe").size());
    }
  }

  @Test
  void suInsideARecordedSessionIsInItsRecording() throws Exception {
    int before = recordings();
    Terminal terminal = server.login(false, "root").await("READY> ");
    terminal.enter("su - dora").await("(?s)su - dora.*READY> ");
    String mark = leaveMark(terminal);
    terminal.enter("echo i am $(id -un)").await("i am dora");
    server.awaitRecording("root", mark);
    assertEquals(before + 1, recordings());
    terminal.enter("exit").await("(?s)exit.*READY> ");
    ends(terminal);
  }

  @Test
  void suFromATerminalThatIsNotRecordedIsASession() throws Exception {
    Terminal terminal = server.terminal("/bin/su", "-", "dora").await(NOTICE).await("READY> ");
    server.awaitRecording("dora", leaveMark(terminal));
    ends(terminal);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatSudoMakesOfARecordedSessionIsRecorded(boolean ownTerminal) throws Exception {
    requires("/usr/bin/sudo");
    String usePty = (ownTerminal ? "" : "!") + "use_pty";
    server.sh("echo Defaults " + usePty + " >/etc/sudoers.d/sessionlog-test-pty").exits(0);
    Terminal terminal = server.login(false, "alice").await("READY> ");
    int before = server.recordings("root").size();
    terminal.enter("sudo -i").await("(?s)sudo -i.*READY> ");
    String mark = leaveMark(terminal);
    Path outer = server.awaitRecording("alice", mark);
    if (ownTerminal) {
      String json = Files.readString(server.awaitRecording("root", mark).resolve("session.json"));
      assertTrue(json.contains("\"" + outer.getFileName() + "\""), "its parent: " + json);
    } else {
      assertEquals(before, server.recordings("root").size());
    }
    terminal.enter("exit").await("(?s)logout.*READY> ");
    ends(terminal);
  }

  @Test
  void eachPaneOfTmuxIsASession() throws Exception {
    requires("/usr/bin/tmux");
    Terminal terminal = server.login(false, "alice").await("READY> ");
    int before = server.recordings("alice").size();
    terminal.enter("tmux new-session").await(NOTICE);
    String mark = leaveMark(terminal);
    server.awaitRecording("alice", mark);
    Installation.awaitValue(
        "a session of the pane",
        () ->
            server.recordings("alice").size() == before + 1 ? Optional.of(true) : Optional.empty());
    terminal.enter("exit").await("(?s)\\[exited\\].*READY> ");
    ends(terminal);
  }

  @Test
  void aWindowOfScreenIsInTheRecordingOfTheTerminalThatShowsIt() throws Exception {
    requires("/usr/bin/screen");
    Terminal terminal = server.login(false, "alice").await("READY> ");
    int before = server.recordings("alice").size();
    server.sh("mkdir -p -m 777 /run/screen; chmod 777 /run/screen").exits(0);
    terminal.enter("screen -s /bin/sh").await("\u001b\\[\\?1049h|\u001b\\[H\u001b\\[J|\\$ ");
    server.awaitRecording("alice", leaveMark(terminal));
    assertEquals(before, server.recordings("alice").size());
    terminal.enter("exit").await("(?s)terminating.*READY> ");
    ends(terminal);
  }

  @Test
  void aLoginShellInAWindowOfScreenIsASession() throws Exception {
    requires("/usr/bin/screen");
    Terminal terminal = server.login(false, "alice").await("READY> ");
    int before = server.recordings("alice").size();
    server.sh("mkdir -p -m 777 /run/screen; chmod 777 /run/screen").exits(0);
    server.sh("printf 'startup_message off\\nshell -bash\\n' >/home/alice/.screenrc").exits(0);
    terminal.enter("screen").await(NOTICE).await("(?s)" + NOTICE + ".*" + NOTICE + ".*READY> ");
    server.awaitRecording("alice", leaveMark(terminal));
    assertEquals(before + 1, server.recordings("alice").size());
    terminal.enter("exit").await("(?s)terminating.*READY> ");
    ends(terminal);
    server.sh("rm /home/alice/.screenrc").exits(0);
  }

  @Test
  void aLoginByAGettyIsASession() throws Exception {
    requires("/sbin/agetty");
    server.sh("echo kate:pass1word | chpasswd").exits(0);
    Terminal terminal = server.terminal("/sbin/agetty", "--noissue", "--nohostname", "-", "xterm");
    terminal.await("login: ").enter("kate").await("Password: ").enter("pass1word");
    terminal.await(NOTICE).await("READY> ");
    server.awaitRecording("kate", leaveMark(terminal));
    ends(terminal);
  }

  @Test
  void aLoginAtTheConsoleIsASession() throws Exception {
    Terminal terminal = server.terminal("/bin/login", "-f", "kate");
    terminal.await(NOTICE).await("READY> ");
    server.awaitRecording("kate", leaveMark(terminal));
    ends(terminal);
  }

  @Test
  void aContainerWhoseProcessesCannotBeSeenSaysSoAndGoesOn() throws Exception {
    int before = recordings();
    Terminal terminal =
        server.terminal("unshare", "--pid", "--fork", "--mount-proc", "su", "-", "dora");
    terminal.await("this login is not recorded").await("READY> ");
    ends(terminal);
    assertEquals(before, recordings());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCollectorThatHangsKeepsNobodyOut(boolean forced) throws Exception {
    long collector = server.collectorPid();
    Installation.kill(collector, "STOP");
    try {
      Terminal terminal = server.login(forced, "alice");
      terminal.await("this login is not recorded");
      long warned = System.nanoTime();
      terminal.await("READY> ");
      long more = Duration.ofNanos(System.nanoTime() - warned).toMillis();
      String shown = terminal.shown();
      // By ssh-session the hook asks anew, but neither waits for a collector that hangs nor says so
      // again: the user sees one warning and waits for one answer.
      assertEquals(2, shown.split("sessionlog: ", -1).length, shown);
      assertTrue(more < 1500, more + " ms from the warning to the prompt");
      terminal.enter("echo in-$((1+1)); exit 4").await("in-2");
      assertEquals(4, terminal.awaitExit());
    } finally {
      Installation.kill(collector, "CONT");
    }
  }

  /** sshd itself prints neither the message of the day nor the last login before ForceCommand. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theMessageOfTheDayAndTheLastLoginAreShown(boolean forced) throws Exception {
    server.sh("echo 'Welcome to web1' >/etc/motd; rm -rf /etc/motd.d").exits(0);
    server.sh("touch /var/log/wtmp /var/log/lastlog").exits(0); // as Debian has them
    ends(server.login(forced, "zoe").await("READY> "));

    Terminal terminal = server.login(forced, "zoe").await("READY> ");
    ends(terminal);
    String shown = terminal.shown();
    assertEquals(2, shown.split("Welcome to web1\r\n", -1).length, shown);
    assertTrue(
        Pattern.compile(
                "Last login: \\w{3} \\w{3} .\\d [0-9:]{8} 20\\d\\d from 127\\.0\\.0\\.1\r+\n")
            .matcher(shown)
            .find(),
        shown);

    server.sh("touch /home/zoe/.hushlogin").exits(0);
    try {
      Terminal silent = server.login(forced, "zoe").await("READY> ");
      ends(silent);
      assertFalse(silent.shown().contains("Welcome to web1"), silent.shown());
      assertFalse(silent.shown().contains("Last login"), silent.shown());
    } finally {
      server.sh("rm /home/zoe/.hushlogin").exits(0);
    }
  }

  @Test
  void withoutTheProgramEverybodyGetsIn() throws Exception {
    server.sh("mv /usr/lib/sessionlog/bin /usr/lib/sessionlog/away").exits(0);
    try {
      Terminal terminal = server.login(true, "alice").await("READY> ");
      ends(terminal);
      Outcome command = server.sh(server.ssh(true) + " zoe@127.0.0.1 'echo in; exit 6'");
      assertEquals("in\n", command.exits(6).isSilentOnError().out());
    } finally {
      server.sh("mv /usr/lib/sessionlog/away /usr/lib/sessionlog/bin").exits(0);
    }
  }

  @Test
  void theHookInAUsersOwnProfileAsksNoSecondTime() throws Exception {
    int before = server.recordings("kate").size();
    Files.writeString(
        server.path("/home/kate/.profile"),
        "eval \"$(sessionlog init-user)\"\n",
        StandardOpenOption.APPEND);
    Terminal terminal = server.login(false, "kate").await(NOTICE).await("READY> ");
    server.awaitRecording("kate", leaveMark(terminal));
    assertEquals(before + 1, server.recordings("kate").size());
    ends(terminal);
  }
}
