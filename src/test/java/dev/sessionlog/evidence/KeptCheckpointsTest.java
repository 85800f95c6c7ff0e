package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.files.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger beside what was kept of it, among checkpoints of others and in any order. */
final class KeptCheckpointsTest {
  @TempDir private Path temporary;

  private SealedStore store;
  private final List<SignedNote> own = new ArrayList<>();
  private SignedNote other;

  @BeforeEach
  void seal() throws IOException {
    store = new SealedStore(temporary.resolve("log"), "web1");
    for (int i = 0; i < 5; i++) {
      store.audit("view " + i);
      own.add(store.seal());
    }
    other = new SealedStore(temporary.resolve("other"), "web2").seal();
  }

  private List<String> problems(Optional<NoteKey> key, List<SignedNote> notes) throws IOException {
    return new Verifier(store.logDir()).ledger(key, notes).problems();
  }

  private SignedNote madeUp(long size) {
    Checkpoint checkpoint = new Checkpoint("sessionlog/web1", size, Sha256.of(new byte[] {1}));
    return new SignedNote(checkpoint.text(), own.get(0).signatures());
  }

  @Test
  void theyComeInAnyOrderAndMoreThanOnce() throws IOException {
    List<SignedNote> notes = new ArrayList<>(own);
    notes.addAll(own);
    Collections.reverse(notes);
    assertEquals(List.of(), problems(Optional.empty(), notes));
  }

  /** A log of many machines: the first key says which of them is this one. */
  @Test
  void thoseOfOtherMachinesMayStandBesideItsOwnWhereTheFirstKeyIsKnown() throws IOException {
    Optional<NoteKey> key = Optional.of(store.firstKey());
    List<SignedNote> both = List.of(other, own.get(2));
    String another = "an anchor belongs to another ledger, sessionlog/web2";
    assertEquals(List.of(), problems(key, both));
    assertEquals(List.of(another), problems(Optional.empty(), both));
    assertEquals(List.of(another), problems(key, List.of(other)));
  }

  @Test
  void whatContradictsIsToldOnceAndNotWithoutEnd() throws IOException {
    long size = LedgerExcerpt.size(own.get(1));
    List<SignedNote> notes = new ArrayList<>(List.of(madeUp(size), madeUp(size), own.get(3)));
    String wrong = "it contradicts the anchor over " + size + " entries";
    assertEquals(List.of(wrong), problems(Optional.empty(), notes));
    for (int i = 0; i < 1000; i++) {
      notes.add(madeUp(1_000_000 + i));
    }
    List<String> told = problems(Optional.empty(), notes);
    assertEquals(21, told.size(), told::toString);
    assertEquals("it contradicts 981 anchors more", told.get(20));
  }
}
