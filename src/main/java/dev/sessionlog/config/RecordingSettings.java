package dev.sessionlog.config;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What is configured of the recordings, table {@code [recording]}.
 *
 * @param syncInterval the longest time that recorded bytes wait to be forced to the disk
 * @param onDiskFull what happens to a session that cannot be written
 * @param maxBytes the largest typescript, in bytes; empty for no limit
 * @param maxRate the fastest growth of a typescript, in bytes per second; empty for no limit
 * @param onLimit what happens to what exceeds {@code maxBytes} or {@code maxRate}
 * @param reserve how many bytes of the disk are kept for those who write little; 0 for none
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
    /** The user works on; what could not be kept is recorded as a gap. */
    CONTINUE,
    /** The user's terminal waits until there is room; nothing is lost. */
    STALL
  }

  /** What happens to output over a limit. */
  public enum OnLimit {
    /** It is recorded all the same, and the session is marked. */
    PASS,
    /** It is not recorded, which leaves a gap. */
    DROP
  }
}
