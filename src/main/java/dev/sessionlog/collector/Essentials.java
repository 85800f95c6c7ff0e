package dev.sessionlog.collector;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.unix.Unix;
import java.util.function.Supplier;

/**
 * What nearly every part of a collector uses.
 *
 * @param unix the system calls
 * @param clock the clocks
 * @param inForce gives the configuration in force; a reload puts another there
 * @param status is told what goes wrong
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
