package dev.sessionlog.transcriber;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of a transcriber.
 *
 * @param wall the time of day, which may jump
 * @param nanos the monotonic clock by which recordings are stamped, the same in each process
 * @param bootId the boot of the kernel that it counts from
 */
public record TranscriptClock(InstantSource wall, LongSupplier nanos, String bootId) {}
