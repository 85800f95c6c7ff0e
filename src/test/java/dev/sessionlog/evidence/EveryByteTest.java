package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.TemporaryFolder;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each byte of a small store and its ledger is turned, each file cut at each byte and removed. */
@Tag("exhaustive")
final class EveryByteTest {
  private TemporaryFolder folder;
  private SealedStore store;
  private SessionId closed;
  private SessionId live;

  @BeforeEach
  void make() throws IOException {
    folder = TemporaryFolder.create(Path.of("/dev/shm"));
    store = new SealedStore(folder.path().resolve("log"), "web1");
    live = store.begin("bob", "3333");
    store.output("bob", live, "goes on");
    closed = store.begin("alice", "2222");
    store.output("alice", closed, "first");
    store.audit("view alice");
    store.seal();
    store.output("alice", closed, "second");
    store.end("alice", closed);
    store.seal();
    assertTrue(store.verify().good(), store.verify().toString());
  }

  @AfterEach
  void remove() throws IOException {
    folder.close();
  }

  private List<Path> files() throws IOException {
    try (var files = Files.walk(store.logDir())) {
      return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }

  /** What goes on is sealed with its end, but for who it says it is. */
  private boolean counts(Path file, long place) throws IOException {
    if (file.equals(store.ledger("key"))) {
      byte[] slots = Files.readAllBytes(file);
      int slot = (int) (place / 4096) * 4096;
      return place - slot < 120 && slots[slot] != 0;
    }
    return !file.equals(store.folder("bob", live).resolve("session.json"));
  }

  private void seen(Path file, String what) throws IOException {
    SealedStore.Seen seen = store.verify();
    String name = store.logDir().relativize(file) + " " + what;
    assertFalse(seen.good(), name);
    for (SessionId id : List.of(closed, live)) {
      boolean its = file.startsWith(store.folder(id.equals(live) ? "bob" : "alice", id));
      Verdict verdict = seen.verdicts().get(id);
      assertFalse(its && verdict != null && verdict.status().good(), name + ": " + verdict);
    }
  }

  @Test
  void aByteThatIsTurnedShows() throws IOException {
    int turned = 0;
    for (Path file : files()) {
      byte[] right = Files.readAllBytes(file);
      for (int i = 0; i < right.length; i++) {
        if (counts(file, i)) {
          turn(file, i, 1 << i % 8);
          seen(file, "byte " + i);
          turn(file, i, 1 << i % 8);
          turned++;
        }
      }
      assertTrue(Arrays.equals(right, Files.readAllBytes(file)));
    }
    assertTrue(turned > 3000, turned + " bytes");
    assertEquals("alice sealed; bob sealed until", String.join("; ", statuses()));
  }

  private List<String> statuses() throws IOException {
    return store.verify().verdicts().values().stream()
        .map(verdict -> verdict.user() + " " + verdict.status())
        .sorted()
        .toList();
  }

  private static void turn(Path file, int place, int bits) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, java.nio.file.StandardOpenOption.READ, java.nio.file.StandardOpenOption.WRITE)) {
      java.nio.ByteBuffer one = java.nio.ByteBuffer.allocate(1);
      channel.read(one, place);
      one.put(0, (byte) (one.get(0) ^ bits)).rewind();
      channel.write(one, place);
    }
  }

  @Test
  void aFileThatIsCutOrRemovedShows() throws IOException {
    for (Path file : files()) {
      byte[] right = Files.readAllBytes(file);
      if (!counts(file, 0) && !file.equals(store.ledger("key"))) {
        continue;
      }
      int longest = file.equals(store.ledger("key")) ? 120 : right.length;
      for (int length = 0; length < longest; length++) {
        Files.write(file, Arrays.copyOf(right, length));
        if (!file.equals(store.ledger("key"))) {
          seen(file, "cut to " + length);
        } else {
          store.verify(); // says what it can
        }
      }
      Files.delete(file);
      seen(file, "removed");
      Files.write(file, right);
    }
    assertTrue(store.verify().good());
  }
}
