package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.session.Counted;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReadableUnitsTest {
  @Test
  void whatIsOneIsNotSaidAsMany() {
    assertEquals("0 sessions", Counted.of(0, "session"));
    assertEquals("1 session", Counted.of(1, "session"));
    assertEquals("2 sessions", Counted.of(2, "session"));
  }

  @Test
  void timesAreLocalAndOfWholeSeconds() {
    ZoneOffset zone = ZoneOffset.ofHours(1);
    assertEquals("2026-11-23 13:00:05", ReadableUnits.time("2026-11-23T12:00:05.123456789Z", zone));
    assertEquals("2026-11-23 13:00:05", ReadableUnits.time("2026-11-23T12:00:05Z", zone));
    assertEquals("some day", ReadableUnits.time("some day", zone));
  }

  @Test
  void durationsHaveTwoUnitsAtMost() {
    assertEquals("0s", ReadableUnits.duration(Duration.ofMillis(-1)));
    assertEquals("3m05s", ReadableUnits.duration(Duration.ofSeconds(185)));
    assertEquals("4d02h", ReadableUnits.duration(Duration.ofHours(98)));
  }
}
