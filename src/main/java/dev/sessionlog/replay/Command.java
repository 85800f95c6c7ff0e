package dev.sessionlog.replay;

import java.time.Duration;
import java.util.regex.Pattern;

/** The request of a key to the player, beyond the state of {@link PlaybackControl}. */
sealed interface Command {
  /** Nothing, or nothing more. */
  record None() implements Command {}

  /**
   * End.
   *
   * @param interrupted true for ^C
   */
  record Quit(boolean interrupted) implements Command {}

  /** Go to a place. */
  record GoTo(Target target) implements Command {}

  /** Move forward or back by a time. */
  record GoBy(Duration time) implements Command {}

  /** Move forward or back by a part of the whole time. */
  record GoByPart(double part) implements Command {}

  /** Continue playing; at the end, from the start. */
  record PlayOn() implements Command {}

  /** Show the bar, or hide it. */
  record ToggleBar() implements Command {}

  /** Show the next output. */
  record Step() implements Command {}

  /** Go back to before the last output. */
  record StepBack() implements Command {}

  /** Go to where something appeared on the screen, forward or back. */
  record Search(Pattern pattern, boolean backwards) implements Command {}

  /** Go to the end, and follow the session. */
  record Follow() implements Command {}
}
