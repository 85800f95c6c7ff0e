package dev.sessionlog.commands;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A shell of the session, and what it is doing. For one thread. */
final class Level {
  /** What a shell is doing. */
  enum Phase {
    /** It is not known, or nothing: no prompt stands, no command runs. */
    IDLE,
    /** It writes its prompt; only shells with marks say so. */
    PROMPT,
    /** It reads a command. */
    INPUT,
    /** It runs a command. */
    RUNNING
  }

  /** Whether the shell sends marks. */
  boolean marked;

  /** What the shell calls itself in its marks; may be empty. */
  String name = "";

  Phase phase = Phase.IDLE;

  /** The prompt that stood last. */
  @Nullable Prompt prompt;

  /** Whether the prompt was seen to wait for somebody. */
  boolean sure;

  /** Whether the shell marks where commands begin and end. */
  boolean marksStart;

  boolean marksEnd;

  /** The command that runs. */
  @Nullable Running running;

  /** In which row the output of that command begins. */
  long outputRow;

  /** Where the shell does not mark the beginning of a command: when its line was left. */
  @Nullable Duration lineLeft;

  /** The directory that the shell told. */
  Optional<String> directory = Optional.empty();

  Level(boolean marked) {
    this.marked = marked;
  }
}
