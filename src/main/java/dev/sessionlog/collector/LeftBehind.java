package dev.sessionlog.collector;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an earlier collector left of a session, for the one that takes it over.
 *
 * @param gap the gap that was open, or that came of there being no collector
 * @param lastWrite when {@code script} last wrote into the pipe, by the monotonic clock: what waits
 *     there came no later, and a session that is over ended then
 */
record LeftBehind(Optional<OpenGap> gap, OptionalLong lastWrite) {
  /** Of a new session there is nothing. */
  static final LeftBehind NOTHING = new LeftBehind(Optional.empty(), OptionalLong.empty());

  /** Returns when what waits in the pipe came; with a gap, that is not known. */
  OptionalLong cameBefore() {
    return gap.isPresent() ? OptionalLong.empty() : lastWrite;
  }
}
