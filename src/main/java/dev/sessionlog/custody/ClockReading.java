package dev.sessionlog.custody;

import dev.sessionlog.files.Machine;
import dev.sessionlog.files.StoreFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A reading of a machine's clocks at one instant.
 *
 * @param wall the time of day, which can be set
 * @param uptime the time since the kernel started, including sleep; it cannot be set
 * @param bootId the boot of the kernel that {@code uptime} counts from
 */
public record ClockReading(Instant wall, Duration uptime, String bootId) {
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final int LONGEST = 256;

  /**
   * The largest change that is not a jump: a correction, or another time zone if the clock runs in
   * local time.
   */
  static final Duration TOLERANCE = Duration.ofDays(1);

  /** A machine may be switched off for this long without doubt about its clock. */
  static final Duration OFF = Duration.ofDays(7);

  /** Reads the clocks. */
  public static ClockReading of(InstantSource wall) throws IOException {
    String uptime = StoreFiles.text(UPTIME, LONGEST);
    double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
    return new ClockReading(
        wall.instant(), Duration.ofMillis((long) (seconds * 1000)), Machine.here().bootId());
  }

  /** Returns true if both are from the same boot, and this one is later. */
  boolean sameRun(ClockReading before) {
    return bootId.equals(before.bootId) && uptime.compareTo(before.uptime) >= 0;
  }

  /** Returns the time that certainly passed since {@code before}. */
  Duration since(ClockReading before) {
    return sameRun(before) ? uptime.minus(before.uptime) : Duration.ZERO;
  }

  /** Returns true if the wall clock advanced normally since {@code before}. */
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
   * @throws RuntimeException if it is not such a line
   */
  static ClockReading of(String[] fields, int from) {
    return new ClockReading(
        Instant.parse(fields[from]),
        Duration.ofMillis(Long.parseLong(fields[from + 1])),
        fields[from + 2]);
  }
}
