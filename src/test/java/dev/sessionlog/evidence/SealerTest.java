package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealerTest {
  @TempDir private Path logDir;
  private SealedStore store;

  @BeforeEach
  void make() throws IOException {
    store = new SealedStore(logDir.resolve("log"), "web1");
  }

  private void good(String expected) throws IOException {
    SealedStore.Seen seen = store.verify();
    assertEquals(List.of(), store.trouble());
    assertTrue(seen.good(), seen.toString());
    assertEquals(expected, seen.toString());
  }

  @Test
  void whatGrowsIsSealedByOneCollectorAfterTheOther() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "one");
    store.seal();
    store.output("alice", id, "two");
    good("alice sealed until");
    store.seal();
    store.output("alice", id, "three");
    store.end("alice", id);
    good("alice sealed until");
    store.seal();
    good("alice sealed");
  }

  @Test
  void aSessionBetweenTwoLooksIsSealed() throws IOException {
    try (SealedStore.Run run = store.new Run()) {
      run.seal();
      SessionId id = store.begin("alice", "2222");
      store.output("alice", id, "short");
      store.end("alice", id);
      good("alice not sealed yet");
      run.seal();
      good("alice sealed");
    }
  }

  @Test
  void whatIsOlderIsNotSealedUntilSomebodyAsksForIt() throws IOException {
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "old");
    store.end("alice", id);
    store.wait(5);
    store.seal();
    good("alice older than the ledger");
    new Adoptions(store.logDir()).ask(id);
    store.seal();
    good("alice sealed");
    assertEquals(List.of(), new Adoptions(store.logDir()).asked());
  }

  @Test
  void nothingNewIsNoCheckpointForAnHour() throws IOException {
    try (SealedStore.Run run = store.new Run()) {
      run.seal();
      assertTrue(run.seal().isEmpty());
      store.wait(3600);
      assertTrue(run.seal().isPresent());
    }
  }

  @Test
  void logsAreSealedThroughRotationCompressionAndTheirLimits() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    Path log = store.logDir().resolve("alice.log");
    try (SealedStore.Run run = store.new Run()) {
      for (int i = 0; i < 4; i++) {
        store.output("alice", id, "line " + i);
        run.seal();
        store.output("alice", id, "after " + i);
        Files.move(log, store.logDir().resolve("alice.2026-11-26." + i + ".log"));
        good("alice sealed until");
      }
      store.output("alice", id, "last");
      run.seal();
      Path rolled = store.logDir().resolve("alice.2026-11-26.0.log");
      byte[] content = Files.readAllBytes(rolled);
      try (var out =
          new java.util.zip.GZIPOutputStream(
              Files.newOutputStream(rolled.resolveSibling(rolled.getFileName() + ".gz")))) {
        out.write(content);
      }
      Files.delete(rolled);
      good("alice sealed until");
      Files.delete(rolled.resolveSibling(rolled.getFileName() + ".gz"));
      assertFalse(store.verify().good());
      run.seal();
      good("alice sealed until");
    }
    store.seal();
    good("alice sealed until");
  }

  @Test
  void aLogThatIsRolledBeforeItsSuccessorIsThereIsNoAlarm() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "first");
    store.seal();
    store.output("alice", id, "second");
    Files.move(
        store.logDir().resolve("alice.log"), store.logDir().resolve("alice.2026-11-26.0.log"));
    store.seal();
    good("alice sealed until");
    String entries = Files.readString(store.ledger("000000.jsonl"));
    assertTrue(entries.contains("\"type\":\"rolled\""), entries);
    assertFalse(entries.contains("\"type\":\"changed\""), entries);
  }

  @Test
  void aRemovalIsKnownBeforeAndAfterItIsSealed() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "x");
    store.end("alice", id);
    store.seal();
    store.cleanup("alice", id);
    good("alice removed");
    store.seal();
    good("alice removed");
  }

  @Test
  void theCollectorItselfNotesWhatNoLongerHoldsWhatWasSealed() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "before");
    store.seal();
    SealedStore.change(store.folder("alice", id).resolve("typescript"), "before", "BEFORE");
    store.output("alice", id, "more");
    store.seal();
    assertTrue(Files.readString(store.ledger("000000.jsonl")).contains("\"type\":\"changed\""));
  }

  @Test
  void aCheckpointIsReadFromALogLine() throws IOException {
    SignedNote note = store.seal();
    String line = "Nov 26 20:00:00 web1 sessionlog[1]: INFO " + note.inOneLine();
    assertEquals(Optional.of(note.toString()), SignedNote.parseLine(line).map(Object::toString));
    assertTrue(store.verify(Optional.of(store.firstKey()), List.of(note)).good());
  }
}
