package dev.sessionlog.unix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that outlive the collector. */
@Tag("machine")
class SpawnTest {
  private static final int SIGKILL = 9;

  @TempDir private Path dir;

  /** What stays open in it could not be unmounted, and would take room after its removal. */
  @Test
  void nothingThatOthersOpenMeanwhileStaysOpenInIt() throws Exception {
    Unix unix = Unix.load();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> opening =
        Stream.of("a", "b", "c").map(name -> new Thread(() -> open(name, over), name)).toList();
    opening.forEach(Thread::start);
    List<Long> pids = new ArrayList<>();
    try (UnixFile input = unix.open(Path.of("/dev/null"), OpenFlag.READ)) {
      for (int i = 0; i < 40; i++) {
        pids.add(unix.spawn(input, List.of("/bin/sleep", "60")));
      }
      for (long pid : pids) {
        assertEquals(3, FolderEntries.of(Path.of("/proc/" + pid + "/fd")).size());
      }
    } finally {
      over.set(true);
      for (Thread thread : opening) {
        thread.join();
      }
      for (long pid : pids) {
        unix.kill(pid, SIGKILL);
        unix.reap(pid);
      }
    }
  }

  private void open(String name, AtomicBoolean over) {
    Path file = dir.resolve(name);
    while (!over.get()) {
      try (FileOutputStream stream = new FileOutputStream(file.toFile())) {
        stream.write(1);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
