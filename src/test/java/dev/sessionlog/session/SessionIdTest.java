package dev.sessionlog.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class SessionIdTest {
  @Property
  void anIdSaysItsSecondSortsByItAndIsRead(
      @ForAll @LongRange(min = 0, max = 4102444800L) long second,
      @ForAll @LongRange(min = 1, max = 1_000_000) long later,
      @ForAll long seed) {
    Instant start = Instant.ofEpochSecond(second);
    SessionId id = SessionId.create(start.plusMillis(999), new Random(seed));
    assertEquals(start, id.started());
    assertEquals(Optional.of(id), SessionId.parse(id.toString()));
    SessionId next = SessionId.create(start.plusSeconds(later), new Random(seed));
    assertTrue(id.compareTo(next) < 0);
  }

  @Property
  void whatIsNoIdIsNone(@ForAll String text) {
    SessionId.parse(text).ifPresent(id -> assertEquals(text, id.toString()));
  }

  @Test
  void aTimeThatDoesNotExistIsNoId() {
    assertEquals(Optional.empty(), SessionId.parse("20261341T062510-k3f9"));
    assertEquals(Optional.empty(), SessionId.parse("../../../../etc/pass"));
  }
}
