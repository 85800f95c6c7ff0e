package dev.sessionlog.custody;

import dev.sessionlog.files.Machine;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What the clocks of a machine said at one instant.
 *
 * @param wall the time of day, which anybody may set
 * @param uptime how long the kernel has run, also while the machine slept; nobody can set it
 * @param bootId the run of the kernel in which {@code uptime} counts
 */
public record ClockReading(Instant wall, Duration uptime, String bootId) {
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final int LONGEST = 256;

  /** A correction, or a change of the time zone of a clock that runs in local time, is no jump. */
  static final Duration TOLERANCE = Duration.ofDays(1);

  /** A machine may be switched off for as long, and nobody asks where the time has gone. */
  static final Duration OFF = Duration.ofDays(7);

  /** Reads the clocks. */
  public static ClockReading of(InstantSource wall) throws IOException {
    String uptime = StoreFiles.text(UPTIME, LONGEST);
    double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
    return new ClockReading(
        wall.instant(), Duration.ofMillis((long) (seconds * 1000)), Machine.here().bootId());
  }

  /** Returns true when both are of one run of the kernel, this one the later. */
  boolean sameRun(ClockReading before) {
    return bootId.equals(before.bootId) && uptime.compareTo(before.uptime) >= 0;
  }

  /** Returns how much time certainly passed since {@code before}. */
  Duration since(ClockReading before) {
    return sameRun(before) ? uptime.minus(before.uptime) : Duration.ZERO;
  }

  /** Returns true when the wall clock went on from {@code before} as clocks do. */
  boolean follows(ClockReading before) {
    Instant expected = before.wall.plus(since(before));
    Duration most = sameRun(before) ? TOLERANCE : OFF;
    return !wall.isBefore(expected.minus(TOLERANCE)) && !wall.isAfter(expected.plus(most));
  }

  String line() {
    return wall + " " + uptime.toMillis() + " " + bootId;
  }

  /**
   * Reads what {@link #line} wrote, from the field at {@code from} on.
   *
   * @throws RuntimeException when it is no such line
   */
  static ClockReading of(String[] fields, int from) {
    return new ClockReading(
        Instant.parse(fields[from]),
        Duration.ofMillis(Long.parseLong(fields[from + 1])),
        fields[from + 2]);
  }
}
