package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bundles that somebody changed, as the fuzz target changes them, and one that was kept. */
final class BundleFuzzTest {
  private static final Path SAMPLES = Path.of("src/test/resources/evidence");
  private static final int ROUNDS = Integer.getInteger("bundle.fuzz", 3000);

  @Test
  void theKeptBundleIsProvedByEachVersion() throws IOException {
    NoteKey key =
        NoteKey.parse(Files.readString(SAMPLES.resolve("bundle.key")).strip()).orElseThrow();
    SignedNote anchor =
        SignedNote.parseLine(Files.readString(SAMPLES.resolve("bundle.anchor"))).orElseThrow();
    byte[] tar = Files.readAllBytes(SAMPLES.resolve("bundle.tar"));
    BundleVerdict verdict =
        new BundleCheck(Optional.of(key), KeptCheckpoints.of(List.of(anchor)), done -> {})
            .verdict(new ByteArrayInputStream(tar));
    assertEquals(List.of(), verdict.problems());
    assertEquals(Optional.of("the given first key"), verdict.trusted());
    assertTrue(verdict.whole());
    assertEquals("alice", verdict.user());
  }

  @Test
  void whateverIsDoneToABundleOnlyWhatWasSealedIsProved() {
    Random random = new Random(20261127);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] input = new byte[1 + random.nextInt(40)];
      random.nextBytes(input);
      try {
        BundleFuzz.fuzzerTestOneInput(input);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("round " + round + ": " + e, e);
      }
    }
  }
}
