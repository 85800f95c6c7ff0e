package dev.sessionlog.commands;

import dev.sessionlog.commands.Level.Phase;
import dev.sessionlog.commands.ShellCommand.Evidence;
import dev.sessionlog.commands.ShellCommand.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The shells of a session, each started by a command of the one before. For one thread. */
final class Shells {
  /** How many shells in shells are told apart. */
  private static final int MOST = 32;

  private final List<Level> levels = new ArrayList<>();
  private final CommandOrder order;

  Shells(Consumer<ShellCommand> sink) {
    order = new CommandOrder(sink);
    levels.add(new Level(false));
  }

  /** Returns the shell that was started last. */
  Level top() {
    return levels.get(levels.size() - 1);
  }

  /** Returns how many shells there are, at least 1. */
  int count() {
    return levels.size();
  }

  /** Returns a shell; 0 is the first. */
  Level get(int index) {
    return levels.get(index);
  }

  /** A command of the last shell started another. */
  Level push(boolean marked, Duration at) {
    if (levels.size() == MOST) {
      closeAbove(MOST - 2, at);
    }
    Level level = new Level(marked);
    levels.add(level);
    return level;
  }

  /** The shells after the one with this index are gone. */
  void closeAbove(int index, Duration at) {
    while (levels.size() > index + 1) {
      Level gone = levels.remove(levels.size() - 1);
      finish(gone, at, OptionalInt.empty());
    }
  }

  /** A command of the last shell begins to run. */
  void start(Duration at, String text, Optional<String> told, boolean guessed, boolean isCut) {
    Level level = top();
    Optional<String> shown = Optional.ofNullable(level.prompt).flatMap(Prompt::directory);
    Running running =
        Running.begin(
            at,
            text,
            told,
            level.directory.or(() -> shown),
            level.marked ? Evidence.MARKS : Evidence.PROMPT,
            guessed,
            isCut,
            levels.size() - 1);
    level.running = running;
    level.phase = Phase.RUNNING;
    order.add(running);
  }

  /** What was typed at the last shell's prompt was given up. */
  void abort(Duration at, String text, boolean isCut) {
    start(at, text, Optional.empty(), false, isCut);
    end(top(), Outcome.ABORTED, Optional.empty(), OptionalInt.empty());
  }

  /** The command of a shell ended, if one ran. */
  void finish(Level level, Duration at, OptionalInt exitCode) {
    end(level, Outcome.FINISHED, Optional.of(at), exitCode);
  }

  private void end(Level level, Outcome outcome, Optional<Duration> at, OptionalInt exitCode) {
    Running running = level.running;
    if (running != null) {
      running.end(outcome, at, exitCode);
      level.running = null;
      order.give();
    }
    if (level.phase == Phase.RUNNING) {
      level.phase = Phase.IDLE;
    }
  }

  /** What was taken for a command of the last shell is not whole yet. */
  void takeBack() {
    Running running = top().running;
    if (running != null) {
      order.remove(running);
      top().running = null;
    }
  }

  /** Nothing more is known: the session ended, or goes on. */
  void end(Duration at, boolean sessionEnded) {
    for (int i = levels.size() - 1; i >= 0; i--) {
      end(
          levels.get(i),
          sessionEnded ? Outcome.SESSION_ENDED : Outcome.RUNNING,
          sessionEnded ? Optional.of(at) : Optional.empty(),
          OptionalInt.empty());
    }
  }
}
