package dev.sessionlog.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  /** Returns the clocks of this machine. */
  public static SessionClock system() throws IOException {
    return new SessionClock(
        InstantSource.system(), System::nanoTime, Files.readString(BOOT_ID).strip());
  }
}
