package dev.sessionlog.recording;

import java.time.Duration;

/**
 * A place in a recording from which reading can continue.
 *
 * @param at the time of the last piece, since the session began
 * @param output the bytes of output before it, without the first line of the typescript
 * @param begun the remaining bytes of the last entry
 * @param timingOffset the offset of the next entry in the timing file, in bytes
 * @param timingLines the number of entries before it
 */
public record RecordingPlace(
    Duration at, long output, long begun, long timingOffset, long timingLines) {
  /** The beginning of any recording. */
  public static final RecordingPlace START = new RecordingPlace(Duration.ZERO, 0, 0, 0, 0);
}
