package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AncestryTest {
  private static final SessionId ID = SessionId.parse("20261124T100000-k3f9").orElseThrow();

  @TempDir private Path root;
  private RunDir runDir;
  private FakeProc proc;

  /** A login shell (10) became script, which runs a shell (20) at a terminal of its own. */
  @BeforeEach
  void aRecordedSession() throws IOException {
    runDir = new RunDir(root.resolve("run"));
    proc =
        new FakeProc(root.resolve("proc"))
            .process(10, 1, "script", FakeProc.PTS_3)
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
    proc.process(50, 1, "script", FakeProc.PTS_3)
        .open(50, 5, root.resolve("elsewhere/" + ID + ".fifo"))
        .process(51, 50, "bash", FakeProc.PTS_4);
    assertEquals(Optional.empty(), find(51));
  }

  @Test
  void parentsThatLeadInACircleAreLeft() throws IOException {
    proc.process(60, 61, "a", FakeProc.PTS_3).process(61, 60, "b", FakeProc.PTS_3);
    assertEquals(Optional.empty(), find(60));
  }
}
