package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who gets the lock of a log dir. The kernel's locks are a process's: so another one holds it here.
 */
@SuppressWarnings("try") // the lock is had, not used
@Tag("machine")
final class CollectorLockTest {
  private static final String HOLD =
      """
      import fcntl, sys, time
      f = open(sys.argv[1], 'r+')
      fcntl.lockf(f, fcntl.LOCK_EX, 1, int(sys.argv[2]))
      print('locked', flush=True)
      time.sleep(60)
      """;

  @TempDir Path folder;

  private Process other;

  @AfterEach
  void endOther() {
    if (other != null) {
      other.destroyForcibly();
    }
  }

  private Path runDir() throws IOException {
    return Files.createDirectories(folder.resolve("its run dir"));
  }

  private Path file() {
    return folder.resolve("collector.lock");
  }

  /** Has another process lock the file, which says {@code owner}. */
  private void lockedByAnother(String owner) throws IOException {
    Files.writeString(file(), owner);
    lockedByAnother(file(), 0);
  }

  private void lockedByAnother(Path file, int at) throws IOException {
    other =
        new ProcessBuilder("python3", "-c", HOLD, file.toString(), Integer.toString(at)).start();
    assertEquals("locked", other.inputReader().readLine());
  }

  @Test
  void itSaysWhoseItIs() throws IOException {
    try (CollectorLock lock = CollectorLock.take(folder, runDir())) {
      String text = Files.readString(file());
      assertTrue(text.startsWith("pid " + ProcessHandle.current().pid() + " of "), text);
      assertTrue(text.endsWith(", run dir " + runDir() + "\n"), text);
    }
  }

  @Test
  void oneThatAnotherHasIsNotTaken() throws IOException {
    lockedByAnother("pid 1, run dir /run/y\n");
    CollectorRunningException e =
        assertThrows(
            CollectorRunningException.class, () -> CollectorLock.take(folder, runDir()).close());
    assertTrue(e.getMessage().contains("pid 1, run dir /run/y"), e::getMessage);
  }

  @Test
  void oneThatIsHeldIsNotTakenOverThoughItsOwnerIsSaidToBeGone() throws IOException {
    // The disk was full when its owner was to sign it: what stands there is the one before's.
    try (CollectorLock lock = CollectorLock.take(folder, runDir())) {
      assertTrue(Files.size(file()) > 0);
    }
    String gone = Files.readString(file()).replaceFirst("pid \\d+ of \\d+", "pid 4194304 of 1");
    lockedByAnother(gone);
    CollectorRunningException e =
        assertThrows(
            CollectorRunningException.class, () -> CollectorLock.take(folder, runDir()).close());
    String owner = "(pid 4194304, run dir " + runDir() + ")";
    assertTrue(e.getMessage().endsWith(owner), e::getMessage);
  }

  @Test
  void oneThatComesFreeIsTaken() throws IOException {
    lockedByAnother("pid 1, run dir /run/y\n");
    other.destroyForcibly().onExit().join();
    try (CollectorLock lock = CollectorLock.take(folder, runDir())) {
      assertTrue(Files.readString(file()).contains("run dir " + runDir()));
    }
  }

  @Test
  void aRunDirHasOneCollectorWhateverBecomesOfTheLogDir() throws IOException {
    Path runDir = Files.createDirectory(folder.resolve("run"));
    try (CollectorLock lock = CollectorLock.take(folder, runDir)) {
      assertTrue(Files.readString(runDir.resolve("collector.lock")).startsWith("pid "));
    }
    Path logDir = Files.createDirectories(folder.resolve("log/collector.lock")).getParent();
    lockedByAnother(runDir.resolve("collector.lock"), 0);
    assertThrows(
        CollectorRunningException.class,
        () -> CollectorLock.take(logDir, runDir).close(),
        "where the log dir cannot be locked");
    assertThrows(
        CollectorRunningException.class,
        () -> CollectorLock.take(folder, runDir).close(),
        "where the log dir is another");
    assertTrue(Files.exists(folder.resolve("collector.lock")));
  }

  /** The owner may end meanwhile: what is locked then is put away the next instant. */
  @Test
  void whereAnotherLogDirStandsItsLockIsTakenAndThatOfTheRunDirStays() throws IOException {
    Path runDir = Files.createDirectory(folder.resolve("run"));
    Path logDir = Files.createDirectory(folder.resolve("log"));
    CollectorLock first = CollectorLock.take(logDir, runDir);
    Files.move(logDir, folder.resolve("hidden"));
    Files.createDirectory(logDir);
    try (CollectorLock lock = first.takeAnew(logDir, runDir)) {
      assertTrue(Files.readString(logDir.resolve("collector.lock")).startsWith("pid "));
      for (Path taken : List.of(logDir, runDir)) {
        assertThrows(
            OverlappingFileLockException.class, () -> tryLock(taken.resolve("collector.lock")));
      }
      tryLock(folder.resolve("hidden/collector.lock"));
    }
  }

  private static void tryLock(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      assertNotNull(channel.tryLock(0, 1, false));
    }
  }

  @Test
  void oneThatIsBeingTakenOverIsNotTaken() throws IOException {
    Files.createFile(file());
    lockedByAnother(file(), 1);
    assertThrows(
        CollectorRunningException.class,
        () -> CollectorLock.take(folder, folder.resolve("run")).close());
  }
}
