package dev.sessionlog.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class RepeatedLinesTest {
  private static final Optional<String> NOTHING = Optional.empty();

  private final AtomicLong nanos = new AtomicLong();
  private final RepeatedLines lines = new RepeatedLines(nanos::get);

  @Test
  void theSameLineIsToldOnceAMinuteWithACount() {
    assertEquals(Optional.of("no descriptors"), lines.admit("no descriptors"));
    for (int second = 1; second < 60; second++) {
      nanos.addAndGet(1_000_000_000);
      assertEquals(NOTHING, lines.admit("no descriptors"));
    }
    assertEquals(Optional.of("another"), lines.admit("another"));
    nanos.addAndGet(1_000_000_000);
    assertEquals(
        Optional.of("no descriptors (and 59 times since the last such line)"),
        lines.admit("no descriptors"));
    nanos.addAndGet(RepeatedLines.PAUSE.toNanos());
    assertEquals(Optional.of("no descriptors"), lines.admit("no descriptors"));
  }

  @Test
  void aLineThatCameLongAgoIsForgotten() {
    lines.admit("first");
    for (int i = 0; i < 1000; i++) {
      assertEquals(Optional.of("line " + i), lines.admit("line " + i));
    }
    assertEquals(Optional.of("first"), lines.admit("first"));
  }
}
