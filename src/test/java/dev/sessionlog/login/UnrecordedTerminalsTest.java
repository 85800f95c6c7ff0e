package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.config.LoginSettings;
import dev.sessionlog.config.LoginSettings.OnUnavailable;
import dev.sessionlog.config.SessionLimitSettings;
import dev.sessionlog.login.UnrecordedTerminals.Terminal;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.lang.reflect.Proxy;
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

  /** There is no session, whatever is asked. */
  private static Admission nobody() {
    return (Admission)
        Proxy.newProxyInstance(
            Admission.class.getClassLoader(),
            new Class<?>[] {Admission.class},
            (proxy, method, arguments) -> Optional.empty());
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
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            new SessionLimitSettings(0, 0, 0));
    UnrecordedTerminals terminals =
        new UnrecordedTerminals(
            unix, proc.table(), new ProcessStates(root.resolve("proc")), shells, nobody());
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
}
