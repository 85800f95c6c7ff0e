package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  /** A Thursday, 13:30 in the zone of the tests. */
  private static final Instant NOW = Instant.parse("2026-11-26T12:30:00Z");

  private final TimeText times = new TimeText(NOW, ZoneOffset.ofHours(1));

  @ParameterizedTest
  @CsvSource({
    "now, 2026-11-26T12:30:00Z",
    "today, 2026-11-25T23:00:00Z",
    "yesterday 14:00, 2026-11-25T13:00:00Z",
    "tomorrow, 2026-11-26T23:00:00Z",
    "9:05, 2026-11-26T08:05:00Z",
    "2h, 2026-11-26T10:30:00Z",
    "-2h, 2026-11-26T10:30:00Z",
    "2h ago, 2026-11-26T10:30:00Z",
    "2 hours ago, 2026-11-26T10:30:00Z",
    "1h30m, 2026-11-26T11:00:00Z",
    "1h 30min ago, 2026-11-26T11:00:00Z",
    "90s, 2026-11-26T12:28:30Z",
    "1week, 2026-11-19T12:30:00Z",
    "2w, 2026-11-12T12:30:00Z",
    "1 month ago, 2026-10-26T12:30:00Z",
    "1y, 2025-11-26T12:30:00Z",
    "thursday, 2026-11-25T23:00:00Z",
    "monday, 2026-11-22T23:00:00Z",
    "Mon 08:30, 2026-11-23T07:30:00Z",
    "last friday, 2026-11-19T23:00:00Z",
    "Nov 26, 2026-11-25T23:00:00Z",
    "26 Nov, 2026-11-25T23:00:00Z",
    "nov 3 17:00, 2026-11-03T16:00:00Z",
    "December 24, 2025-12-23T23:00:00Z",
    "'Jan 2, 2026', 2026-01-01T23:00:00Z",
    "@1700000000, 2023-11-14T22:13:20Z",
    "@1700000000.25, 2023-11-14T22:13:20.250Z",
    "2026-11-24, 2026-11-23T23:00:00Z",
    "2026-11-24 14:00, 2026-11-24T13:00:00Z",
    "2026-11-24T14:00:05Z, 2026-11-24T14:00:05Z",
    "2026-11-24T14:00:05+02:00, 2026-11-24T12:00:05Z"
  })
  void whatPeopleWrite(String text, Instant meant) {
    assertEquals(Optional.of(meant), times.parse("--since", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "monster",
        "junk 3",
        "Feb 30",
        "25:00",
        "@",
        "2x",
        "2026-13-01",
        "ago"
      })
  void whatIsNoTimeIsToldWithWhatWouldBe(String text) {
    CommandFailure failure = assertThrows(CommandFailure.class, () -> times.parse("--since", text));

    assertTrue(
        String.valueOf(failure.getMessage()).startsWith("--since '" + text + "': not a time"));
  }

  @Test
  void nothingIsNoTime() {
    assertEquals(Optional.empty(), times.parse("--since", null));
  }
}
