package dev.sessionlog.custody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hold counts by its name, whatever became of its file. */
final class LegalHoldsTest {
  private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
  private static final String DAMAGED =
      "(the file of this hold is damaged; the hold counts all the same)";

  @TempDir private Path logDir;

  private LegalHolds holds;
  private Recording recording;
  private Path file;

  @BeforeEach
  void holdTwo() throws IOException {
    holds = new LegalHolds(logDir);
    String id = "20261127T000000-aaaa";
    Path folder = Files.createDirectories(logDir.resolve("sessions/alice").resolve(id));
    recording = new Recording(SessionId.parse(id).orElseThrow(), folder);
    holds.hold(recording, NOW, "me", "case 7", () -> {});
    holds.holdUser("bob", NOW, "me", "case 8", () -> {});
    file = logDir.resolve("holds/sessions").resolve(id);
  }

  private List<String> reasons() throws IOException {
    return holds.entries().stream().map(LegalHolds.Entry::why).toList();
  }

  @Test
  void aDamagedFileHidesNoOtherHold() throws IOException {
    assertEquals(List.of("case 8", "case 7"), reasons());
    for (String damage : List.of("junk", "{", "x".repeat(100_000))) {
      Files.writeString(file, damage);
      assertEquals(List.of("case 8", DAMAGED), reasons(), damage.substring(0, 1));
    }
    Files.delete(file);
    Files.createDirectory(file);
    assertEquals(List.of("case 8", DAMAGED), reasons());
  }

  @Test
  void aLinkToNothingHoldsAndCanBeReleased() throws IOException {
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("nowhere"));
    assertTrue(holds.held().sessions().contains(recording.id()));
    assertTrue(holds.isHeld(recording));
    assertEquals(List.of("case 8", DAMAGED), reasons());
    assertEquals(
        LegalHolds.Outcome.HELD_ALREADY, holds.hold(recording, NOW, "me", "again", () -> {}));
    assertTrue(holds.release(recording.id(), () -> {}));
    assertFalse(holds.isHeld(recording));
  }
}
