package dev.sessionlog.commands;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Gives commands in the order in which they began, though one in which others were typed ends after
 * them. What waits for such a one is bounded: beyond that, commands are given as they end. For one
 * thread.
 */
final class CommandOrder {
  /** How many commands may wait for one that began before them. */
  static final int MOST = 1024;

  private final Deque<Running> waiting = new ArrayDeque<>();
  private final Consumer<ShellCommand> sink;

  CommandOrder(Consumer<ShellCommand> sink) {
    this.sink = sink;
  }

  void add(Running command) {
    waiting.add(command);
  }

  /** The command was none. */
  void remove(Running command) {
    waiting.removeLastOccurrence(command);
  }

  /** Gives what can be given. */
  void give() {
    while (!waiting.isEmpty() && waiting.getFirst().ended() != null) {
      sink.accept(waiting.removeFirst().ended());
    }
    if (waiting.size() > MOST) {
      giveEnded();
    }
  }

  private void giveEnded() {
    for (Iterator<Running> all = waiting.iterator(); all.hasNext(); ) {
      ShellCommand ended = all.next().ended();
      if (ended != null) {
        all.remove();
        sink.accept(ended);
      }
    }
  }
}
