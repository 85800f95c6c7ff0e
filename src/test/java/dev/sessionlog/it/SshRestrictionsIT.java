package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * What sshd makes of a key's, a certificate's and a user's restrictions is the same with commands
 * at a terminal recorded as without: each call is made before and after.
 */
final class SshRestrictionsIT {
  private static final String SETUP =
      """
      set -e
      cd /run/keys
      for key in plain backup restricted ca signed; do ssh-keygen -q -t ed25519 -N '' -f $key; done
      # As gitolite, rrsync and borg do it: the key runs one program, which looks at what was asked for.
      printf '%s\\n' '#!/bin/sh' 'echo "only $1: $SSH_ORIGINAL_COMMAND; $(id -un)"; exit 3' \\
        >/usr/local/bin/only
      chmod 755 /usr/local/bin/only
      ssh-keygen -q -s ca -I c -n alice,zoe,finn,rosa -O force-command='only cert' signed.pub
      for user in alice dora zoe finn rosa gus; do
        home=/home/$user
        {
          printf 'command="only key" %s\\n' "$(cat backup.pub)"
          printf 'restrict,command="only \\\\"restricted\\\\"" %s\\n' "$(cat restricted.pub)"
          printf 'cert-authority %s\\n' "$(cat ca.pub)"
        } >>$home/.ssh/authorized_keys
        echo 'echo rc for $SSH_TTY; cat >/dev/null' >$home/.ssh/rc
        chown -R $user: $home/.ssh
      done
      printf 'export MINE=1\\n' >/home/alice/.bashrc
      """;

  @TempDir private static Path root;
  private static ServerCopy server;

  /** A call of ssh; {@code sessions} is how many it is to open where commands are recorded. */
  private record Call(String user, String key, String arguments, int sessions) {
    Outcome run(boolean forced) throws Exception {
      String ssh = server.ssh(forced).replace("/run/keys/user", "/run/keys/" + key);
      String[] words = arguments.split(" ", 2);
      boolean option = words[0].startsWith("-");
      String before = option ? words[0] : "";
      String after = option ? (words.length > 1 ? words[1] : "") : arguments;
      return server.sh(ssh + " " + before + " " + user + "@127.0.0.1 " + after + " </dev/null");
    }
  }

  private static final List<Call> CALLS = calls();

  private static List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    for (String user : List.of("alice", "zoe", "finn", "rosa")) {
      calls.add(new Call(user, "user", "-tt 'echo at a terminal; exit 5'", 1));
      calls.add(new Call(user, "backup", "-tt 'id; cat /etc/passwd'", 1));
    }
    calls.add(new Call("alice", "user", "'echo $SSH_TTY; echo $0 >&2; exit 5'", 0));
    calls.add(
        new Call("alice", "user", "-tt 'echo $MINE $SHLVL $SHELL ${SESSIONLOG_COMMAND-no}'", 1));
    calls.add(new Call("alice", "backup", "'id; cat /etc/passwd'", 0));
    calls.add(new Call("alice", "backup", "-tt", 1));
    calls.add(new Call("alice", "restricted", "-tt id", 0));
    calls.add(new Call("alice", "signed", "id", 0));
    calls.add(new Call("alice", "signed", "-tt id", 1));
    calls.add(new Call("rosa", "user", "-tt 'cd / || exit 8'", 1));
    calls.add(new Call("dora", "backup", "-tt id", 0));
    calls.add(new Call("gus", "user", "-tt 'git-upload-pack nothing'", 0));
    calls.add(new Call("gus", "user", "id", 0));
    calls.add(new Call("gus", "user", "-tt", 0));
    return calls;
  }

  @BeforeAll
  static void prepare() throws Exception {
    Optional<String> obstacle = ServerCopy.obstacle();
    assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
    server = ServerCopy.in(root);
    server.sh(SETUP).exits(0);
    server.startCollector();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.close();
    }
  }

  private static int recordings() throws Exception {
    int sum = 0;
    for (String user : ServerCopy.USERS.keySet()) {
      sum += server.recordings(user).size();
    }
    return sum;
  }

  private static String seen(Outcome outcome) {
    return (outcome.code() + "\n" + outcome.out() + "\n" + outcome.err())
        .replaceAll("/dev/pts/\\d+", "/dev/pts/N")
        // A shell names itself as it was called; inside a session that is by its path.
        .replaceAll("(?m)^(/usr)?/bin/(?=[a-z]+: )", "");
  }

  @Test
  void restrictionsAreAsWithoutUsAndTerminalsAreRecorded() throws Exception {
    List<String> before = new ArrayList<>();
    int already = recordings();
    for (Call call : CALLS) {
      before.add(seen(call.run(false)));
    }
    assertEquals(already, recordings(), "none is recorded by the hooks of profiles");
    server.sh("/usr/lib/sessionlog/bin/hooks add-commands").exits(0).isSilentOnError();
    List<Executable> checks = new ArrayList<>();
    for (int i = 0; i < CALLS.size(); i++) {
      Call call = CALLS.get(i);
      String without = before.get(i);
      int recorded = recordings();
      String with = seen(call.run(false));
      int more = recordings() - recorded;
      checks.add(() -> assertEquals(without, with, call.toString()));
      checks.add(() -> assertEquals(call.sessions(), more, call.toString()));
    }
    assertAll(checks);
    server.sh("/usr/lib/sessionlog/bin/hooks remove-commands").exits(0).isSilentOnError();
    assertEquals("", server.sh("grep -rl sessionlog /etc/bash.bashrc /etc/zsh/zshenv; :").out());
  }

  @Test
  void underForceCommandARestrictedKeyIsRefusedAndNamed() throws Exception {
    int before = recordings();
    for (String key : List.of("backup", "signed")) {
      for (String arguments : List.of("id", "-tt id", "-tt")) {
        Outcome refused = new Call("zoe", key, arguments, 0).run(true);
        assertEquals(1, refused.code(), refused.toString());
        assertTrue(
            (refused.out() + refused.err()).contains("login refused: this key may run only one"));
        assertFalse(refused.out().contains("only key"), refused.toString());
      }
    }
    assertEquals(before, recordings());
    assertEquals("zoe\n", new Call("zoe", "user", "'id -un'", 0).run(true).exits(0).out());
    server.sh("cp /run/forced.conf /etc/ssh/sshd_config").exits(0);
    server
        .sh("rm /home/kate/.ssh/authorized_keys; mkfifo /home/kate/.ssh/authorized_keys")
        .exits(0);
    Outcome named = server.sh("/usr/lib/sessionlog/bin/hooks check-keys").exits(1);
    assertTrue(
        named.out().contains("sessionlog: /home/dora/.ssh/authorized_keys, line 2: ForceCommand"),
        named.out());
    assertEquals(8, named.out().lines().count(), "two for each of four users: " + named.out());
    assertFalse(named.out().contains("rosa"), "she is not in the group: " + named.out());
    Terminal root = server.terminal("sessionlog", "status");
    root.await("ForceCommand takes the place of command= of this key");
    for (String options : List.of("", " --json", " --prometheus")) {
      server.sh("sessionlog status" + options).exits(0).isSilentOnError();
      Terminal shown = server.terminal("sh", "-c", "sessionlog status" + options + "; echo do''ne");
      shown.await("done");
      assertEquals(options.isEmpty(), shown.shown().contains("ForceCommand"), options);
    }
    server.sh("gpasswd -d alice sessionlog-forced").exits(0);
    Outcome outside = new Call("alice", "backup", "id", 0).run(true);
    assertTrue(outside.exits(3).out().contains("only key: id; alice"), outside.toString());
  }

  private static String status() throws Exception {
    return Files.readString(server.path("/run/sessionlog/status.json"));
  }

  private static void awaitStatus(String text) {
    Installation.awaitValue(
        text, () -> status().contains(text) ? Optional.of(true) : Optional.empty());
  }

  @Test
  void aTerminalIsToldByWhoLeadsItAndNotWhatARecordedOneShows() throws Exception {
    server.sh("cp /bin/bash /home/tess/vim; chmod 755 /home/tess/vim").exits(0);
    server.login(false, "kate", "exec perl -e '$|=1; print 6*7; sleep 60'").await("42");
    server.login(false, "tess", "exec /home/tess/vim -i").await("\\$ ");
    Terminal inside = server.login(false, "zoe").await("READY> ");
    inside.enter("script -q -c 'echo in-script; sleep 60' /dev/null").await("in-script\\r?\\n");
    Terminal sudo = server.login(false, "alice").await("READY> ");
    sudo.enter("sudo sh -c 'tty; echo in-su''do; sleep 60'").await("in-sudo");
    Matcher sudoTty = Pattern.compile("(/dev/pts/\\d+)\\s+in-sudo").matcher(sudo.shown());
    assertTrue(sudoTty.find(), sudo.shown());
    awaitStatus("{\"user\":\"kate\",");
    awaitStatus("{\"user\":\"tess\",");
    assertFalse(status().contains("{\"user\":\"zoe\","), status());
    assertFalse(status().contains("{\"user\":\"alice\","), status());
    // This machine's root also sits at the terminals from which the tests call ssh.
    String ofSudo = "{\"user\":\"root\",\"tty\":\"%s\"".formatted(sudoTty.group(1));
    assertFalse(status().contains(ofSudo), status());
    Outcome told = server.sh("sessionlog status");
    assertTrue(told.out().contains("unrecorded kate on /dev/pts/"), told.toString());
  }

  @Test
  void aStoppedScriptIsNotedWithinTenSecondsAndTheSessionGoesOn() throws Exception {
    Terminal terminal = server.login(false, "finn").await("READY> ");
    terminal.enter("ps -o ppid= -p $fish_pid; echo parent-kno''wn").await("parent-known");
    long stopped = System.nanoTime();
    terminal.enter("kill -STOP (ps -o ppid= -p $fish_pid | string trim)");
    awaitStatus("\"sign\":\"script is stopped\"");
    long seconds = Duration.ofNanos(System.nanoTime() - stopped).toSeconds();
    assertTrue(seconds <= 10, seconds + " s");
    Outcome told = server.sh("sessionlog status");
    assertTrue(told.out().contains("evasion    possible in session "), told.toString());
    assertTrue(told.out().contains(" of finn: script is stopped"), told.toString());
    server.sh("pkill -CONT -u finn -x script").exits(0);
    terminal.enter("echo ba''ck").await("back");
    awaitStatus("\"evasions\":[]");
    Path recording = server.awaitRecording("finn", "parent-known");
    String timing = Files.readString(recording.resolve("timing"));
    assertTrue(timing.contains("MARKER possible evasion: script is stopped"), timing);
    assertTrue(timing.contains("MARKER script works again"), timing);
  }

  @Test
  void aTerminalWhoseScriptLostItsPipeIsNamed() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/gdb")), "gdb is not installed");
    Terminal terminal = server.login(false, "dora").await("READY> ");
    terminal.enter("echo before-lo''ss").await("before-loss");
    terminal.enter(
        "for f in /proc/$PPID/fd/*; do case $(readlink $f) in *.fifo) n=${f##*/} ;; esac; done;"
            + " gdb -p $PPID -batch -ex \"call (int)dup2((int)open(\\\"/dev/null\\\", 1), $n)\""
            + " >/dev/null 2>&1; echo go''ne");
    terminal.await("gone");
    awaitStatus("{\"user\":\"dora\",");
    Path recording = server.awaitRecording("dora", "before-loss");
    String json = Files.readString(recording.resolve("session.json"));
    assertTrue(json.contains("truncated"), json);
  }

  private static Optional<Boolean> evasions(String user, String sign) throws Exception {
    return Pattern.compile("\"user\":\"%s\",\"sign\":\"%s".formatted(user, sign))
            .matcher(status())
            .find()
        ? Optional.of(true)
        : Optional.empty();
  }

  /** What may have the terminal outside open, or a terminal of its own, and is no evasion. */
  private static void honest() throws Exception {
    server.sh(JOBS).exits(0);
    Terminal alice = server.login(false, "alice").await("READY> ");
    alice.enter(
        "ssh-agent sh -c 'sleep 300' & sudo -b sleep 300; (sleep 300 &); nohup sleep 300 &");
    alice.enter("/usr/bin/tmux -L honest new -s a || echo no-tm''ux").await("READY> |no-tmux");
    alice.enter("script -q -c 'echo in-script; sleep 300' /dev/null").await("in-script\\r?\\n");
  }

  private static final String JOBS =
      """
      cat >/etc/profile.d/a-job.sh <<'END'
      (while :; do sleep 1; done) &
      setsid sleep 300 &
      END
      """;

  @Test
  void aShellAtTheTerminalOutsideIsNotedAndNothingHonestIs() throws Exception {
    honest();
    Terminal terminal = server.login(false, "dora").await("READY> ");
    terminal.enter("t=$(readlink /proc/$PPID/fd/0); echo before-lea''ving").await("before-leaving");
    long left = System.nanoTime();
    terminal.enter("exec bash --norc -i <$t >$t 2>&1").await("bash-[0-9.]+[$] ");
    Installation.awaitValue(
        "a sign", () -> evasions("dora", "another process has the terminal outside"));
    long seconds = Duration.ofNanos(System.nanoTime() - left).toSeconds();
    assertTrue(seconds <= 10, seconds + " s");
    assertFalse(status().contains("\"user\":\"alice\",\"sign\""), status());
    Path recording = server.awaitRecording("dora", "before-leaving");
    String timing = Files.readString(recording.resolve("timing"));
    assertTrue(timing.contains("MARKER possible evasion: another process has"), timing);
    String json = Files.readString(recording.resolve("session.json"));
    assertTrue(json.contains("\"remote\" : \"127.0.0.1\""), "by the kernel: " + json);
    terminal.enter("exit");
    server.sh("rm /etc/profile.d/a-job.sh").exits(0);
  }

  @Test
  void aSecondScriptOnAPipeCoversNoTerminalAndIsNoted() throws Exception {
    Terminal first = server.login(false, "tess", "bash", "-l").await("READY> ");
    first.enter("echo the-fi''rst").await("the-first");
    String id = server.awaitRecording("tess", "the-first").getFileName().toString();
    Terminal decoy = server.login(false, "tess", "exec", "bash", "--norc");
    decoy
        .await("[$] ")
        .enter(
            "tty; exec script -q -f -c 'sh -c \"tty; sleep 300\"' /run/sessionlog/pipes/"
                + id
                + ".fifo");
    decoy.await("/dev/pts/\\d+(?s:.*)/dev/pts/\\d+");
    Matcher tty = Pattern.compile("/dev/pts/\\d+").matcher(decoy.shown());
    assertTrue(tty.find(), decoy.shown());
    awaitStatus("{\"user\":\"tess\",\"tty\":\"%s\"".formatted(tty.group()));
    Installation.awaitValue(
        "a sign", () -> evasions("tess", "another process has the pipe of the session open"));
    server.sh("pkill -KILL -u tess").exits(0);
  }

  /** The user's own shell can do that, whatever the answer says; so it is looked for. */
  @Test
  void aLibraryOfTheUsersInScriptIsNoted() throws Exception {
    Terminal terminal = server.login(false, "kate", "exec", "bash", "--norc", "-i");
    terminal
        .await("[$] ")
        .enter("cp $(/sbin/ldconfig -p | sed -n 's/.*libm.so.6.*> //p' | head -1) ~/evil.so");
    terminal.enter(
        "eval \"$(sessionlog init-user | sed 's#KILL /usr/bin/script#KILL"
            + " env LD_PRELOAD=/home/kate/evil.so /usr/bin/script#')\"; echo not recor''ded");
    terminal
        .await("is recorded[^$]*[$] $")
        .enter("echo mapped-$(grep -c evil.so /proc/$PPID/maps)");
    terminal.await("mapped-[1-9]");
    Installation.awaitValue("a sign", () -> evasions("kate", "script runs code from a file"));
    server.sh("pkill -KILL -u kate").exits(0); // other tests wait for a status without signs
  }
}
