package dev.sessionlog.config;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The settings of the recordings, table {@code [recording]}.
 *
 * @param syncInterval the longest time that recorded bytes wait to be forced to the disk
 * @param onDiskFull what happens to a session whose recording cannot be written
 * @param maxBytes the largest typescript, in bytes; empty for no limit
 * @param maxRate the fastest growth of a typescript, in bytes per second; empty for no limit
 * @param onLimit what happens to output above {@code maxBytes} or {@code maxRate}
 * @param reserve the bytes of the disk that are kept for users who write little; 0 for none
 */
public record RecordingSettings(
    Duration syncInterval,
    OnDiskFull onDiskFull,
    OptionalLong maxBytes,
    OptionalLong maxRate,
    OnLimit onLimit,
    long reserve) {

  /** What happens to a session while its recording cannot be written. */
  public enum OnDiskFull {
    /** The user can work on; lost output is recorded as a gap. */
    CONTINUE,
    /** The user's terminal waits until there is room; nothing is lost. */
    STALL
  }

  /** What happens to output above a limit. */
  public enum OnLimit {
    /** It is recorded all the same, and the session is marked. */
    PASS,
    /** It is not recorded, which leaves a gap. */
    DROP
  }
}
