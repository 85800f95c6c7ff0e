package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.config.SessionLimitSettings;
import dev.sessionlog.login.UnrecordedTerminals.Terminal;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Terminals by who leads them. What sessions cover is tried with real ones, by ITs. */
final class UnrecordedTerminalsTest {
  private static final Path PTS_3 = Path.of("/dev/pts/3");
  private static final int DAEMON = 1;
  private static final int TTY_2 = 4 << 8 | 2;

  @TempDir private Path root;
  private FakeProc proc;
  private Path shells;

  /** Each pipe is of a session. */
  private static Optional<SessionId> anyPipe(OpenPipe pipe) {
    return SessionId.parse("20261123T062510-k3f9");
  }

  @BeforeEach
  void makeProc() throws IOException {
    proc = new FakeProc(Files.createDirectory(root.resolve("proc")));
    shells = Files.writeString(root.resolve("shells"), "/bin/sh\n");
    proc.process(50, 1, "sshd", 0).program(50, Path.of("/usr/sbin/sshd"));
  }

  private void leader(long pid, long parent, int tty, int uid, String program) throws IOException {
    proc.process(pid, parent, "x", tty).uids(pid, uid, 0).program(pid, Path.of(program));
    proc.file(pid, "stat", pid + " (x) S " + parent + " " + pid + " " + pid + " " + tty + " 0 0\n");
    proc.file(pid, "cmdline", "x\0");
  }

  private Map<Path, Terminal> find() {
    Unix unix = Unix.load();
    LoginSettings settings =
        new LoginSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            OnUnavailable.ALLOW,
            "",
            false,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            new SessionLimitSettings(0, 0, 0));
    UnrecordedTerminals terminals =
        new UnrecordedTerminals(
            unix,
            proc.table(),
            new ProcessStates(root.resolve("proc")),
            shells,
            UnrecordedTerminalsTest::anyPipe);
    return terminals.find(new LoginPolicy(settings, unix));
  }

  @Test
  void anyProgramThatLeadsCountsAndItsRealUserIsNamed() throws Exception {
    leader(60, 50, FakeProc.PTS_3, DAEMON, "/home/x/renamed");
    assertEquals(Map.of(PTS_3, new Terminal(PTS_3, "daemon", 60)), find());
  }

  @Test
  void whoeverWaitsForALoginIsNone() throws Exception {
    leader(60, 1, FakeProc.PTS_3, 0, "/usr/sbin/agetty");
    assertEquals(Map.of(), find());
  }

  @Test
  void whatExpectRunsForCronIsNone() throws Exception {
    proc.process(51, 1, "expect", 0).program(51, Path.of("/usr/bin/expect"));
    leader(60, 51, FakeProc.PTS_3, DAEMON, "/usr/bin/ssh");
    assertEquals(Map.of(), find());
  }

  @Test
  void aPaneIsOneOnlyWithAShell() throws Exception {
    proc.process(51, 1, "tmux: server", 0).program(51, Path.of("/usr/bin/tmux"));
    leader(60, 51, FakeProc.PTS_3, DAEMON, "/usr/bin/htop");
    assertEquals(Map.of(), find());
    leader(61, 51, FakeProc.PTS_4, DAEMON, Path.of("/bin/sh").toRealPath().toString());
    assertEquals(Set.of(Path.of("/dev/pts/4")), find().keySet());
  }

  @Test
  void onAConsoleADisplayManagerIsNone() throws Exception {
    leader(60, 50, TTY_2, DAEMON, "/usr/lib/gdm-wayland-session");
    assertEquals(Map.of(), find());
  }

  /**
   * The sh that a recorded login becomes, with its script, on the terminal that {@code above} has.
   */
  private void recorded(long above) throws Exception {
    Path pipe = root.resolve("20261123T062510-k3f9.fifo");
    Unix.load().mkfifo(pipe, 0600);
    proc.process(61, above, "sh", FakeProc.PTS_3).program(61, Path.of("/bin/sh").toRealPath());
    proc.file(61, "cmdline", "/bin/sh\0-c\0").children(61, 62);
    proc.script(62, 61, FakeProc.PTS_3).open(62, 3, pipe);
  }

  /** As by {@code docker exec -it CONTAINER su - USER}: nothing of it is above what leads. */
  @Test
  void suThatWaitsForARecordedShellIsNone() throws Exception {
    leader(60, 0, FakeProc.PTS_3, 0, "/usr/bin/su");
    assertEquals(Set.of(PTS_3), find().keySet());
    proc.children(60, 61);
    recorded(60);
    assertEquals(Map.of(), find());
  }

  @Test
  void whatIsCalledSuAndIsNotRootsIsOne() throws Exception {
    leader(60, 0, FakeProc.PTS_3, DAEMON, "/home/x/su");
    proc.uids(60, DAEMON, DAEMON).children(60, 61);
    recorded(60);
    assertEquals(Set.of(PTS_3), find().keySet());
  }

  @Test
  void anotherProgramOfRootsBesideARecordedShellIsOne() throws Exception {
    leader(60, 0, FakeProc.PTS_3, 0, "/usr/bin/python3");
    proc.children(60, 61);
    recorded(60);
    assertEquals(Set.of(PTS_3), find().keySet());
  }
}
