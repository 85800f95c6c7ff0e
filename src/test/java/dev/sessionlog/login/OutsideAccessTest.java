package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.login.OutsideAccess.Finding;
import dev.sessionlog.login.OutsideAccess.Kind;
import dev.sessionlog.login.OutsideAccess.Watched;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a session's outer terminal or pipe open, and who may. */
final class OutsideAccessTest {
  private static final int OUTER = FakeProc.PTS_3;
  private static final int INNER = FakeProc.PTS_4;
  private static final long SSHD = 40;
  private static final long SCRIPT = 50;
  private static final long SHELL = 60;
  private static final long OTHER = 70;
  private static final int USER = 1000;
  private static final String BOTH = "0100002";

  @TempDir private Path temporary;
  private FakeProc proc;
  private Path pipe;
  private final boolean shared = true;

  @BeforeEach
  void aSession() throws IOException {
    proc = new FakeProc(temporary.resolve("proc")).terminal(OUTER, USER).terminal(INNER, USER);
    pipe = Files.createDirectories(temporary.resolve("pipes")).resolve("a.fifo");
    Unix.load().mkfifo(pipe, 0600);
    user(SSHD, 1, SSHD, 0, 100);
    proc.openTerminal(SSHD, 9, OUTER);
    user(SCRIPT, SSHD, SCRIPT, OUTER, 200);
    for (int fd = 0; fd < 3; fd++) {
      proc.openTerminal(SCRIPT, fd, OUTER);
    }
    proc.open(SCRIPT, 3, pipe);
    user(SHELL, SCRIPT, SHELL, INNER, 300);
    proc.openTerminal(SHELL, 0, INNER);
  }

  private void user(long pid, long parent, long leader, int tty, long start) throws IOException {
    proc.process(pid, parent, "x", tty).uids(pid, USER, USER).started(pid, leader, 1, start);
  }

  private List<Finding> look() {
    OutsideAccess.FileTables tables = (one, other) -> shared;
    return new OutsideAccess(temporary.resolve("proc"), proc.table(), tables, new Random(1))
        .look(List.of(new Watched(SCRIPT, USER, pipe)));
  }

  private static List<Finding> found(Kind kind, long process) {
    return List.of(new Finding(SCRIPT, kind, OptionalLong.of(process)));
  }

  @Test
  void aSessionAsItIsShowsNothing() {
    assertEquals(List.of(), look());
  }

  @Test
  void aShellInsideThatHasTheTerminalOutsideIsFound() throws IOException {
    user(OTHER, SHELL, SHELL, INNER, 400);
    proc.openTerminal(OTHER, 0, OUTER);
    assertEquals(found(Kind.TERMINAL, OTHER), look());
  }

  @Test
  void soIsOneThatLeftTheSessionAndOneOfAnotherUserThatWasStartedInside() throws IOException {
    user(OTHER, 1, OTHER, 0, 400);
    proc.openTerminal(OTHER, 100, OUTER);
    assertEquals(found(Kind.TERMINAL, OTHER), look());
    proc.uids(OTHER, 1001, 1001);
    assertEquals(List.of(), look(), "as write(1) of somebody else");
    proc.started(OTHER, SHELL, 1, 400).parent(OTHER, SHELL);
    assertEquals(found(Kind.TERMINAL, OTHER), look());
  }

  /** In a user namespace, as newuidmap(1) makes it. */
  @Test
  void soIsOneThatHasAnotherUidOfItsUsers() throws IOException {
    user(OTHER, 1, OTHER, 0, 400);
    proc.uids(OTHER, 100_005, 100_005).openTerminal(OTHER, 100, OUTER);
    assertEquals(List.of(), look());
    SubordinateUids people =
        new SubordinateUids(
            Files.writeString(temporary.resolve("subuid"), USER + ":100000:65536\n"),
            temporary.resolve("passwd"));
    OutsideAccess access =
        new OutsideAccess(
            temporary.resolve("proc"), proc.table(), people, (one, other) -> true, new Random(1));
    assertEquals(
        found(Kind.TERMINAL, OTHER), access.look(List.of(new Watched(SCRIPT, USER, pipe))));
  }

  @Test
  void oneThatHidesWhoseItIsIsFound() throws IOException {
    user(OTHER, 1, OTHER, 0, 400);
    proc.uids(OTHER, USER, 0).openTerminal(OTHER, 0, OUTER);
    assertEquals(found(Kind.TERMINAL, OTHER), look());
  }

  @Test
  void whatTheLoginStartedBeforeScriptMayKeepTheTerminal() throws IOException {
    user(OTHER, SCRIPT, SCRIPT, OUTER, 250);
    proc.openTerminal(OTHER, 1, OUTER);
    user(OTHER + 1, OTHER, SCRIPT, OUTER, 900);
    proc.openTerminal(OTHER + 1, 1, OUTER);
    user(OTHER + 2, 1, OTHER + 2, 0, 250);
    proc.openTerminal(OTHER + 2, 2, OUTER);
    assertEquals(List.of(), look());
  }

  @Test
  void oneThatOnlyReadsOrNamesItOrHasTheSameNumberElsewhereIsNone() throws IOException {
    user(OTHER, SHELL, SHELL, INNER, 400);
    Path name = TtyName.of(OUTER).orElseThrow();
    proc.openForeignTerminal(OTHER, 0, OUTER, USER).open(OTHER, 5, name, "0100000");
    assertEquals(List.of(), look());
  }

  @Test
  void aSecondWriterOfThePipeIsFoundAndAReaderIsNone() throws IOException {
    user(OTHER, SHELL, SHELL, INNER, 400);
    proc.open(OTHER, 3, pipe, "0100000");
    assertEquals(List.of(), look());
    user(OTHER + 1, 1, OTHER + 1, 0, 400);
    proc.open(OTHER + 1, 7, pipe, BOTH);
    assertEquals(found(Kind.PIPE, OTHER + 1), look());
  }

  @Test
  void inAMountNamespaceOfItsOwnAFileMayHaveAnyName() throws IOException {
    user(OTHER, SHELL, SHELL, INNER, 400);
    Path link = Files.createSymbolicLink(temporary.resolve("anything"), pipe);
    proc.open(OTHER, 3, link);
    assertEquals(List.of(), look(), "elsewhere root alone can give it a name");
    proc.namespace(1, "mnt:[1]").namespace(OTHER, "mnt:[2]");
    assertEquals(found(Kind.PIPE, OTHER), look());
  }

  /** What was opened in mounts of one's own can be handed to a process that has none. */
  @Test
  void aFileThatWasOpenedInOtherMountsIsFoundByItsNumber() throws IOException {
    user(OTHER, SHELL, SHELL, INNER, 400);
    Path link = Files.createSymbolicLink(temporary.resolve("anything"), pipe);
    proc.open(OTHER, 3, link);
    assertEquals(List.of(), look());
    proc.file(
        OTHER,
        "fdinfo/3",
        "flags:\t0100001\nmnt_id:\t9\nino:\t" + Files.getAttribute(pipe, "unix:ino") + "\n");
    assertEquals(found(Kind.PIPE, OTHER), look());
  }

  @Test
  void aThreadWithOpenFilesOfItsOwnIsFound() throws IOException {
    user(OTHER, SHELL, SHELL, INNER, 400);
    proc.started(OTHER, SHELL, 2, 400);
    Path thread = Path.of("" + OTHER, "task", "" + (OTHER + 1));
    proc.thread(thread, 0, pipe);
    OutsideAccess.FileTables differ = (one, other) -> false;
    OutsideAccess access =
        new OutsideAccess(temporary.resolve("proc"), proc.table(), differ, new Random(1));
    assertEquals(List.of(), look());
    assertEquals(found(Kind.PIPE, OTHER), access.look(List.of(new Watched(SCRIPT, USER, pipe))));
  }

  /** By chance, each time others of them are looked at. */
  @Test
  void amongManyOpenFilesItIsFoundInTheEnd() throws IOException {
    user(OTHER, SHELL, SHELL, INNER, 400);
    for (int fd = 0; fd < 1500; fd++) {
      proc.open(OTHER, fd, Path.of("/dev/null"));
    }
    proc.openTerminal(OTHER, 1500, OUTER);
    OutsideAccess access =
        new OutsideAccess(
            temporary.resolve("proc"), proc.table(), (one, other) -> true, new Random(1));
    int looks = 0;
    while (access.look(List.of(new Watched(SCRIPT, USER, pipe))).isEmpty() && looks < 200) {
      looks++;
    }
    assertEquals(true, looks < 200, looks + " looks");
  }
}
