package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      calls.add(new Call(user, "user", "'echo $SSH_TTY; echo $0 >&2; exit 5'", 0));
      calls.add(new Call(user, "user", "-tt 'echo at a terminal; exit 5'", 1));
      calls.add(new Call(user, "user", "-tt 'kill -TERM $$; sleep 1'", 1));
      calls.add(new Call(user, "backup", "'id; cat /etc/passwd'", 0));
      calls.add(new Call(user, "backup", "-tt 'id; cat /etc/passwd'", 1));
      calls.add(new Call(user, "backup", "-tt", 1));
      calls.add(new Call(user, "restricted", "-tt id", 0));
      calls.add(new Call(user, "signed", "id", 0));
      calls.add(new Call(user, "signed", "-tt id", 1));
    }
    calls.add(
        new Call("alice", "user", "-tt 'echo $MINE $SHLVL $SHELL ${SESSIONLOG_COMMAND-no}'", 1));
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
    for (Call call : CALLS) {
      before.add(seen(call.run(false)));
    }
    assertEquals(0, recordings(), "none is recorded by the hooks of profiles");
    server.sh("/usr/lib/sessionlog/bin/hooks add-commands").exits(0).isSilentOnError();
    List<Executable> checks = new ArrayList<>();
    for (int i = 0; i < CALLS.size(); i++) {
      Call call = CALLS.get(i);
      String without = before.get(i);
      int already = recordings();
      String with = seen(call.run(false));
      int more = recordings() - already;
      checks.add(() -> assertEquals(without, with, call.toString()));
      checks.add(() -> assertEquals(call.sessions(), more, call.toString()));
    }
    assertAll(checks);
    server.sh("/usr/lib/sessionlog/bin/hooks remove-commands").exits(0).isSilentOnError();
    assertEquals("", server.sh("grep -rl sessionlog /etc/bash.bashrc /etc/zsh/zshenv; :").out());
  }
}
