package dev.sessionlog.evidence;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SealingThreadTest {
  @TempDir private Path logDir;

  private static final Sealing.Listener NOBODY =
      new Sealing.Listener() {
        @Override
        public void sealed(SignedNote checkpoint) {}

        @Override
        public void trouble(String what) {}
      };

  @Test
  void whereThereIsNothingToSealTheThreadEnds() throws InterruptedException {
    Sealing.Terms terms = new Sealing.Terms(Optional.empty(), "web1", "1", "boot", "", List.of());
    try (Sealing sealing = Sealing.start(logDir, terms, Clock.systemUTC(), NOBODY)) {
      assertTrue(sealing.awaitEnd(10_000));
    }
    assertFalse(Files.exists(logDir.resolve("ledger")));
  }
}
