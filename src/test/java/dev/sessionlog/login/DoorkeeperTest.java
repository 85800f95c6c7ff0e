package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.login.KnockAnswers.Result;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of the handshake, over real pipes, with processes that are made up. */
final class DoorkeeperTest {
  private static final long PID = 4711;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir private Path root;
  private final Unix unix = Unix.load();
  private final FakeAdmission admission = new FakeAdmission();
  private final ExecutorService client = Executors.newSingleThreadExecutor();
  private RunDir runDir;
  private FakeProc proc;
  private Doorkeeper doorkeeper;
  private Optional<SessionId> session = Optional.empty();

  /** Records every login with the same words. */
  private static final class FakeAdmission implements Admission {
    private final List<Login> admitted = new ArrayList<>();

    @Override
    public Decision admit(Login login) {
      admitted.add(login);
      return new Decision(new Answer("echo recorded"));
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    runDir = new RunDir(root.resolve("run"));
    new RunDirFolders(runDir).prepare(unix.uid());
    proc = new FakeProc(root.resolve("proc"));
    proc.terminal(FakeProc.PTS_3, unix.uid()).terminal(FakeProc.PTS_4, unix.uid() + 1);
    doorkeeper =
        new Doorkeeper(
            unix,
            proc.table(),
            Path.of("/etc/shells"),
            new LoginRecords(root.resolve("utmp")),
            pipe -> session.filter(id -> pipe.name().toString().contains(id.toString())),
            admission,
            PATIENCE);
  }

  @AfterEach
  void end() throws InterruptedException {
    client.shutdown();
    assertTrue(client.awaitTermination(10, TimeUnit.SECONDS));
  }

  private Future<Optional<String>> knock() {
    return client.submit(() -> new KnockClient(unix, runDir, PID).knock(Duration.ofSeconds(10)));
  }

  private Path awaitKnock() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (KnockWatch watch =
        KnockWatch.start(runDir.knocks(), knock -> seen.countDown(), () -> {})) {
      assertTrue(watch != null && seen.await(10, TimeUnit.SECONDS));
    }
    return runDir.knocks().resolve(Long.toString(PID));
  }

  /** Answers a knock as the queue does: again while its launcher does not read. */
  private void answer(Path knock) {
    Instant seen = Instant.now();
    while (doorkeeper.answer(knock, Duration.between(seen, Instant.now())) == Result.NOT_OPENED) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aLoginIsToldWhatTheAdmissionSays() throws Exception {
    proc.process(PID, 4710, "sh", FakeProc.PTS_3).process(4710, 1, "bash", FakeProc.PTS_3);
    proc.file(PID, "environ", "TERM=xterm\0SSH_CONNECTION=10.0.0.9 5000 10.0.0.1 22\0");
    Future<Optional<String>> answer = knock();
    Path knock = awaitKnock();
    answer(knock);
    assertEquals(Optional.of("echo recorded"), answer.get(10, TimeUnit.SECONDS));
    assertFalse(Files.exists(knock));
    Login login = admission.admitted.get(0);
    assertEquals(unix.uid(), login.account().uid());
    assertEquals(Path.of("/dev/pts/3"), login.tty());
    assertEquals(Optional.of(Origin.claimed("10.0.0.9")), login.remote());
    assertEquals("xterm", login.term());
    assertEquals(4710, login.loginShellPid());
  }

  @Test
  void whoComesThroughSshSessionGetsTheShellOfTheirAccount() throws Exception {
    proc.process(PID, 4710, "sh", FakeProc.PTS_3).process(4710, 1, "dash", FakeProc.PTS_3);
    proc.file(PID, "environ", "SESSIONLOG_COMMAND=\0");
    Future<Optional<String>> answer = knock();
    answer(awaitKnock());
    answer.get(10, TimeUnit.SECONDS);
    String shell = unix.account(unix.uid()).orElseThrow().shell();
    assertEquals(LoginShell.ofAccount(shell), admission.admitted.get(0).shell());
  }

  @Test
  void anAddressThatIsNoneIsNotKept() throws Exception {
    proc.process(PID, 1, "sh", FakeProc.PTS_3);
    proc.file(PID, "environ", "SSH_CONNECTION=\u001b[31m;rm x\0");
    Future<Optional<String>> answer = knock();
    answer(awaitKnock());
    answer.get(10, TimeUnit.SECONDS);
    assertEquals(Optional.empty(), admission.admitted.get(0).remote());
  }

  @Test
  void aLoginInsideARecordedSessionIsTold() throws Exception {
    SessionId id = SessionId.parse("20261124T100000-k3f9").orElseThrow();
    session = Optional.of(id);
    unix.mkfifo(runDir.pipe(id), 0600);
    proc.script(10, 1, FakeProc.PTS_3)
        .open(10, 5, runDir.pipe(id))
        .process(20, 10, "bash", FakeProc.PTS_4)
        .process(PID, 20, "sh", FakeProc.PTS_4);
    Future<Optional<String>> answer = knock();
    answer(awaitKnock());
    assertEquals(Optional.of("echo recorded"), answer.get(10, TimeUnit.SECONDS));
    assertEquals(1, admission.admitted.size());
    assertEquals(Optional.of(id), admission.admitted.get(0).parent());
    assertTrue(admission.admitted.get(0).recorded());
  }

  private Login admitted() throws Exception {
    Future<Optional<String>> answer = knock();
    answer(awaitKnock());
    answer.get(10, TimeUnit.SECONDS);
    return admission.admitted.get(0);
  }

  /** The record that sshd writes into utmp(5) for a login at {@code line}. */
  private void logged(int pid, String line, String host) throws IOException {
    ByteBuffer entry = ByteBuffer.allocate(384).order(ByteOrder.nativeOrder());
    entry.putShort(0, (short) 7).putInt(4, pid);
    entry.position(8).put(line.getBytes(StandardCharsets.US_ASCII));
    entry.position(76).put(host.getBytes(StandardCharsets.US_ASCII));
    Files.write(root.resolve("utmp"), entry.array());
  }

  @Test
  void theAddressIsTheOneThatThisLoginWasNotedWith() throws Exception {
    logged(4709, "pts/3", "10.0.0.9");
    proc.process(4709, 1, "sshd", 0).process(4710, 4709, "bash", FakeProc.PTS_3);
    proc.process(PID, 4710, "sh", FakeProc.PTS_3).openTerminal(PID, 0, FakeProc.PTS_3);
    assertEquals(Optional.of(Origin.known("10.0.0.9")), admitted().remote());
  }

  @Test
  void theAddressOfAnEarlierLoginAtThatTerminalIsNotTaken() throws Exception {
    logged(99, "pts/3", "10.0.0.9");
    proc.process(PID, 1, "sh", FakeProc.PTS_3).openTerminal(PID, 0, FakeProc.PTS_3);
    assertEquals(Optional.empty(), admitted().remote());
  }

  /** What the environment says does not count where the kernel knows the connection. */
  @Test
  void theAddressIsThatOfTheConnectionThatSshdHasOpen() throws Exception {
    proc.process(4709, 1, "sshd", 0).process(4710, 4709, "bash", FakeProc.PTS_3);
    proc.program(4709, Path.of("/usr/sbin/sshd")).uids(4709, 0, 0);
    proc.open(4709, 4, Path.of("socket:[77]")).open(4709, 5, Path.of("socket:[78]"));
    Files.createDirectories(root.resolve("proc/4709/net"));
    String head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retr\n";
    proc.file(4709, "net/tcp", head + "   0: 0100007F:0016 00000000:0000 0A 0:0 0:0 0 0 0 77 1\n");
    String mapped = "0000000000000000FFFF00000900000A:8888";
    proc.file(
        4709,
        "net/tcp6",
        head
            + "   0: 0100007F:0016 B80D0120000000000000000001000000:0001 01 0:0 0:0 0 0 0 9 1\n"
            + ("   1: 0100007F:0016 " + mapped + " 01 0:0 0:0 0 0 0 78 1\n"));
    proc.process(PID, 4710, "sh", FakeProc.PTS_3).terminal(FakeProc.PTS_3, unix.uid());
    proc.openTerminal(PID, 0, FakeProc.PTS_3);
    proc.file(PID, "environ", "SSH_CONNECTION=6.6.6.6 5000 10.0.0.1 22\0");
    assertEquals(Optional.of(Origin.known("10.0.0.9")), admitted().remote());
  }

  @Test
  void aTerminalThatIsNotTheControllingOneIsFound() throws Exception {
    proc.process(4710, 1, "bash", 0).process(PID, 4710, "sh", 0);
    proc.openTerminal(4710, 0, FakeProc.PTS_3);
    assertEquals(Path.of("/dev/pts/3"), admitted().tty());
  }

  @Test
  void aTerminalOfAnothersIsNotLent() throws Exception {
    logged(4710, "pts/4", "10.0.0.9");
    proc.process(4710, 1, "bash", 0).process(PID, 4710, "sh", 0);
    proc.openTerminal(4710, 0, FakeProc.PTS_4);
    Login login = admitted();
    assertEquals(TtyName.UNKNOWN, login.tty());
    assertEquals(Optional.empty(), login.remote());
  }

  @Test
  void aTerminalWithTheNumberOfAnothersIsNotTakenForIt() throws Exception {
    logged(4710, "pts/3", "10.0.0.9");
    proc.process(4710, 1, "bash", 0).process(PID, 4710, "sh", FakeProc.PTS_3);
    proc.openForeignTerminal(PID, 0, FakeProc.PTS_3, unix.uid());
    Login login = admitted();
    assertEquals(TtyName.UNKNOWN, login.tty());
    assertEquals(Optional.empty(), login.remote());
  }

  @Test
  void aLinkThatOnlyHasTheNameOfATerminalIsNone() throws Exception {
    proc.process(PID, 1, "sh", 0).open(PID, 0, Path.of("/dev/pts/3\nforged"), "0100002");
    Path knock = runDir.knocks().resolve(Long.toString(PID));
    unix.mkfifo(knock, 0600);
    UnixFile launcher = unix.open(knock, OpenFlag.READ, OpenFlag.NONBLOCK);
    answer(knock);
    launcher.close();
    assertFalse(Files.exists(knock));
    assertTrue(admission.admitted.isEmpty());
  }

  @Test
  void theKnockOfASetUidProgramIsRefused() throws Exception {
    proc.process(PID, 1, "sh", FakeProc.PTS_3).uids(PID, 1000, 0);
    Path knock = runDir.knocks().resolve(Long.toString(PID));
    unix.mkfifo(knock, 0600);
    answer(knock);
    assertFalse(Files.exists(knock));
    assertTrue(admission.admitted.isEmpty());
  }

  @Test
  void aKnockWithTwoNamesIsRefused() throws Exception {
    proc.process(PID, 1, "sh", FakeProc.PTS_3);
    Path knock = runDir.knocks().resolve(Long.toString(PID));
    unix.mkfifo(knock, 0600);
    Files.createLink(root.resolve("second"), knock);
    answer(knock);
    assertFalse(Files.exists(knock));
    assertTrue(admission.admitted.isEmpty());
  }

  @Test
  void aKnockThatNobodyReadsIsAnsweredLaterAndOpensNoSession() throws Exception {
    proc.process(PID, 1, "sh", FakeProc.PTS_3);
    Path knock = runDir.knocks().resolve(PID + ".x9");
    unix.mkfifo(knock, 0600);
    assertEquals(Result.NOT_OPENED, doorkeeper.answer(knock, PATIENCE.minusMillis(1)));
    assertEquals(Result.NOT_OPENED, doorkeeper.promise(knock));
    assertTrue(Files.exists(knock));
    assertEquals(Result.DONE, doorkeeper.answer(knock, PATIENCE));
    assertFalse(Files.exists(knock));
    assertTrue(admission.admitted.isEmpty());
  }

  @Test
  void aPromiseIsNotTakenForTheAnswer() throws Exception {
    proc.process(PID, 1, "sh", FakeProc.PTS_3);
    Future<Optional<String>> answer = knock();
    Path knock = awaitKnock();
    while (doorkeeper.promise(knock) == Result.NOT_OPENED) {
      Thread.onSpinWait();
    }
    answer(knock);
    assertEquals(Optional.of("echo recorded"), answer.get(10, TimeUnit.SECONDS));
  }

  @Test
  void theKnockOfAProcessThatIsNotThereIsRemoved() throws Exception {
    Path knock = runDir.knocks().resolve(Long.toString(PID));
    unix.mkfifo(knock, 0600);
    answer(knock);
    assertFalse(Files.exists(knock));
    assertTrue(admission.admitted.isEmpty());
  }

  @Test
  void whatIsNoPipeIsRemovedAndWhereALinkLeadsIsNotTouched() throws Exception {
    Path target = Files.writeString(root.resolve("target"), "kept");
    Path link = Files.createSymbolicLink(runDir.knocks().resolve("1"), target);
    Path file = Files.writeString(runDir.knocks().resolve("2"), "x");
    answer(link);
    answer(file);
    assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    assertFalse(Files.exists(file));
    assertEquals("kept", Files.readString(target));
  }

  @Test
  void aRunDirThatIsALinkOrAnothersIsRefused() throws Exception {
    Path link = Files.createSymbolicLink(root.resolve("link"), runDir.path());
    IOException refused =
        assertThrows(
            IOException.class, () -> new RunDirFolders(new RunDir(link)).prepare(unix.uid()));
    assertTrue(refused.getMessage().contains("expected a folder"), refused.getMessage());
    IOException foreign =
        assertThrows(IOException.class, () -> new RunDirFolders(runDir).prepare(unix.uid() + 1));
    assertTrue(foreign.getMessage().contains("belongs to uid"), foreign.getMessage());
  }
}
