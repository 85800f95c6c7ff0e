package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
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
    assertTrue(table.withoutTerminal(7));
  }

  @Test
  void whatIsGoneOrGarbledIsEmpty() throws IOException {
    FakeProc proc = new FakeProc(root).process(7, 3, "sh", 0);
    proc.file(7, "stat", "garbage");
    assertEquals(Optional.empty(), proc.table().find(7));
    assertEquals(Optional.empty(), proc.table().find(8));
    assertEquals(Optional.empty(), proc.table().writtenPipe(8, Optional::of));
    assertTrue(proc.table().environment(8, Set.of("TERM")).isEmpty());
    assertEquals(OptionalLong.empty(), proc.table().loginUid(8));
  }

  @Test
  void theFirstOfTwoEqualVariablesCountsAndUnsetLoginUidIsNone() throws IOException {
    FakeProc proc = new FakeProc(root).process(7, 3, "sh", 0);
    proc.file(7, "environ", "TERM=xterm\0BROKEN\0TERM=vt100\0EMPTY=\0");
    proc.file(7, "loginuid", "4294967295");
    Map<String, String> environment = proc.table().environment(7, Set.of("TERM", "EMPTY"));
    assertEquals("xterm", environment.get("TERM"));
    assertEquals("", environment.get("EMPTY"));
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
  void theScriptsThatWritePipesAreFound() throws IOException {
    Unix unix = Unix.load();
    Path run = Files.createDirectory(root.resolve("run"));
    Path pipe = run.resolve("x.fifo");
    Path deeper = Files.createDirectory(run.resolve("deeper")).resolve("x.fifo");
    unix.mkfifo(pipe, 0600);
    unix.mkfifo(deeper, 0600);
    FakeProc proc =
        new FakeProc(root.resolve("proc")).script(7, 1, 0).script(8, 1, 0).open(7, 3, pipe);
    proc.open(8, 3, deeper).process(9, 1, "sh", 0).open(9, 3, pipe);
    proc.open(8, 4, pipe);
    assertEquals(
        Set.of("7 " + pipe, "8 " + deeper, "8 " + pipe),
        proc.table().writtenPipes().stream()
            .map(open -> open.pid() + " " + open.name())
            .collect(Collectors.toSet()));
    assertTrue(proc.table().writes(7, open -> open.isAt(pipe)));
    assertFalse(proc.table().writes(7, open -> open.isAt(deeper)));
    assertFalse(proc.table().writes(9, open -> open.isAt(pipe)));
  }

  @Test
  void aLargeEnvironmentIsReadForWhatIsAskedAlone() throws IOException {
    FakeProc proc = new FakeProc(root).process(7, 3, "sh", 0);
    proc.file(7, "environ", "a=\0".repeat(400_000) + "TERM=" + "x".repeat(100_000) + "\0B=1\0");
    Map<String, String> environment = proc.table().environment(7, Set.of("TERM", "B"));
    assertEquals(Set.of("TERM", "B"), environment.keySet());
    assertTrue(environment.get("TERM").length() <= 1024);
  }

  @Test
  void aProcessThatEndedOrIsAnothersDoesNotRun() throws IOException {
    FakeProc proc = new FakeProc(root).process(7, 3, "java", 0);
    long uid = proc.table().owner(7).orElseThrow();
    assertTrue(proc.table().runs(7, "java", uid));
    assertFalse(proc.table().runs(7, "java", uid + 1));
    assertFalse(proc.table().runs(7, "jav", uid));
    proc.file(7, "stat", "7 (java) Z 3 1 1 0 0 0\n");
    assertFalse(proc.table().runs(7, "java", uid));
    assertFalse(proc.table().runs(8, "java", uid));
  }
}
