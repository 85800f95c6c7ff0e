package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.login.RunDir;
import dev.sessionlog.login.RunDirFile;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody removes from a run dir is made again; where that cannot be, it is told once. */
final class RunDirWatchTest {
  private static final Unix UNIX = Unix.load();

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private boolean needed = true;
  private int unneeded;
  private int hopeless;
  private RunDir runDir;
  private RunDirWatch watch;

  @BeforeEach
  void create() throws IOException {
    runDir = new RunDir(folder.resolve("run"));
    RunDirWatch.prepare(runDir, UNIX, false);
    watch =
        new RunDirWatch(
            runDir,
            () -> RunDirWatch.prepare(runDir, UNIX, false),
            () -> needed,
            () -> unneeded++,
            told::add);
    watch.expect(runDir.pidFile(), () -> RunDirFile.replace(runDir.pidFile(), "7\n"));
    RunDirFile.replace(runDir.pidFile(), "7\n");
    watch.onHopeless(() -> hopeless++);
  }

  private void removeAll() throws IOException {
    List<Path> folders = runDir.folders();
    for (int i = folders.size() - 1; i > 0; i--) {
      Files.delete(folders.get(i)); // one inside another comes behind it
    }
    Files.deleteIfExists(runDir.pidFile());
    Files.delete(runDir.path());
  }

  @Test
  void nothingIsToldWhereNothingIsMissing() {
    watch.look();
    assertEquals(List.of(), told);
  }

  @Test
  void eachPartIsMadeAgain() throws IOException {
    List<Path> folders = runDir.folders();
    for (Path inner : folders.subList(1, folders.size())) {
      for (Path within : folders) {
        if (within.startsWith(inner) && !within.equals(inner)) {
          Files.delete(within);
        }
      }
      Files.delete(inner);
      watch.look();
      assertTrue(Files.isDirectory(inner), inner::toString);
    }
    Files.delete(runDir.pidFile());
    watch.look();
    assertEquals("7\n", Files.readString(runDir.pidFile()));
    removeAll();
    watch.look();
    assertEquals("7\n", Files.readString(runDir.pidFile()));
    assertEquals(5, told.size());
    assertTrue(told.get(4).contains("was removed; created again"), told::toString);
    assertTrue(told.get(3).contains("was removed in part"), told::toString);
  }

  @Test
  void oneThatNobodyNeedsStaysAway() throws IOException {
    removeAll();
    needed = false;
    watch.look();
    assertEquals(1, unneeded);
    assertFalse(Files.exists(runDir.path()));
  }

  @Test
  void whatIsForgottenOrClosedStaysAway() throws IOException {
    watch.forget(runDir.pidFile());
    Files.delete(runDir.pidFile());
    watch.look();
    assertFalse(Files.exists(runDir.pidFile()));
    watch.close();
    removeAll();
    watch.look();
    assertFalse(Files.exists(runDir.path()));
  }

  @Test
  void anothersThatStandsThereIsToldOnceAndAfterThreeTriesThereIsNoHope() throws IOException {
    removeAll();
    Files.createSymbolicLink(runDir.path(), folder);
    for (int i = 0; i < 5; i++) {
      watch.look();
    }
    assertEquals(1, told.size());
    assertTrue(told.get(0).contains("expected a folder"), told::toString);
    assertEquals(1, hopeless);
    Files.delete(runDir.path());
    watch.look();
    assertTrue(told.get(1).contains("created again"), told::toString);
  }
}
