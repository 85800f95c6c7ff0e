package dev.sessionlog.collector;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The remains of a session from an earlier collector, for the one that takes over.
 *
 * @param gap the gap that was open, or that the absence of a collector caused
 * @param lastWrite when {@code script} last wrote to the pipe, by the monotonic clock; waiting
 *     bytes came no later, and an ended session ended then
 */
record LeftBehind(Optional<OpenGap> gap, OptionalLong lastWrite) {
  /** The value for a new session. */
  static final LeftBehind NOTHING = new LeftBehind(Optional.empty(), OptionalLong.empty());

  /** Returns the time of the bytes in the pipe; unknown after a gap. */
  OptionalLong cameBefore() {
    return gap.isPresent() ? OptionalLong.empty() : lastWrite;
  }
}
