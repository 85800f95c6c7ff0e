package dev.sessionlog.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
  void sizesHaveAUnitAndThreeDigitsOrSo() {
    assertEquals("0B", ReadableUnits.size(0));
    assertEquals("999B", ReadableUnits.size(999));
    assertEquals("1.0K", ReadableUnits.size(1000));
    assertEquals("9.9K", ReadableUnits.size(10_100));
    assertEquals("10M", ReadableUnits.size(10 << 20));
    assertEquals("8.0E", ReadableUnits.size(Long.MAX_VALUE));
  }

  @Test
  void durationsHaveTwoUnitsAtMost() {
    assertEquals("0s", ReadableUnits.duration(Duration.ofMillis(-1)));
    assertEquals("3m05s", ReadableUnits.duration(Duration.ofSeconds(185)));
    assertEquals("4d02h", ReadableUnits.duration(Duration.ofHours(98)));
  }
}
