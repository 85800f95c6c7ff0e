package dev.sessionlog.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps what is tried each second, and fails each second for the same reason, from filling a log:
 * the same line is told once a minute, with how often it was not. Thread-safe.
 */
public final class RepeatedLines {
  static final Duration PAUSE = Duration.ofMinutes(1);

  /** So many different lines are kept in mind: the rest of them came long ago. */
  private static final int MOST = 200;

  private final LongSupplier nanos;
  private final Map<String, Told> told = new LinkedHashMap<>();

  private record Told(long atNanos, long more) {}

  /**
   * Creates a limit.
   *
   * @param nanos tells the monotonic time
   */
  public RepeatedLines(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Returns the line as it is to be told; empty when it was, less than a minute ago. */
  public synchronized Optional<String> admit(String line) {
    long now = nanos.getAsLong();
    Told before = told.remove(line);
    if (before != null && now - before.atNanos < PAUSE.toNanos()) {
      told.put(line, new Told(before.atNanos, before.more + 1));
      return Optional.empty();
    }
    told.put(line, new Told(now, 0));
    if (told.size() > MOST) {
      told.remove(told.keySet().iterator().next());
    }
    return Optional.of(
        before == null || before.more == 0
            ? line
            : line + " (and " + before.more + " times since that was last said)");
  }
}
