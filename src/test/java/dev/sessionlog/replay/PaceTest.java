package dev.sessionlog.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  @ParameterizedTest
  @CsvSource({
    // speed, limit, now, last, next, wait
    "1,   0,    0,    0,    1000, 1000",
    "1,   0,    400,  0,    1000, 600",
    "2,   0,    0,    0,    1000, 500",
    "0.5, 0,    0,    0,    1000, 2000",
    "1,   300,  0,    0,    1000, 300",
    "1,   300,  200,  0,    1000, 100",
    "1,   300,  700,  0,    1000, 0",
    "2,   300,  5000, 5000, 9000, 150",
    "1,   3000, 0,    0,    1000, 1000",
    "1,   0,    1500, 1000, 1200, 0"
  })
  void pausesAreScaledAndLimited(
      double speed, long limit, long now, long last, long next, long wait) {
    Pace pace = new Pace(speed, Duration.ofMillis(limit));

    assertEquals(Duration.ofMillis(wait), pace.untilDue(millis(now), millis(last), millis(next)));
  }

  @Test
  void timePassesAsFastAsItIsPlayed() {
    assertEquals(millis(1500), new Pace(4, Duration.ZERO).advance(millis(500), millis(250)));
  }

  @Test
  void speedHasBounds() {
    assertEquals(Pace.FASTEST, new Pace(1e9, Duration.ZERO).speed());
    assertEquals(Pace.SLOWEST, new Pace(1e-9, Duration.ZERO).speed());
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
