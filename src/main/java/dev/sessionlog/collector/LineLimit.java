package dev.sessionlog.collector;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Limits the number of lines: a burst, and then one for each pause. The next line that passes tells
 * how many were left out. Thread-safe.
 */
final class LineLimit {
  private final int atOnce;
  private final long pauseNanos;
  private final LongSupplier nanos;

  /** The lines that may be written as of {@code atNanos}. */
  private double allowed;

  private long atNanos;
  private long leftOut;

  LineLimit(int atOnce, Duration pause, LongSupplier nanos) {
    this.atOnce = atOnce;
    this.pauseNanos = pause.toNanos();
    this.nanos = nanos;
    this.allowed = atOnce;
    this.atNanos = nanos.getAsLong();
  }

  /** Returns the line to write; empty if it is one too many. */
  synchronized Optional<String> admit(String line) {
    refill();
    if (allowed < 1) {
      leftOut++;
      return Optional.empty();
    }
    allowed--;
    String others = leftOut == 0 ? "" : "; " + leftOut + " lines before were left out";
    leftOut = 0;
    return Optional.of(line + others);
  }

  /** Returns true if the full burst is available, so that this can be forgotten. */
  synchronized boolean untouched() {
    refill();
    return allowed >= atOnce && leftOut == 0;
  }

  private void refill() {
    long now = nanos.getAsLong();
    allowed = Math.min(atOnce, allowed + (double) (now - atNanos) / pauseNanos);
    atNanos = now;
  }
}
