package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which sessions {@code verify} and {@code ledger --adopt} are asked for. */
class SealedNamesTest {
  private static final SessionId ID = SessionId.parse("20261123T062510-k3f9").orElseThrow();

  @TempDir private Path logDir;

  @Test
  void withoutANameAllAreWanted() throws IOException {
    assertTrue(SealedNames.of(logDir, List.of()).wanted(ID, "alice"));
  }

  @Test
  void eachNameThatMeansNothingIsTold() throws IOException {
    SealedNames names = SealedNames.of(logDir, List.of("alice", "20261123", "bob"));
    assertTrue(names.wanted(ID, "alice"));
    assertTrue(names.wanted(ID, "carol"));
    assertEquals(List.of("bob"), names.unmet());
  }

  @Test
  void aSessionThatIsNotNamedIsNotWanted() throws IOException {
    SealedNames names = SealedNames.of(logDir, List.of("alice"));
    assertFalse(names.wanted(ID, "carol"));
    assertEquals(List.of("alice"), names.unmet());
  }

  @Test
  void countingBackMeansAKeptSession() {
    assertThrows(CommandFailure.class, () -> SealedNames.of(logDir, List.of("alice~1")));
  }
}
