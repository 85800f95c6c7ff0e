package dev.sessionlog.commands;

import dev.sessionlog.commands.ShellCommand.Evidence;
import dev.sessionlog.commands.ShellCommand.Outcome;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A command that began, and what is known of it so far. For one thread. */
final class Running {
  /** Commands that give way to another shell. */
  private static final Set<String> SHELLS =
      Set.of(
          ("bash zsh fish sh dash ksh mksh su sudo doas ssh mosh docker podman kubectl lxc"
                  + " machinectl nsenter chroot unshare newgrp sg env exec")
              .split(" "));

  private static final Pattern BLANKS = Pattern.compile("\\s+");

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
      boolean isCut,
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
            isCut,
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

  /** Returns true when the command is one that starts shells. */
  boolean startsShell() {
    for (String word : BLANKS.split(begun.text())) {
      if (word.indexOf('=') < 0) {
        return SHELLS.contains(word.substring(word.lastIndexOf('/') + 1));
      }
    }
    return false;
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
            begun.isCut(),
            begun.depth());
  }

  /** Returns the command, once it ended; null before. */
  @Nullable ShellCommand ended() {
    return ended;
  }
}
