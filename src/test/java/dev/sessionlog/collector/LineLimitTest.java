package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nobody can fill a log, and what is left out is told. */
final class LineLimitTest {
  private long now;

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void soManyAtOnceAndThenOneForEachPause() {
    LineLimit limit = new LineLimit(3, Duration.ofMinutes(5), () -> now);
    int lines = 0;
    for (int second = 0; second < 3600; second++) {
      lines += limit.admit("x").isPresent() ? 1 : 0;
      pass(Duration.ofSeconds(1));
    }
    assertTrue(lines >= 3 + 11 && lines <= 3 + 12, lines + " lines");
  }

  @Test
  void theNextLineTellsHowManyWereLeftOut() {
    LineLimit limit = new LineLimit(1, Duration.ofMinutes(5), () -> now);
    assertEquals(Optional.of("a"), limit.admit("a"));
    assertEquals(Optional.empty(), limit.admit("b"));
    assertEquals(Optional.empty(), limit.admit("c"));
    pass(Duration.ofMinutes(6));
    assertEquals(Optional.of("d; 2 lines before were left out"), limit.admit("d"));
    pass(Duration.ofMinutes(6));
    assertEquals(Optional.of("e"), limit.admit("e"));
  }

  @Test
  void eachUserHasALimitOfTheirOwn() {
    UserLines lines = new UserLines(2, Duration.ofMinutes(1), () -> now);
    assertEquals(Optional.of("a"), lines.admit("mallory", "a"));
    assertEquals(Optional.of("b"), lines.admit("mallory", "b"));
    assertEquals(Optional.empty(), lines.admit("mallory", "c"));
    assertEquals(Optional.of("a"), lines.admit("alice", "a"));
  }
}
