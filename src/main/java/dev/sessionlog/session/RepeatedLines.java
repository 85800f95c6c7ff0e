package dev.sessionlog.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps a task that fails every second for the same reason from filling a log. A repeated line is
 * written once a minute, with the number of times it was left out. Thread-safe.
 */
public final class RepeatedLines {
  static final Duration PAUSE = Duration.ofMinutes(1);

  /** The number of different lines that are remembered. */
  private static final int MOST = 200;

  private final LongSupplier nanos;
  private final Map<String, Told> told = new LinkedHashMap<>();

  private record Told(long atNanos, long more) {}

  /**
   * Creates a limit.
   *
   * @param nanos returns the monotonic time
   */
  public RepeatedLines(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Returns the line to write; empty if it was written less than a minute ago. */
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
            : line + " (and " + before.more + " times since the last such line)");
  }
}
