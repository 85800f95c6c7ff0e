package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ledgers of which somebody changed some bytes: nothing but what was sealed is ever believed. */
final class LedgerFuzzTest {
  private static final int ROUNDS = Integer.getInteger("ledger.fuzz", 300);

  @TempDir private Path temporary;

  @Test
  void aChangedLedgerIsNeverBelievedAndNeverStopsTheReader() throws IOException {
    SealedStore store = new SealedStore(temporary.resolve("log"), "web1");
    store.seal();
    for (int i = 0; i < 4; i++) {
      SessionId id = store.begin("alice", "222" + i);
      store.output("alice", id, "one");
      store.seal();
      store.output("alice", id, "two");
      store.end("alice", id);
      store.seal();
    }
    byte[] entries = Files.readAllBytes(store.ledger("000000.jsonl"));
    byte[] notes = Files.readAllBytes(store.ledger("000000.checkpoints"));
    LedgerReader.Chain right = read(store);
    assertEquals(List.of(), right.problems());
    Random random = new Random(20261126);
    for (int round = 0; round < ROUNDS; round++) {
      boolean ofEntries = random.nextBoolean();
      byte[] changed = changed(ofEntries ? entries : notes, random);
      Files.write(store.ledger("000000.jsonl"), ofEntries ? changed : entries);
      Files.write(store.ledger("000000.checkpoints"), ofEntries ? notes : changed);
      LedgerReader.Chain chain = read(store);
      boolean same = Arrays.equals(changed, ofEntries ? entries : notes);
      boolean less = chain.sealed() < right.sealed();
      assertTrue(
          same || less || !chain.problems().isEmpty() || sameBut(changed, notes, ofEntries),
          "round " + round);
      assertTrue(chain.sealed() <= right.sealed(), "round " + round);
    }
  }

  /** Half a checkpoint after the last, or none, is what a crash leaves. */
  private static boolean sameBut(byte[] changed, byte[] notes, boolean ofEntries) {
    return ofEntries
        || Arrays.equals(notes, Arrays.copyOf(changed, Math.min(changed.length, notes.length)));
  }

  private static LedgerReader.Chain read(SealedStore store) throws IOException {
    Verifier verifier = new Verifier(store.logDir());
    verifier.ledger(Optional.empty(), List.of());
    return new LedgerReader(LedgerFolder.in(store.logDir())).read((index, line, entry) -> {});
  }

  private static byte[] changed(byte[] right, Random random) {
    byte[] bytes = right.clone();
    for (int change = 0; change <= random.nextInt(3); change++) {
      int at = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, at + 1 + random.nextInt(random.nextBoolean() ? 4 : 400));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 ->
            bytes[at] = "{}[]\",:\n+=0\\ ".getBytes(StandardCharsets.UTF_8)[random.nextInt(13)];
        case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
        case 3 -> {
          byte[] less = Arrays.copyOf(bytes, bytes.length - (to - at));
          System.arraycopy(bytes, to, less, at, bytes.length - to);
          bytes = less.length == 0 ? new byte[1] : less;
        }
        default -> {
          byte[] more = Arrays.copyOf(bytes, bytes.length + to - at);
          System.arraycopy(bytes, at, more, to, bytes.length - at);
          bytes = more;
        }
      }
    }
    return bytes;
  }
}
