package dev.sessionlog.commands;

import dev.sessionlog.session.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The commands that are found in what a test writes to a terminal. */
final class FoundCommands {
  private final List<ShellCommand> found = new ArrayList<>();
  private final CommandFinder finder;
  private Duration now = Duration.ZERO;

  FoundCommands(TerminalSize size) {
    finder = new CommandFinder(size, found::add);
  }

  /** Time passes. */
  FoundCommands pass(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** A program writes, now. */
  FoundCommands output(byte[] bytes) {
    finder.output(now, bytes, 0, bytes.length);
    return this;
  }

  /** A program writes after a second. */
  FoundCommands output(String text) {
    return pass(Duration.ofSeconds(1)).output(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The window has another size. */
  void resize(TerminalSize size) {
    finder.resize(now, size);
  }

  /** Returns how many commands were found so far. */
  int soFar() {
    return found.size();
  }

  /** Returns all commands. */
  List<ShellCommand> all(boolean ended) {
    finder.end(now, ended);
    return found;
  }
}
