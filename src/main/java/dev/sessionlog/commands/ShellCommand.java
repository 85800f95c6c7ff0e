package dev.sessionlog.commands;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A command that was typed in a session.
 *
 * @param at when it began to run, or was given up, since the beginning of the session
 * @param duration how long it ran, where that is known
 * @param outcome how it ended, if it did
 * @param directory the directory in which it began, as the shell told it or its prompt showed it
 * @param text what stood on the screen; the lines of a command of several are separated by LF
 * @param told what the shell said the command is, where that reads otherwise
 * @param exitCode the exit code, where the shell told it
 * @param evidence by what it was found
 * @param guessed whether it may be no command, or another text, or have ended at another time
 * @param isCut whether {@code text} or {@code told} is only the beginning of the command
 * @param depth in how many other commands of the list it was typed, as in su(1) or ssh(1)
 */
public record ShellCommand(
    Duration at,
    Optional<Duration> duration,
    Outcome outcome,
    Optional<String> directory,
    String text,
    Optional<String> told,
    OptionalInt exitCode,
    Evidence evidence,
    boolean guessed,
    boolean isCut,
    int depth) {

  /** How a command ended. */
  public enum Outcome {
    /** The shell went on with another prompt. */
    FINISHED,
    /** It had not ended when the recording was read, and the session goes on. */
    RUNNING,
    /** It was given up before it ran, by Ctrl-C. */
    ABORTED,
    /**
     * The session ended before another prompt came: {@code exit}, or a terminal that was closed.
     */
    SESSION_ENDED;

    /** Returns the outcome as a word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** By what a command was found. */
  public enum Evidence {
    /** Marks that the shell sent: OSC 133 or OSC 633. */
    MARKS,
    /** A prompt that stood before it. */
    PROMPT;

    /** Returns the evidence as a word. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
