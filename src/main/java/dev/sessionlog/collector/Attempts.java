package dev.sessionlog.collector;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The login shells that recently got the answer to be recorded. A shell that asks again could not
 * run {@code script}, see {@code Supervision}. It may try once more and then continues unrecorded,
 * because otherwise it would ask for ever. Thread-safe.
 */
final class Attempts {
  private static final int MOST = 2;
  private static final int KEPT = 1_000;
  private static final Duration MEMORY = Duration.ofMinutes(1); // a pid is not reused so soon

  private final LongSupplier nanos;
  private final Map<Long, Attempt> last = new LinkedHashMap<>();

  /** The number of answers to a shell, and the time of the last one. */
  private record Attempt(int times, long nanos) {}

  Attempts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Notes an answer to a login shell; returns the reason if it must not be recorded. */
  synchronized Optional<String> another(long shell) {
    long now = nanos.getAsLong();
    last.values().removeIf(attempt -> now - attempt.nanos() > MEMORY.toNanos());
    Attempt attempt = last.remove(shell);
    int times = attempt == null ? 1 : attempt.times() + 1;
    if (times > MOST) {
      return Optional.of("script(1) could not be run, or gave up before the shell began");
    }
    if (last.size() >= KEPT) {
      last.remove(last.keySet().iterator().next());
    }
    last.put(shell, new Attempt(times, now));
    return Optional.empty();
  }
}
