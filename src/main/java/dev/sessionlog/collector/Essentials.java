package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.unix.Unix;
import java.util.function.Supplier;

/**
 * The common dependencies of nearly every part of a collector.
 *
 * @param unix the system calls
 * @param clock the clocks
 * @param inForce the configuration in force, which a reload replaces
 * @param status receives warnings
 */
record Essentials(
    Unix unix, SessionClock clock, Supplier<Configuration> inForce, CollectorStatus status) {
  /** Returns the configuration in force now. */
  Configuration configuration() {
    return inForce.get();
  }

  /** Returns the time, as {@link System#nanoTime}. */
  long nanos() {
    return clock.nanos().getAsLong();
  }
}
