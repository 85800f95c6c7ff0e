package dev.sessionlog.it;

import static dev.sessionlog.it.Installation.awaitValue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.it.SystemInstallation.User;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What users can do to the system collector, each other and their own past: nothing. Real users, of
 * whom two share their primary group. The table of what was tried is written to {@code
 * target/separation.md}; docs/security.md shows it.
 */
final class SeparationIT {
  private static final User ALICE = new User("al.ice-x", 6001, 6000);
  private static final User BOB = new User("bob", 6002, 6000);
  private static final User MALLORY = new User("CORP\\mallory", 6003, 6003);
  private static final User AUDITOR = new User("auditor", 6004, 6004);
  private static final User ROOT = new User("root", 0, 0);
  private static final User RESCUE = new User("rescue", 6005, 6005);
  private static final String KNOCK = "/run/sessionlog/knock/";
  private static final String LOGS = "/var/log/sessionlog/";
  private static final int FLOOD = 10_000;

  @TempDir private Path root;
  private SystemInstallation system;
  private final List<Row> table = new ArrayList<>();

  private record Row(String who, String what, String expected, String seen) {}

  @BeforeEach
  void install() throws Exception {
    SystemInstallation.assumePossible();
    system =
        SystemInstallation.in(
            root.toRealPath(),
            List.of(ALICE, BOB, MALLORY, AUDITOR, RESCUE),
            List.of(AUDITOR),
            "tmpfs");
    system.configure("[login]", "exempt_users = ['rescue']");
  }

  @AfterEach
  void remove() throws Exception {
    if (system != null) {
      system.close();
    }
  }

  private void row(String who, String what, String expected, String seen) {
    table.add(new Row(who, what, expected, seen));
  }

  /** Tries sh code that must fail, and must not have done anything before. */
  private void denied(String who, User user, String what, String code) throws Exception {
    Outcome outcome = system.as(user, code);
    row(who, what, "denied", outcome.exitsWith(0) ? "allowed: " + outcome.out() : "denied");
  }

  private void allowed(String who, User user, String what, String code) throws Exception {
    Outcome outcome = system.as(user, code);
    row(who, what, "allowed", outcome.exitsWith(0) ? "allowed" : "denied: " + outcome.err());
  }

  /** Lays something where logins knock, and waits until it is gone. */
  private void removed(String who, User user, String what, String code, String... names)
      throws Exception {
    system.as(user, code).exits(0); // it was there, or nothing is shown
    for (String name : names) {
      awaitGone(system.path(KNOCK + name));
    }
    row(who, what, "removed", "removed");
  }

  private static void awaitGone(Path path) {
    awaitValue(
        "the removal of " + path,
        () -> Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? Optional.empty() : Optional.of(true));
  }

  /** Logs in by shell code that sets something up before, and looks whether it is recorded. */
  private void recorded(User user, String stem, String what, String code) throws Exception {
    List<Path> before = system.recordings(stem);
    Terminal terminal = system.login(user, code);
    terminal.await("READY> ").enter("echo seen-$((40+2))").await("seen-42");
    // Not the last: within a second, ids are in no order.
    List<Path> fresh = new ArrayList<>(system.recordings(stem));
    fresh.removeAll(before);
    String seen = "unrecorded";
    if (fresh.size() == 1) {
      Path typescript = fresh.get(0).resolve("typescript");
      awaitValue(
          "its output in the recording",
          () ->
              Files.readString(typescript).contains("seen-42")
                  ? Optional.of(true)
                  : Optional.empty());
      seen = "recorded";
    }
    row(user.name(), what, "recorded", seen);
    terminal.enter("exit");
    terminal.awaitExit();
  }

  private static int count(Path folder) throws IOException {
    int count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        count += entry.endsWith(".refused") ? 0 : 1;
      }
    }
    return count;
  }

  @Test
  void nobodyGetsWhereTheyDoNotBelong() throws Exception {
    long collector = system.startCollector();
    Terminal live = system.login(ALICE).await("READY> ");
    live.enter("echo pid-$$").await("pid-\\d+\\s");
    String shell = live.shown().replaceAll("(?s).*pid-(\\d+)\\s.*", "$1");
    String id = system.recordings(ALICE.name()).get(0).getFileName().toString();
    pipes("/run/sessionlog/pipes/" + id + ".fifo", shell);
    files(id, collector);
    knocks(shell);
    flood();
    environments();
    live.enter("echo still-$((40+2))").await("still-42");
    Path typescript = system.recordings(ALICE.name()).get(0).resolve("typescript");
    awaitValue(
        "the end of the recording",
        () ->
            Files.readString(typescript).contains("still-42")
                ? Optional.of(true)
                : Optional.empty());
    row("al.ice-x", "goes on working after all that", "recorded", "recorded");
    auditor();
    ordinaryUser();
    unanswered(collector);
    writeTable();
    for (Row row : table) {
      assertEquals(row.expected(), row.seen(), row::toString);
    }
    assertTrue(table.size() >= 25, () -> "only " + table.size());
  }

  private void pipes(String pipe, String shell) throws Exception {
    assertEquals(
        "620 root root",
        system.as(ALICE, "stat -c '%a %U %G' " + pipe).exits(0).out().strip(),
        "the pipe");
    allowed("al.ice-x", ALICE, "write into her session's pipe, as script does", ": >>" + pipe);
    String read = "timeout 1 cat " + pipe + "; [ $? = 124 ]";
    denied("al.ice-x", ALICE, "read her session's pipe", read);
    denied("al.ice-x", ALICE, "open it for both", "exec 3<>" + pipe);
    denied(
        "al.ice-x",
        ALICE,
        "read it through /proc/self/fd of a write end",
        "exec 3>" + pipe + "; timeout 1 cat /proc/self/fd/3; [ $? = 124 ]");
    denied("al.ice-x", ALICE, "chmod it", "chmod 666 " + pipe);
    denied("al.ice-x", ALICE, "rename it", "mv " + pipe + " " + pipe + "2");
    denied("al.ice-x", ALICE, "unlink it", "rm -f " + pipe);
    denied("al.ice-x", ALICE, "replace it", "ln -sf /dev/null " + pipe);
    denied("al.ice-x", ALICE, "list the pipes", "ls /run/sessionlog/pipes");
    denied("bob, same group", BOB, "write into her pipe", ": >>" + pipe);
    denied("bob, same group", BOB, "read her pipe", read);
    denied("mallory, other group", MALLORY, "write into her pipe", ": >>" + pipe);
    denied("mallory, other group", MALLORY, "read her pipe", read);
    String fds = "for f in /proc/$(awk '{print $4}' /proc/" + shell + "/stat)/fd/*; do ";
    denied(
        "bob, same group",
        BOB,
        "write through /proc/PID/fd of her script",
        fds + ": >>$f && exit 0; done; exit 1");
    denied(
        "al.ice-x",
        ALICE,
        "read through /proc/PID/fd of her own script",
        fds + "if [ -p $f ]; then timeout 1 cat $f; [ $? = 124 ] && exit 0; fi; done; exit 1");
  }

  private void files(String id, long collector) throws Exception {
    String session = LOGS + "sessions/al.ice-x/" + id;
    denied("al.ice-x", ALICE, "read her own log", "cat " + LOGS + "al.ice-x.log");
    denied("al.ice-x", ALICE, "write to her recording", "echo x >>" + session + "/typescript");
    denied("al.ice-x", ALICE, "remove her recording", "rm -r " + session);
    denied("bob, same group", BOB, "list recordings", "ls " + LOGS + "sessions");
    denied(
        "bob, same group", BOB, "read her log by the program", "/mnt/bin/sessionlog tail al.ice-x");
    denied("al.ice-x", ALICE, "rewrite what logins are told", "echo : >/run/sessionlog/unanswered");
    denied(
        "al.ice-x",
        ALICE,
        "rewrite what they are told after a boot",
        "echo : >/var/lib/sessionlog/unanswered");
    denied("al.ice-x", ALICE, "remove it", "rm -f /var/lib/sessionlog/unanswered");
    denied(
        "al.ice-x",
        ALICE,
        "have logins ask no collector of the machine",
        "mv /var/lib/sessionlog /var/lib/old");
    denied("al.ice-x", ALICE, "replace the run dir", "mv /run/sessionlog /run/old");
    denied("al.ice-x", ALICE, "read the collector's warnings", "cat /run/sessionlog/status.json");
    denied("al.ice-x", ALICE, "kill the collector", "kill -9 " + collector);
    denied(
        "al.ice-x",
        ALICE,
        "kill the process that holds her pipe",
        "kill -9 " + Files.readString(system.path("/run/sessionlog/pipes/" + id + ".fifo.holder")));
    String connect =
        "perl -MIO::Socket::UNIX -e"
            + " 'IO::Socket::UNIX->new(Peer => \"/run/sessionlog/audit\") or exit 1'";
    denied("al.ice-x", ALICE, "connect to the socket of the audit log", connect);
    allowed("auditor", AUDITOR, "connect to the socket of the audit log", connect);
  }

  private void knocks(String shell) throws Exception {
    denied("mallory, other group", MALLORY, "list who knocks", "ls " + KNOCK);
    // Open both ways, as a launcher keeps it: the collector comes and goes before it answers.
    String ask = "mkfifo -m 666 " + KNOCK + "%1$s; timeout 2 cat <>" + KNOCK + "%1$s; true";
    // Her shell is recorded already, so the answer to her own knock is that nothing is to be done.
    Outcome hers = system.as(ALICE, ask.formatted(shell));
    row(
        "al.ice-x",
        "knock under the pid of her shell",
        "answered",
        hers.out().equals(":\n") ? "answered" : "no answer: " + hers);
    Outcome forged = system.as(BOB, ask.formatted(shell));
    row(
        "bob, same group",
        "knock under the pid of her shell",
        "no answer",
        forged.out().isEmpty() ? "no answer" : forged.out());
    awaitGone(system.path(KNOCK + shell));
    removed(
        "mallory, other group",
        MALLORY,
        "knock by a symbolic link to /etc/shadow",
        "ln -s /etc/shadow " + KNOCK + "77",
        "77");
    String pipe = system.recordings(ALICE.name()).get(0).getFileName() + ".fifo";
    removed(
        "mallory, other group",
        MALLORY,
        "knock by a symbolic link to her pipe",
        "ln -s /run/sessionlog/pipes/" + pipe + " " + KNOCK + "76",
        "76");
    if (Files.readString(Path.of("/proc/sys/fs/protected_hardlinks")).startsWith("1")) {
      denied(
          "al.ice-x",
          ALICE,
          "knock by a hard link to her pipe",
          "ln /run/sessionlog/pipes/" + pipe + " " + KNOCK + "75");
    }
    denied("al.ice-x", ALICE, "join the auditors", "sg sessionlog -c true </dev/null");
    removed("mallory, other group", MALLORY, "knock by a file", "echo x >" + KNOCK + "78", "78");
    removed(
        "mallory, other group",
        MALLORY,
        "knock by a folder with 2,000 files and 200 folders deep",
        "d="
            + KNOCK
            + "80; perl -e '$d = shift; mkdir $d; for (1..2000) { open F, \">\", \"$d/$_\" } "
            + "for (1..200) { $d .= \"/d\"; mkdir $d }' $d; true",
        "80");
    awaitValue(
        "the folder's end",
        () ->
            count(system.path("/run/sessionlog/knock/.refused")) == 0
                ? Optional.of(true)
                : Optional.empty());
    denied("mallory, other group", MALLORY, "make a device", "mknod " + KNOCK + "81 c 1 3");
    assertTrue(Files.size(Path.of("/etc/shadow")) > 0);
  }

  /**
   * One user lays knocks, without a pause and under the next pids, for as long as another logs in.
   */
  private void flood() throws Exception {
    long quiet = millisToPrompt();
    long logBefore = Files.size(system.collectorLog());
    String lay =
        "perl -MPOSIX -e 'my $n = 0; while (! -e \"/home/u6003/enough\" || $n < %d) {"
            + " mkfifo(\"%s\" . ($$ + 1 + $n %% 3000), 0600) and $n++ } print $n'";
    Process flood = system.start(MALLORY, lay.formatted(FLOOD, KNOCK));
    awaitLog("knocks of uid " + MALLORY.uid());
    long flooded = millisToPrompt();
    boolean during = flood.isAlive();
    recorded(BOB, "bob", "log in while mallory lays knocks without a pause", "exec -l /bin/bash");
    system.as(MALLORY, "touch ~/enough").exits(0);
    int laid = Integer.parseInt(new String(flood.getInputStream().readAllBytes(), UTF_8));
    awaitValue(
        "the end of the flood",
        () -> count(system.path(KNOCK)) == 0 ? Optional.of(true) : Optional.empty());
    assertTrue(during, "the flood was over before the login");
    row(
        "CORP\\mallory",
        "fill the folder of knocks with 10,000 and more",
        "removed",
        laid >= FLOOD ? "removed" : "only " + laid + " were laid");
    long grown = Files.size(system.collectorLog()) - logBefore;
    Files.writeString(
        Path.of("target/flood.txt"),
        "knocks laid: %d; to the prompt: %d ms, without the flood %d ms; warnings: %d bytes%n"
            .formatted(laid, flooded, quiet, grown));
    row(
        "CORP\\mallory",
        "fill the disk with warnings by that",
        "under 200 KB",
        grown < 200_000 ? "under 200 KB" : grown + " bytes");
  }

  private long millisToPrompt() throws Exception {
    long start = System.nanoTime();
    Terminal terminal = system.login(BOB).await("READY> ");
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(terminal.shown().contains("This session is recorded"), terminal::shown);
    terminal.enter("exit");
    terminal.awaitExit();
    return millis;
  }

  private void environments() throws Exception {
    String name = ALICE.name();
    recorded(
        ALICE,
        name,
        "SESSIONLOG_RUN_DIR, SESSIONLOG_CONFIG and XDG directories of her own",
        "export SESSIONLOG_RUN_DIR=~/r SESSIONLOG_CONFIG=~/c XDG_RUNTIME_DIR=~ XDG_STATE_HOME=~;"
            + " exec -l /bin/bash");
    recorded(
        ALICE,
        name,
        "PATH with programs of her own in it",
        "mkdir -p ~/evil; for p in script mkfifo timeout cat id rm readlink; do"
            + " printf '#!/bin/sh\\necho evil; exit 1' >~/evil/$p; chmod +x ~/evil/$p; done;"
            + " PATH=~/evil exec -l /bin/bash");
    recorded(
        ALICE,
        name,
        "TERM with an escape sequence, a strange locale",
        "TERM=$'\\e]0;x\\a\"\\\\' LANG=tr_TR.ISO-8859-9 LC_ALL=xx exec -l /bin/bash");
    recorded(ALICE, name, "SHELL and ENV of her own", "SHELL=/bin/false ENV=~/x exec -l /bin/bash");
    recorded(ALICE, name, "umask 777", "umask 777; exec -l /bin/bash");
    recorded(
        ALICE,
        name,
        "ulimit: no files, no core, 24 descriptors",
        "ulimit -f 0 -c 0 -n 24; exec -l /bin/bash");
    recorded(MALLORY, "CORP%5Cmallory", "a user's name with a backslash", "exec -l /bin/bash");
    int before = system.recordings(name).size();
    Outcome closed =
        system.as(ALICE, "exec <&- >&- 2>&-; exec " + SystemInstallation.PROGRAM + " init-user");
    row(
        name,
        "init-user with descriptors 0 to 2 closed",
        "nothing",
        closed.exitsWith(0) && system.recordings(name).size() == before ? "nothing" : "something");
  }

  /** Who may not read is told in one line who may, and what to do. */
  private void ordinaryUser() throws Exception {
    for (String command :
        List.of("status", "list", "tail bob", "show bob", "search x", "hold -m x bob", "end bob")) {
      Outcome refused = system.as(ALICE, SystemInstallation.PROGRAM + " " + command);
      refused.exits(command.startsWith("search") ? 2 : 1);
      String name = command.split(" ")[0];
      String advice =
          List.of("hold", "end").contains(name)
              ? "it belongs to root; run 'sessionlog " + name + "' as root\n"
              : "only root and the group 'sessionlog' may read it; ask an administrator to add you to"
                  + " that group, then log in again. 'sessionlog init-user --check' says whether you"
                  + " are recorded\n";
      assertEquals(
          "sessionlog: /var/log/sessionlog: permission denied: " + advice, refused.err(), command);
    }
  }

  private void auditor() throws Exception {
    String tail = SystemInstallation.PROGRAM + " tail al.ice-x";
    allowed("auditor", AUDITOR, "read her log", tail);
    String audit = Files.readString(system.logDir().resolve("audit/audit.log"));
    row(
        "auditor",
        "which is noted",
        "noted",
        audit.contains("uid 6004 (auditor)") && audit.endsWith("tail al.ice-x\n")
            ? "noted"
            : audit);
    system.as(AUDITOR, SystemInstallation.PROGRAM + " search -u al.ice-x opened").exits(0);
    system.as(AUDITOR, SystemInstallation.PROGRAM + " export -f text al.ice-x").exits(0);
    audit = Files.readString(system.logDir().resolve("audit/audit.log"));
    assertTrue(audit.contains(": search al.ice-x\n"), audit);
    assertTrue(audit.matches("(?s).*: export \\S+ of al\\.ice-x\n"), audit);
    allowed("auditor", AUDITOR, "ask for the status", SystemInstallation.PROGRAM + " status");
    denied("auditor", AUDITOR, "change the audit log", "echo x >>" + LOGS + "audit/audit.log");
    denied("auditor", AUDITOR, "remove a log", "rm -f " + LOGS + "al.ice-x.log");
    Terminal unseen = system.login(BOB, "exec -l /bin/bash --noprofile --norc");
    unseen.await("[$] ").enter("tty").await("/dev/pts/\\d+");
    String tty = unseen.shown().replaceAll("(?s).*(/dev/pts/\\d+).*", "$1");
    awaitValue(
        "the terminal without a session",
        () ->
            system
                    .as(AUDITOR, SystemInstallation.PROGRAM + " status")
                    .out()
                    .contains("unrecorded bob on " + tty)
                ? Optional.of(true)
                : Optional.empty());
    row("bob", "log in without a profile", "told by status", "told by status");
    unseen.close();
  }

  /** The policy is changed while the collector runs, which then is stopped. */
  private void unanswered(long collector) throws Exception {
    system.configure("[login]", "on_unavailable = 'perhaps'");
    Installation.kill(collector, "HUP");
    awaitLog("the configuration has a mistake and was not reloaded: ");
    system.configure(
        "[login]",
        "exempt_users = ['rescue']",
        "on_unavailable = 'deny'",
        "max_sessions_per_user = 1");
    Installation.kill(collector, "HUP");
    awaitLog("configuration reloaded");
    Terminal second = system.login(ALICE);
    second.await("login refused: you have 1 session,");
    row("al.ice-x", "open more sessions than allowed", "refused", "refused");
    assertEquals(1, second.awaitExit());
    Terminal recorded = system.login(BOB).await("READY> ");
    Installation.kill(collector, "STOP");
    try {
      // A login shell inside a session needs no collector to know that it is recorded.
      recorded.enter("bash -l").enter("echo inner-$((40+2))").await("inner-42");
      assertFalse(recorded.shown().contains("does not answer"), recorded::shown);
      recorded.enter("exit").enter("exit");
      Terminal bob = system.login(BOB);
      bob.await("login refused: the collector does not answer");
      row("bob", "log in while the collector is stopped, deny", "refused", "refused");
      assertEquals(1, bob.awaitExit());
      system.login(RESCUE).await("not recorded: the collector does not answer").await("READY> ");
      row("rescue, exempt", "the same", "let in", "let in");
      allowed("auditor", AUDITOR, "read a log then", SystemInstallation.PROGRAM + " tail bob");
      String held = KNOCK + "4999999";
      system.as(ALICE, "mkfifo -m 600 " + held).exits(0);
      denied("bob, same group", BOB, "remove her knock", "rm -f " + held);
      denied("bob, same group", BOB, "read her answer", "timeout 1 cat " + held + "; [ $? = 124 ]");
      if (Files.readString(Path.of("/proc/sys/fs/protected_hardlinks")).startsWith("1")) {
        denied(
            "bob, same group",
            BOB,
            "give her knock a second name",
            "ln " + held + " " + held + "1");
      }
      denied("bob, same group", BOB, "answer her knock", "echo 'echo evil' >" + held);
    } finally {
      Installation.kill(collector, "CONT");
    }
  }

  private void awaitLog(String text) {
    awaitValue(
        text,
        () ->
            Files.readString(system.collectorLog()).contains(text)
                ? Optional.of(true)
                : Optional.empty());
  }

  @Test
  void aChangeOfUserInsideIsMarkedAndAPaneIsASessionOfItsOwn() throws Exception {
    system.startCollector();
    Terminal terminal =
        system.login(ROOT, "export HOME=" + BOB.home() + "; exec -l /bin/bash").await("READY> ");
    terminal.enter("su - auditor").await("(?s)su - auditor.*READY> ");
    terminal.enter("echo as-$(id -un)").await("as-auditor");
    assertEquals(0, system.recordings("auditor").size(), "it is in root's recording");
    Path timing = system.recordings("root").get(0).resolve("timing");
    awaitValue(
        "the marker",
        () ->
            Files.readString(timing).contains("MARKER user changed: auditor")
                ? Optional.of(true)
                : Optional.empty());
    // A server of an earlier run, in /tmp, would open the pane in that run's namespace.
    terminal.enter("export TMUX_TMPDIR=$HOME; tmux new-session");
    awaitValue(
        "the pane's session",
        () -> system.recordings("auditor").isEmpty() ? Optional.empty() : Optional.of(true));
    system.as(AUDITOR, "TMUX_TMPDIR=$HOME tmux kill-server").exits(0);
  }

  @Test
  void withoutAccessControlListsOnlyWhoIsAloneInAGroupIsRecorded() throws Exception {
    system.close();
    Path other = Files.createDirectories(root.resolve("ramfs"));
    system =
        SystemInstallation.in(other.toRealPath(), List.of(ALICE, BOB, MALLORY), List.of(), "ramfs");
    system.configure("");
    system.startCollector();
    system.login(ALICE).await("not recorded: .*no access control lists").await("READY> ");
    system.login(MALLORY).await("This session is recorded").await("READY> ");
    String pipe = system.recordings("CORP%5Cmallory").get(0).getFileName() + ".fifo";
    assertEquals(
        "620 root CORP\\mallory",
        system
            .as(MALLORY, "stat -c '%a %U %G' /run/sessionlog/pipes/" + pipe)
            .exits(0)
            .out()
            .strip());
  }

  private void writeTable() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| # | who | tries to, or with | expected | seen |");
    lines.add("| --- | --- | --- | --- | --- |");
    for (Row row : table) {
      lines.add(
          "| %d | %s | %s | %s | %s |"
              .formatted(lines.size() - 1, row.who(), row.what(), row.expected(), row.seen()));
    }
    Files.write(Path.of("target/separation.md"), lines);
  }
}
