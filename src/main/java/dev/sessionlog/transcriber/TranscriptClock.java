package dev.sessionlog.transcriber;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clocks of a transcriber.
 *
 * @param wall tells the time of day; it may jump
 * @param nanos the monotonic clock by which recordings are stamped, the same in each process
 * @param bootId the run of the kernel in which it counts
 */
public record TranscriptClock(InstantSource wall, LongSupplier nanos, String bootId) {}
