package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessTableTest {
  @TempDir private Path root;

  @Test
  void aCommandNameThatLooksLikeTheRestOfTheLineIsPassedOver() throws IOException {
    ProcessTable table = new FakeProc(root).process(7, 3, "a) S 99 (b", FakeProc.PTS_3).table();
    ProcessFacts facts = table.find(7).orElseThrow();
    assertEquals(3, facts.parent());
    assertEquals(OptionalInt.of(FakeProc.PTS_3), facts.tty());
  }

  @Test
  void aProcessWithoutATerminalHasNone() throws IOException {
    ProcessTable table = new FakeProc(root).process(7, 3, "cron", 0).table();
    assertEquals(OptionalInt.empty(), table.find(7).orElseThrow().tty());
    assertTrue(table.lostTerminal(7));
  }

  @Test
  void whatIsGoneOrGarbledIsEmpty() throws IOException {
    FakeProc proc = new FakeProc(root).process(7, 3, "sh", 0);
    proc.file(7, "stat", "garbage");
    assertEquals(Optional.empty(), proc.table().find(7));
    assertEquals(Optional.empty(), proc.table().find(8));
    assertEquals(List.of(), proc.table().openFiles(8));
    assertTrue(proc.table().environment(8).isEmpty());
    assertEquals(OptionalLong.empty(), proc.table().loginUid(8));
  }

  @Test
  void theFirstOfTwoEqualVariablesCountsAndUnsetLoginUidIsNone() throws IOException {
    FakeProc proc = new FakeProc(root).process(7, 3, "sh", 0);
    proc.file(7, "environ", "TERM=xterm\0BROKEN\0TERM=vt100\0EMPTY=\0");
    proc.file(7, "loginuid", "4294967295");
    assertEquals("xterm", proc.table().environment(7).get("TERM"));
    assertEquals("", proc.table().environment(7).get("EMPTY"));
    assertEquals(OptionalLong.empty(), proc.table().loginUid(7));
    proc.file(7, "loginuid", "1000\n");
    assertEquals(OptionalLong.of(1000), proc.table().loginUid(7));
  }

  @Test
  void terminalsAreNamedByTheirDeviceNumbers() {
    assertEquals(Optional.of(Path.of("/dev/pts/3")), TtyName.of(136 << 8 | 3));
    assertEquals(Optional.of(Path.of("/dev/pts/255")), TtyName.of(136 << 8 | 255));
    assertEquals(Optional.of(Path.of("/dev/pts/256")), TtyName.of(137 << 8));
    assertEquals(Optional.of(Path.of("/dev/pts/300")), TtyName.of(136 << 8 | 44 | 1 << 20));
    assertEquals(Optional.of(Path.of("/dev/tty2")), TtyName.of(4 << 8 | 2));
    assertEquals(Optional.of(Path.of("/dev/ttyS0")), TtyName.of(4 << 8 | 64));
    assertEquals(Optional.empty(), TtyName.of(10 << 8));
  }

  @Test
  void theUsersOfTheFilesInAFolderAreFound() throws IOException {
    Path pipe = Path.of("/run/x.fifo");
    FakeProc proc =
        new FakeProc(root).process(7, 1, "script", 0).process(8, 1, "sh", 0).open(7, 3, pipe);
    proc.open(8, 3, Path.of("/run/deeper/x.fifo"));
    assertEquals(Map.of(pipe, Set.of(7L)), proc.table().users(Path.of("/run")));
    assertTrue(proc.table().uses(7, pipe));
    assertFalse(proc.table().uses(8, pipe));
  }
}
