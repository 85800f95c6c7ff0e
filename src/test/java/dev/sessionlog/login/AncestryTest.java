package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AncestryTest {
  private static final SessionId ID = SessionId.parse("20261124T100000-k3f9").orElseThrow();

  @TempDir private Path root;
  private final Unix unix = Unix.load();
  private RunDir runDir;
  private FakeProc proc;

  /** A login shell (10) became script, which runs a shell (20) at a terminal of its own. */
  @BeforeEach
  void aRecordedSession() throws IOException {
    runDir = new RunDir(root.resolve("run"));
    Files.createDirectories(runDir.pipes().path());
    unix.mkfifo(runDir.pipe(ID), 0600);
    proc =
        new FakeProc(root.resolve("proc"))
            .script(10, 1, FakeProc.PTS_3)
            .open(10, 5, runDir.pipe(ID))
            .process(20, 10, "bash", FakeProc.PTS_4);
  }

  private Optional<Ancestry.Enclosing> find(long pid) {
    return new Ancestry(proc.table(), runDir::sessionOfPipe).find(pid);
  }

  @Test
  void aShellAtTheInnerTerminalIsRecordedAlready() throws IOException {
    proc.process(30, 20, "sessionlog", FakeProc.PTS_4);
    assertEquals(Optional.of(new Ancestry.Enclosing(ID, true)), find(30));
  }

  @Test
  void suInsideIsRecordedAlready() throws IOException {
    proc.process(30, 20, "su", FakeProc.PTS_4).process(31, 30, "bash", FakeProc.PTS_4);
    assertEquals(Optional.of(new Ancestry.Enclosing(ID, true)), find(31));
  }

  /** As after su: what the session's script has open is not for everybody to see. */
  @Test
  void whereNothingCanBeSeenCommandLinesTellTheSession() throws IOException {
    proc.file(10, "cmdline", "script\0-q\0-c\0x\0" + runDir.pipe(ID) + "\0")
        .process(30, 20, "su", FakeProc.PTS_4)
        .process(31, 30, "bash", FakeProc.PTS_4);
    Ancestry ancestry = new Ancestry(proc.table(), pipe -> Optional.empty());

    assertEquals(Optional.empty(), ancestry.find(31));
    assertEquals(
        Optional.of(new Ancestry.Enclosing(ID, true)), ancestry.claimed(31, runDir::sessionOfPipe));
    proc.file(10, "cmdline", "script\0-q\0/elsewhere/" + ID + ".fifo\0");
    assertEquals(Optional.empty(), ancestry.claimed(31, runDir::sessionOfPipe));
  }

  @Test
  void anotherTerminalInsideIsNot() throws IOException {
    proc.process(30, 20, "script", FakeProc.PTS_4).process(31, 30, "bash", 136 << 8 | 9);
    assertEquals(Optional.of(new Ancestry.Enclosing(ID, false)), find(31));
  }

  @Test
  void aProcessOutsideBelongsToNone() throws IOException {
    proc.process(40, 1, "bash", FakeProc.PTS_4).process(41, 40, "sessionlog", FakeProc.PTS_4);
    assertEquals(Optional.empty(), find(41));
  }

  @Test
  void aFileElsewhereThatIsNamedLikeAPipeIsNone() throws IOException {
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere")).resolve(ID + ".fifo");
    unix.mkfifo(elsewhere, 0600);
    proc.script(50, 1, FakeProc.PTS_3)
        .open(50, 5, elsewhere)
        .process(51, 50, "bash", FakeProc.PTS_4);
    assertEquals(Optional.empty(), find(51));
  }

  /** A name, as O_PATH gives one of any file, is no access; neither is a read end. */
  @ParameterizedTest
  @ValueSource(strings = {"010000000", "012000000", "0100000", "02000000", "010000001"})
  void aPipeThatIsNotOpenToWriteIsNone(String flags) throws IOException {
    proc.script(50, 1, FakeProc.PTS_3)
        .open(50, 5, runDir.pipe(ID), flags)
        .process(51, 50, "bash", FakeProc.PTS_4);
    assertEquals(Optional.empty(), find(51));
  }

  @Test
  void aPipeThatIsOpenForBothIs() throws IOException {
    proc.script(50, 1, FakeProc.PTS_3)
        .open(50, 5, runDir.pipe(ID), "0100002")
        .process(51, 50, "bash", FakeProc.PTS_4);
    assertEquals(Optional.of(new Ancestry.Enclosing(ID, true)), find(51));
  }

  @Test
  void aProcessThatOnlyCallsItselfScriptIsNone() throws IOException {
    proc.process(50, 1, "script", FakeProc.PTS_3)
        .program(50, Files.createFile(root.resolve("forged")))
        .open(50, 5, runDir.pipe(ID))
        .process(51, 50, "bash", FakeProc.PTS_4);
    assertEquals(Optional.empty(), find(51));
  }

  @Test
  void aPipeThatHasOnlyTheNameIsNone() throws IOException {
    Path own = Files.createDirectories(root.resolve("own/pipes")).resolve(ID + ".fifo");
    unix.mkfifo(own, 0600);
    OpenPipe forged = new OpenPipe(50, 0, 1, 1, runDir.pipe(ID));
    assertEquals(Optional.empty(), runDir.sessionOfPipe(forged));
  }

  /** Whoever has many files open and long names has them for others, not for the collector. */
  @Test
  void ofManyFilesOnlyTheFirstAreLookedAt() throws IOException {
    proc.script(50, 1, FakeProc.PTS_3).process(51, 50, "bash", FakeProc.PTS_4);
    for (int fd = 0; fd < 2 * Descriptors.MOST; fd++) {
      proc.open(50, fd, runDir.pipe(ID));
    }
    int[] looked = {0};
    Optional<SessionId> none =
        proc.table()
            .writtenPipe(
                50,
                pipe -> {
                  looked[0]++;
                  return Optional.empty();
                });
    assertEquals(Optional.empty(), none);
    assertEquals(Descriptors.MOST, looked[0]);
  }

  @Test
  void aLoginWithoutAControllingTerminalIsCoveredAtTheInnerOne() throws IOException {
    proc.process(30, 20, "bash", 0);
    ProcessFacts login = proc.table().find(30).orElseThrow();
    Ancestry ancestry = new Ancestry(proc.table(), runDir::sessionOfPipe);
    assertEquals(
        Optional.of(new Ancestry.Enclosing(ID, true)),
        ancestry.find(login, OptionalInt.of(FakeProc.PTS_4)));
    assertEquals(
        Optional.of(new Ancestry.Enclosing(ID, false)),
        ancestry.find(login, OptionalInt.of(FakeProc.PTS_3)));
  }

  @Test
  void parentsThatLeadInACircleAreLeft() throws IOException {
    proc.process(60, 61, "a", FakeProc.PTS_3).process(61, 60, "b", FakeProc.PTS_3);
    assertEquals(Optional.empty(), find(60));
  }
}
