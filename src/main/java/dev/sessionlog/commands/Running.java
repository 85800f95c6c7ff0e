package dev.sessionlog.commands;

import dev.sessionlog.commands.ShellCommand.Evidence;
import dev.sessionlog.commands.ShellCommand.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A command that began, and what is known of it so far. For one thread. */
final class Running {
  private final ShellCommand begun;
  private @Nullable ShellCommand ended;

  private Running(ShellCommand begun) {
    this.begun = begun;
  }

  /** A command begins to run. */
  static Running begin(
      Duration at,
      String text,
      Optional<String> told,
      Optional<String> directory,
      Evidence evidence,
      boolean guessed,
      int depth) {
    return new Running(
        new ShellCommand(
            at,
            Optional.empty(),
            Outcome.RUNNING,
            directory,
            text,
            told,
            OptionalInt.empty(),
            evidence,
            guessed,
            depth));
  }

  /** Returns when the command began. */
  Duration at() {
    return begun.at();
  }

  /** Returns what was typed. */
  String text() {
    return begun.text();
  }

  /** The command ended, or is taken to have. */
  void end(Outcome outcome, Optional<Duration> at, OptionalInt exitCode) {
    ended =
        new ShellCommand(
            begun.at(),
            at.map(end -> end.minus(begun.at())),
            outcome,
            begun.directory(),
            begun.text(),
            begun.told(),
            exitCode,
            begun.evidence(),
            begun.guessed(),
            begun.depth());
  }

  /** Returns the command, once it ended; null before. */
  @Nullable ShellCommand ended() {
    return ended;
  }
}
