package dev.sessionlog.collector;

import dev.sessionlog.files.Machine;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of a collector: the wall clock for what people read, the monotonic one for what is
 * measured.
 *
 * @param wall tells the time of day; it may jump
 * @param nanos tells the time since an unknown moment of this run of the kernel; it never jumps
 * @param bootId the name of this run of the kernel
 */
public record SessionClock(InstantSource wall, LongSupplier nanos, String bootId) {
  /** Returns the clocks of this machine. */
  public static SessionClock system() {
    return new SessionClock(InstantSource.system(), System::nanoTime, Machine.here().bootId());
  }
}
