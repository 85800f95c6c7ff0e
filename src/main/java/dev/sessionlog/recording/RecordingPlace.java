package dev.sessionlog.recording;

import java.time.Duration;

/**
 * A place in a recording from which it can be read on.
 *
 * @param at the time of what was read last, since the session began
 * @param output how many bytes of output come before, the typescript's first line not counted
 * @param begun how many bytes are left of the entry that was read last
 * @param timingOffset where in the timing file the next entry begins, in bytes
 * @param timingLines how many entries come before
 */
public record RecordingPlace(
    Duration at, long output, long begun, long timingOffset, long timingLines) {
  /** The beginning of every recording. */
  public static final RecordingPlace START = new RecordingPlace(Duration.ZERO, 0, 0, 0, 0);
}
