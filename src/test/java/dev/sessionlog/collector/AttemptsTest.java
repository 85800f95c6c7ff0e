package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AttemptsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final Attempts attempts = new Attempts(nanos::get);

  @Test
  void aShellMayTryTwice() {
    assertEquals(Optional.empty(), attempts.another(7));
    assertEquals(Optional.empty(), attempts.another(7));
    assertTrue(attempts.another(7).orElseThrow().contains("script(1)"));
    assertEquals(Optional.empty(), attempts.another(8), "another shell");
  }

  @Test
  void aShellThatGaveUpIsForgottenAfterAMinute() {
    attempts.another(7);
    attempts.another(7);
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    assertEquals(Optional.empty(), attempts.another(7));
  }
}
