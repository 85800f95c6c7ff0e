package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-26T20:00:00Z");
  private static final SessionId ID = SessionId.parse("20261126T195900-k3f9").orElseThrow();
  private static final String ORIGIN = "sessionlog/web1/test";

  @TempDir private Path logDir;

  private final List<LedgerEntry> past = new ArrayList<>();

  private interface Work {
    void on(Ledger ledger, KeyFile keys) throws IOException;
  }

  private void with(Work work) throws IOException {
    Files.createDirectories(logDir.resolve("ledger"));
    past.clear();
    try (FileChannel file =
            FileChannel.open(
                logDir.resolve("ledger/key"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        Ledger ledger = Ledger.open(logDir, ORIGIN, new KeyFile(file), NOW, past::add)) {
      work.on(ledger, new KeyFile(file));
    }
  }

  private static LedgerEntry open() {
    return new LedgerEntry.Open(NOW, ID, "alice");
  }

  private LedgerReader.Chain read() throws IOException {
    return new LedgerReader(LedgerFolder.in(logDir)).read((index, line, entry) -> {});
  }

  private void sealTimes(int times) throws IOException {
    with(
        (ledger, keys) -> {
          for (int i = 0; i < times; i++) {
            ledger.append(List.of(open()));
            ledger.seal(keys, NOW);
          }
        });
  }

  @Test
  void whatIsSealedIsReadAndChecked() throws IOException {
    sealTimes(3);
    LedgerReader.Chain chain = read();
    assertEquals(List.of(), chain.problems());
    assertEquals(7, chain.size()); // begin, and three times open and key
    assertEquals(7, chain.sealed());
    assertEquals(3, chain.epoch());
  }

  @Test
  void itGoesOnWhereItWas() throws IOException {
    sealTimes(2);
    sealTimes(2);
    assertEquals(5, past.size());
    assertTrue(past.contains(open()));
    assertEquals(List.of(), read().problems());
    assertEquals(9, read().sealed());
  }

  @Test
  void eachKeyIsErasedOnceItHasSigned() throws IOException {
    List<byte[]> files = new ArrayList<>();
    with(
        (ledger, keys) -> {
          for (int i = 0; i < 4; i++) {
            files.add(Files.readAllBytes(logDir.resolve("ledger/key")));
            ledger.append(List.of(open()));
            ledger.seal(keys, NOW);
            assertTrue(keys.open(i).isEmpty());
            assertThrows(MissingKeyException.class, () -> keys.sign(0, new byte[1]));
          }
        });
    byte[] last = Files.readAllBytes(logDir.resolve("ledger/key"));
    for (byte[] before : files) {
      assertFalse(secrets(before).isEmpty());
      assertTrue(Collections.disjoint(secrets(before), secrets(last)));
    }
  }

  /** The secrets of both slots, as text. */
  private static List<String> secrets(byte[] file) {
    return Stream.of(0, 4096)
        .filter(slot -> slot < file.length && file[slot] != 0)
        .map(slot -> Arrays.toString(Arrays.copyOfRange(file, slot + 24, slot + 56)))
        .collect(Collectors.toList());
  }

  @Test
  void aBitThatIsTurnedInAnyByteShows() throws IOException {
    sealTimes(2);
    Path file = logDir.resolve("ledger/000000.jsonl");
    byte[] right = Files.readAllBytes(file);
    for (int bit = 0; bit < right.length * 8; bit += 7) {
      byte[] turned = right.clone();
      turned[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, turned);
      assertFalse(read().problems().isEmpty(), "bit " + bit);
    }
  }

  @Test
  void aCutOfTheEntriesShows() throws IOException {
    sealTimes(2);
    Path file = logDir.resolve("ledger/000000.jsonl");
    byte[] right = Files.readAllBytes(file);
    for (int length = 0; length < right.length; length += 3) {
      Files.write(file, Arrays.copyOf(right, length));
      assertFalse(read().problems().isEmpty(), "cut to " + length);
    }
  }

  @Test
  void aCutOfBothShowsByTheKey() throws IOException {
    sealTimes(1);
    byte[] entries = Files.readAllBytes(logDir.resolve("ledger/000000.jsonl"));
    byte[] notes = Files.readAllBytes(logDir.resolve("ledger/000000.checkpoints"));
    sealTimes(1);
    Files.write(logDir.resolve("ledger/000000.jsonl"), entries);
    Files.write(logDir.resolve("ledger/000000.checkpoints"), notes);
    assertEquals(List.of(), read().problems());
    assertThrows(MissingKeyException.class, () -> with((ledger, keys) -> ledger.seal(keys, NOW)));
  }

  @Test
  void whatACrashLeavesIsALedgerThatGoesOn() throws IOException {
    sealTimes(1);
    Path folder = logDir.resolve("ledger");
    List<String> names = List.of("000000.jsonl", "000000.checkpoints");
    List<byte[]> before = new ArrayList<>();
    for (String name : names) {
      before.add(Files.readAllBytes(folder.resolve(name)));
    }
    byte[] keys = Files.readAllBytes(folder.resolve("key"));
    sealTimes(1);
    for (int file = 0; file < names.size(); file++) {
      byte[] after = Files.readAllBytes(folder.resolve(names.get(file)));
      for (int cut = before.get(file).length; cut <= after.length; cut += 5) {
        Files.write(folder.resolve("key"), keys);
        Files.write(folder.resolve(names.get(0)), before.get(0));
        Files.write(folder.resolve(names.get(1)), before.get(1));
        if (file == 0) {
          Files.write(folder.resolve(names.get(0)), Arrays.copyOf(after, cut));
        }
        assertEquals(List.of(), read().problems());
        with((ledger, signer) -> ledger.seal(signer, NOW));
        assertEquals(List.of(), read().problems());
      }
    }
  }

  @Test
  void aTornCheckpointIsMadeAgain() throws IOException {
    sealTimes(1);
    Path notes = logDir.resolve("ledger/000000.checkpoints");
    byte[] first = Files.readAllBytes(notes);
    byte[] key = Files.readAllBytes(logDir.resolve("ledger/key"));
    sealTimes(1);
    byte[] second = Files.readAllBytes(notes);
    byte[] after = Files.readAllBytes(logDir.resolve("ledger/000000.jsonl"));
    for (int cut = first.length; cut < second.length; cut += 3) {
      Files.write(notes, Arrays.copyOf(second, cut));
      Files.write(logDir.resolve("ledger/000000.jsonl"), after);
      Files.write(logDir.resolve("ledger/key"), key);
      with((ledger, signer) -> ledger.seal(signer, NOW));
      assertEquals(List.of(), read().problems(), "cut to " + cut);
      assertEquals(2, read().epoch());
    }
  }

  @Test
  @Tag("exhaustive")
  void aSecondSegmentGoesOnWithTheTreeOfTheFirst() throws IOException {
    List<LedgerEntry> many = new ArrayList<>();
    for (int i = 0; i < LedgerFolder.SEGMENT; i++) {
      many.add(new LedgerEntry.Beat(NOW));
    }
    with(
        (ledger, keys) -> {
          ledger.append(many);
          ledger.seal(keys, NOW);
          ledger.append(many);
          ledger.seal(keys, NOW);
        });
    LedgerReader.Chain chain = read();
    assertEquals(List.of(), chain.problems());
    assertTrue(chain.sealed() > 2 * LedgerFolder.SEGMENT);
    proofsLeadThroughSegments(chain);
    Files.delete(logDir.resolve("ledger/000001.jsonl"));
    assertFalse(read().problems().isEmpty());
  }

  /** The roots are those that the reader made of all entries, one after the other. */
  private void proofsLeadThroughSegments(LedgerReader.Chain chain) throws IOException {
    LedgerTree tree = new LedgerTree(LedgerFolder.in(logDir));
    long size = chain.size();
    assertEquals(chain.tree().root(), tree.root(0, size));
    byte[] begin = LedgerFolder.in(logDir).firstLine(0).orElseThrow();
    assertEquals(chain.tree().root(), tree.inclusion(0, size).root(MerkleTree.leaf(begin)));
    byte[] head = LedgerFolder.in(logDir).firstLine(1).orElseThrow();
    assertEquals(
        chain.tree().root(),
        tree.inclusion(LedgerFolder.SEGMENT, size).root(MerkleTree.leaf(head)));
    for (long first : List.of(1L, 5L, 65_535L, 65_536L, 65_537L, 131_072L, size - 1, size)) {
      ConsistencyProof proof = tree.consistency(first, size);
      assertTrue(proof.holds(tree.root(0, first), tree.root(0, size)), "from " + first);
      assertEquals(Optional.of(proof), ProofText.consistency(ProofText.of(proof)));
    }
  }
}
