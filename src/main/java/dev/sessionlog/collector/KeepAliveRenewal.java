package dev.sessionlog.collector;

import dev.sessionlog.config.CollectorSettings;
import java.io.IOException;
import java.time.Duration;

/**
 * How long keep-alive processes of pipes stay, and when they are replaced. Each ends by itself, so
 * that no terminal waits for ever when no collector comes back, whatever the reason; and each stays
 * for at least {@code collector.hold} after any instant at which the collector may die.
 *
 * @param settings the settings
 * @param sessions the number of sessions; starting a process costs some milliseconds, so a
 *     collector with many sessions starts at most {@value #PER_SECOND} of them a second
 */
record KeepAliveRenewal(CollectorSettings settings, int sessions) {
  static final int PER_SECOND = 4;

  private static final Duration SHORTEST = Duration.ofSeconds(10);

  /** An allowance for a busy machine. */
  private static final Duration LATE = Duration.ofSeconds(5);

  /** Returns the time after which a keep-alive process is replaced. */
  Duration every() {
    Duration fair = Duration.ofSeconds(sessions / PER_SECOND);
    Duration often = least(SHORTEST, settings.hold());
    return fair.compareTo(often) < 0 ? often : fair;
  }

  /** Returns the lifetime of a keep-alive process. */
  Duration stay() {
    return least().plus(every()).plus(least(LATE, settings.hold()));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Returns the least remaining lifetime of a keep-alive process that is not replaced now. */
  Duration least() {
    return settings.hold();
  }

  /** Replaces the keep-alive processes that are due, some at a time. */
  void run(Iterable<ActiveSession> all, long nowNanos) {
    int renewed = 0;
    for (ActiveSession session : all) {
      try {
        if (session.renewKeepAlive(nowNanos, this) && ++renewed >= 2 * PER_SECOND) {
          return;
        }
      } catch (IOException e) {
        session.trouble("its pipe is not kept open for long: " + e.getMessage());
        return;
      }
    }
  }
}
