package dev.sessionlog.collector;

import dev.sessionlog.files.Machine;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of a collector: the wall clock for people, the monotonic one for measurements.
 *
 * @param wall the time of day, which may jump
 * @param nanos the monotonic clock of this boot, which never jumps
 * @param bootId the id of this boot of the kernel
 */
public record SessionClock(InstantSource wall, LongSupplier nanos, String bootId) {
  /** Returns the clocks of this machine. */
  public static SessionClock system() {
    return new SessionClock(InstantSource.system(), System::nanoTime, Machine.here().bootId());
  }
}
