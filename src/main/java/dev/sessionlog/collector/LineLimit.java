package dev.sessionlog.collector;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Holds down how many lines somebody can cause: so many at once, and then one for each pause. The
 * next line that is let through says how many were not. Thread-safe.
 */
final class LineLimit {
  private final int atOnce;
  private final long pauseNanos;
  private final LongSupplier nanos;

  /** How many lines may be written now, {@code atNanos}. */
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

  /** Returns the line as it is to be written; empty when it is one too many. */
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

  /** Returns true when as many lines as ever may be written: then it need not be kept in mind. */
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
