package dev.sessionlog.replay;

import java.time.Duration;
import java.util.regex.Pattern;

/** What a key asks of the player, beyond what {@link PlaybackControl} keeps itself. */
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

  /** Go on or back by a time. */
  record GoBy(Duration time) implements Command {}

  /** Go on or back by a part of the whole time. */
  record GoByPart(double part) implements Command {}

  /** Go on playing; at the end, from the start. */
  record PlayOn() implements Command {}

  /** Show the bar, or hide it. */
  record ToggleBar() implements Command {}

  /** Show the next output. */
  record Step() implements Command {}

  /** Go back to what was shown before the last output. */
  record StepBack() implements Command {}

  /** Go to where something came onto the screen, from here on or back. */
  record Search(Pattern pattern, boolean backwards) implements Command {}

  /** Go to the end, and show what comes as it comes. */
  record Follow() implements Command {}
}
