package dev.sessionlog.collector;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The login shells that were told a moment ago how they are recorded. One that asks again could not
 * run {@code script}, see {@code Supervision}: it may try once more, and then goes on unrecorded,
 * else it would ask for ever. Thread-safe.
 */
final class Attempts {
  private static final int MOST = 2;
  private static final int KEPT = 1_000;
  private static final Duration MEMORY = Duration.ofMinutes(1); // no pid is another's so soon

  private final LongSupplier nanos;
  private final Map<Long, Attempt> last = new LinkedHashMap<>();

  /** How often a shell was told, and when last. */
  private record Attempt(int times, long nanos) {}

  Attempts(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Notes that a login shell is told how it is recorded; returns why not, when it is not to be. */
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
