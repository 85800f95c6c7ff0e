package dev.sessionlog.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @CsvSource({
    "90, 90000",
    "0.25, 250",
    "90s, 90000",
    "1:30, 90000",
    "1:02:03.5, 3723500",
    "1h2m3s, 3723000",
    "2m, 120000",
    "1h, 3600000",
    "0, 0",
    "' 5 ', 5000"
  })
  void timesSinceTheStart(String text, long millis) {
    assertEquals(Optional.of(new Target.Time(Duration.ofMillis(millis))), parse(text));
  }

  @Test
  void otherPlaces() {
    assertEquals(Optional.of(new Target.Part(0.455)), parse("45.5%"));
    assertEquals(Optional.of(new Target.Line(17)), parse(":17"));
    assertEquals(Optional.of(new Target.Line(17)), parse("line 17"));
    assertEquals(Optional.of(new Target.Output(4096)), parse("4096b"));
    assertEquals(
        Optional.of(new Target.Moment(Instant.parse("2026-11-24T13:00:10Z"))),
        parse("2026-11-24 14:00:10"));
    assertEquals(
        Optional.of(new Target.Moment(Instant.parse("2026-11-24T14:00:10Z"))),
        parse("2026-11-24T14:00:10Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "x", "101%", "-5", "1:2:3:4", "5%5", ":", "b", "2026-11-24", "h", "1e5"})
  void whatIsNoPlace(String text) {
    assertEquals(Optional.empty(), parse(text));
  }

  private static Optional<Target> parse(String text) {
    return Target.parse(text, ZoneOffset.ofHours(1));
  }
}
