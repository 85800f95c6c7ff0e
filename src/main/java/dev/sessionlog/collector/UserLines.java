package dev.sessionlog.collector;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Holds down how many lines each user can cause; see {@link LineLimit}. Thread-safe. */
final class UserLines {
  private final int atOnce;
  private final Duration pause;
  private final LongSupplier nanos;
  private final Map<String, LineLimit> limits = new HashMap<>();

  UserLines(int atOnce, Duration pause, LongSupplier nanos) {
    this.atOnce = atOnce;
    this.pause = pause;
    this.nanos = nanos;
  }

  /** Returns the line as it is to be written; empty when it is one too many of that user's. */
  synchronized Optional<String> admit(String user, String line) {
    limits.values().removeIf(LineLimit::untouched);
    return limits.computeIfAbsent(user, any -> new LineLimit(atOnce, pause, nanos)).admit(line);
  }
}
