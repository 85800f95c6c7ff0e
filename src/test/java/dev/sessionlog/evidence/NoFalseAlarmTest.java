package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.files.GzipFile;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the machine does, without an attacker {@code verify} accuses nobody. */
@Tag("machine")
final class NoFalseAlarmTest {
  @TempDir private Path temporary;

  private static void good(SealedStore store, String when) throws IOException {
    SealedStore.Seen seen = store.verify();
    assertTrue(seen.good(), when + ": " + seen);
  }

  @Test
  void aClockThatGoesForwardAndBackByDays() throws IOException {
    SealedStore store = new SealedStore(temporary, "web1");
    store.seal();
    int day = 86_400;
    for (int jump : List.of(3 * day, -5 * day, 400 * day, -402 * day, day, -day)) {
      SessionId across = store.begin("alice", "2222");
      store.output("alice", across, "before the jump");
      store.seal();
      store.wait(jump);
      good(store, "jump of " + jump);
      store.output("alice", across, "after the jump");
      store.seal();
      SessionId after = store.begin("bob", "3333");
      store.output("bob", after, "begun after the jump");
      store.end("bob", after);
      store.end("alice", across);
      store.seal();
      good(store, "sealed after a jump of " + jump);
    }
    List<Verdict.Status> all =
        store.verify().verdicts().values().stream().map(Verdict::status).distinct().toList();
    assertEquals(List.of(Verdict.Status.SEALED), all);
  }

  @Test
  void recordingsAndLogsAreCompressedWhileTheyAreSealedAndChecked() throws Exception {
    SealedStore store = new SealedStore(temporary, "web1");
    store.seal();
    AtomicBoolean over = new AtomicBoolean();
    for (int i = 0; i < 15; i++) {
      SessionId id = store.begin("alice", "2222");
      store.output("alice", id, "number " + i + " " + "x".repeat(20_000));
      store.end("alice", id);
      Path typescript = store.folder("alice", id).resolve("typescript");
      Path rolled = temporary.resolve("alice.2026-11-" + (10 + i) + ".0.log");
      Thread compressing =
          new Thread(
              () -> {
                try {
                  GzipFile.replace(typescript, 6);
                  Files.move(temporary.resolve("alice.log"), rolled);
                  Files.writeString(temporary.resolve("alice.log"), "another\n");
                  GzipFile.replace(rolled, 6);
                } catch (IOException e) {
                  over.set(true);
                }
              });
      compressing.start();
      try (SealedStore.Run run = store.new Run()) {
        run.seal();
        good(store, "while it is compressed, " + i);
        compressing.join();
        run.seal();
        run.seal();
      }
      good(store, "compressed, " + i);
    }
    assertTrue(!over.get());
  }

  @Test
  void aFullDiskEndsNothingThatGoesOnWhenThereIsRoom() throws Exception {
    Path small = mounted("size=400k");
    try {
      SealedStore store = new SealedStore(small.resolve("log"), "web1");
      store.seal();
      SessionId id = store.begin("alice", "2222");
      store.output("alice", id, "before");
      store.seal();
      Path filler = small.resolve("filler");
      for (int left = 0; left < 6; left++) {
        fill(filler, left * 1024);
        int round = left;
        try (SealedStore.Run run = store.new Run()) {
          store.wait(7200);
          run.seal();
        } catch (IOException full) {
          good(store, "full, " + round + ": " + full.getMessage());
        }
        Files.deleteIfExists(filler);
        store.output("alice", id, "after " + left);
        store.seal();
        good(store, "room again, " + left);
      }
    } finally {
      run("umount", small.toString());
    }
  }

  @Test
  void onAReadOnlyDiskNothingIsSealedAndNothingIsWrong() throws Exception {
    Path disk = mounted("size=4m");
    try {
      SealedStore store = new SealedStore(disk.resolve("log"), "web1");
      store.seal();
      SessionId id = store.begin("alice", "2222");
      store.output("alice", id, "before");
      store.seal();
      store.output("alice", id, "not sealed yet");
      run("mount", "-o", "remount,ro", disk.toString());
      assertThrows(IOException.class, store::seal);
      good(store, "read-only");
      run("mount", "-o", "remount,rw", disk.toString());
      store.seal();
      good(store, "writable again");
    } finally {
      run("umount", disk.toString());
    }
  }

  private Path mounted(String options) throws Exception {
    Path folder = Files.createDirectory(temporary.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0,
        "nothing can be mounted here");
    return folder;
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Takes all room but some. */
  private static void fill(Path filler, int left) throws IOException {
    long room = Files.getFileStore(filler.getParent()).getUsableSpace() - left;
    try {
      Files.write(filler, new byte[(int) Math.max(0, room)]);
    } catch (IOException full) {
      return;
    }
  }
}
