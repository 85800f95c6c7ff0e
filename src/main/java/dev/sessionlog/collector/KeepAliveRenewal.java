package dev.sessionlog.collector;

import dev.sessionlog.config.CollectorSettings;
import java.io.IOException;
import java.time.Duration;

/**
 * The lifetime of pipe holders, and when they are replaced. Every holder ends by itself, so that no
 * terminal waits for ever if no collector comes back. And every holder stays for at least {@code
 * collector.hold} after any moment at which the collector may die.
 *
 * @param settings the settings
 * @param sessions the number of sessions; starting a process costs some milliseconds, so a
 *     collector with many sessions starts at most {@value #PER_SECOND} holders a second
 */
record KeepAliveRenewal(CollectorSettings settings, int sessions) {
  static final int PER_SECOND = 4;

  private static final Duration SHORTEST = Duration.ofSeconds(10);

  /** An allowance for a busy machine. */
  private static final Duration LATE = Duration.ofSeconds(5);

  /** Returns the time after which a holder is replaced. */
  Duration every() {
    Duration fair = Duration.ofSeconds(sessions / PER_SECOND);
    Duration often = least(SHORTEST, settings.hold());
    return fair.compareTo(often) < 0 ? often : fair;
  }

  /** Returns the lifetime of a holder. */
  Duration stay() {
    return least().plus(every()).plus(least(LATE, settings.hold()));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Returns the least remaining lifetime of a holder that is not replaced now. */
  Duration least() {
    return settings.hold();
  }

  /** Replaces the holders that are due, some at a time. */
  void run(Iterable<ActiveSession> all, long nowNanos) {
    int renewed = 0;
    for (ActiveSession session : all) {
      try {
        if (session.renewHolder(nowNanos, this) && ++renewed >= 2 * PER_SECOND) {
          return;
        }
      } catch (IOException e) {
        session.trouble("its pipe is held open only for a short time: " + e.getMessage());
        return;
      }
    }
  }
}
