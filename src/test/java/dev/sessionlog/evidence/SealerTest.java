package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
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

  /** An id tells the second alone, and the first login of a user starts the collector, too. */
  @Test
  void aSessionOfTheSecondInWhichSealingBeganIsNotOlder() throws IOException {
    store.waitMillis(600);
    try (SealedStore.Run killed = store.new Run()) {
      killed.sealNow();
    }
    SessionId id = store.beginNow("alice", "2222");
    store.output("alice", id, "before the collector was killed");
    store.end("alice", id);
    store.seal();
    good("alice sealed");
    store.wait(60);
    store.audit("view alice");
    store.seal();
    SessionId other = SessionId.parse(id.toString().replace("2222", "3333")).orElseThrow();
    SealedStore.copy(store.folder("alice", id), store.folder("alice", other)); // nobody sealed it
    assertEquals("alice sealed; alice not sealed", store.verify().toString());
  }

  @Test
  void whereNoCheckpointIsVerifySaysSo() throws IOException {
    store.seal();
    Files.delete(store.ledger("000000.checkpoints"));
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "one");
    store.end("alice", id);
    List<Verdict> verdicts = new ArrayList<>();
    Verifier verifier = new Verifier(store.logDir());
    verifier.ledger(Optional.empty(), List.of());
    verifier.strangers((any, user) -> true, verdicts::add);
    assertEquals(
        List.of(
            new Verdict(
                id, "alice", Verdict.Status.NOT_SEALED, "the ledger has no checkpoint yet")),
        verdicts);
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
    try (SealedStore.Run run = store.new Run()) {
      run.seal();
      good("alice sealed");
      run.seal(); // it is asked for until the ledger has it
    }
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
  void aLogWhoseRolledFileWentBetweenTwoLooksIsNoAlarm() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    Path log = store.logDir().resolve("alice.log");
    try (SealedStore.Run run = store.new Run()) {
      store.output("alice", id, "sealed in a log that goes");
      run.seal();
      Files.delete(log); // rolled, and removed by a limit
      store.output("alice", id, "in one that is rolled");
      Files.move(log, store.logDir().resolve("alice.2026-11-26.1.log"));
      store.output("alice", id, "in the one that is written");
      run.seal();
      store.output("alice", id, "more");
      run.seal();
    }
    good("alice sealed until");
    assertEquals(List.of("alice.log"), store.removedLogs());
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

  /** Whoever may read logs has any words noted in the audit log, with their own uid before them. */
  @Test
  void anAuditorsWordsRemoveNothing() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "one");
    store.audit("view of nothing");
    Path log = store.logDir().resolve("audit/audit.log");
    int owner = (Integer) Files.getAttribute(log, "unix:uid");
    Files.writeString(
        log,
        store.now()
            + " uid "
            + (owner + 1)
            + " (aud) loginuid none pid 5: cleanup removes session "
            + id
            + " of alice, x: older than 90 days\n",
        StandardOpenOption.APPEND);
    try (SealedStore.Run run = store.new Run()) {
      run.seal();
      store.output("alice", id, "two");
      run.seal();
    }
    SealedStore.change(store.folder("alice", id).resolve("typescript"), "two", "TWO");
    assertFalse(store.verify().good());
    SealedStore.remove(store.folder("alice", id));
    assertFalse(store.verify().good());
  }

  /** Whoever writes the logs is not root, and nobody else's sessions wait for what they left. */
  @Test
  void whatIsNoLogKeepsNothingFromBeingSealed() throws IOException {
    store.seal();
    try (RandomAccessFile sparse =
        new RandomAccessFile(store.logDir().resolve("aaa.log").toFile(), "rw")) {
      sparse.setLength(1L << 42);
    }
    try (RandomAccessFile sparse =
        new RandomAccessFile(store.logDir().resolve("b.2026-11-26.0.log.gz").toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }
    Files.writeString(store.logDir().resolve("\u00e9.log"), "x\n");
    SessionId id = store.begin("carol", "2222");
    store.output("carol", id, "one");
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> store.seal());
    assertEquals("carol sealed until", store.verify().toString());
    String ledger = Files.readString(store.ledger("000000.jsonl"));
    assertTrue(ledger.contains("\"carol.log\""));
    assertFalse(ledger.contains("aaa.log") || ledger.contains("\u00e9"));
    assertEquals(2, store.trouble().size(), store.trouble().toString());
  }

  @Test
  void aClockThatWasAheadHidesNoLaterSession() throws IOException {
    store.seal();
    store.wait(40_000_000);
    store.seal();
    store.wait(-40_000_000);
    try (SealedStore.Run run = store.new Run()) {
      run.seal();
      SessionId id = store.begin("alice", "2222");
      store.output("alice", id, "short");
      store.end("alice", id);
      run.seal();
      good("alice sealed");
    }
  }

  /** A login takes a while: its pipe is there, and script has not begun. */
  @Test
  void aSessionThatHeldNothingWhenTheCollectorLookedIsNotSealedYet() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    Path typescript = store.folder("alice", id).resolve("typescript");
    Files.writeString(typescript, "");
    store.waitMillis(1_700);
    try (SealedStore.Run run = store.new Run()) {
      run.sealNow();
      good("alice not sealed yet");
      store.output("alice", id, "prompt");
      good("alice not sealed yet");
      run.seal();
      good("alice sealed until");
    }
  }

  /** Where login.open_timeout is longer than the collector waits for a first byte. */
  @Test
  void aSessionThatIsGivenUpWithoutAByteIsNoFault() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    Files.writeString(store.folder("alice", id).resolve("typescript"), "");
    try (SealedStore.Run run = store.new Run()) {
      store.wait(90);
      run.seal();
      SealedStore.remove(store.folder("alice", id));
      Files.delete(store.logDir().resolve("active/" + id));
      good("alice removed");
      run.seal();
      good("alice removed");
      run.seal();
      good("alice removed");
    }
  }

  @Test
  void aSessionThatIsSilentForLongIsInTheLedger() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    Files.writeString(store.folder("alice", id).resolve("typescript"), "");
    try (SealedStore.Run run = store.new Run()) {
      store.wait(90);
      run.seal();
      good("alice sealed until");
      store.output("alice", id, "late");
      good("alice sealed until");
      run.seal();
      SealedStore.change(store.folder("alice", id).resolve("typescript"), "late", "LATE");
      assertEquals("alice changed", store.verify().toString());
    }
  }

  /**
   * A user is back after 91 days: the log is rolled at once, and cron removes it in that minute.
   */
  @Test
  void aLogThatIsRolledAndRemovedByCleanupBetweenTwoLooksIsNoFault() throws IOException {
    SessionId id = store.begin("alice", "2222");
    store.output("alice", id, "one");
    store.seal();
    Path rolled = store.logDir().resolve("alice.2026-08-20.0.log");
    Files.move(store.logDir().resolve("alice.log"), rolled);
    store.output("alice", id, "two");
    store.audit("cleanup removes " + rolled.getFileName() + " sha256:00: older than 90 days");
    Files.delete(rolled);
    good("alice sealed until"); // what is not sealed yet is no fault either
    store.seal();
    good("alice sealed until");
    assertEquals(List.of("alice.log"), store.removedLogs());
  }

  /** As a disk does that gives the inode of a log which is gone to the one that is written next. */
  @Test
  void aNewLogWithTheInodeOfOneThatIsGoneIsNotTakenForIt() throws IOException {
    store.seal();
    SessionId id = store.begin("alice", "2222");
    Path log = store.logDir().resolve("alice.log");
    try (SealedStore.Run run = store.new Run()) {
      store.output("alice", id, "first");
      run.seal();
      Files.copy(log, store.logDir().resolve("alice.2026-11-26.0.log"));
      Files.writeString(log, "another log, longer than the one that was sealed before".repeat(9));
      run.seal();
      good("alice sealed until");
      store.output("alice", id, "more");
      run.seal();
    }
    good("alice sealed until");
    assertEquals(List.of(), store.removedLogs());
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
