package dev.sessionlog.commands;

import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalLimits;
import dev.sessionlog.terminal.TerminalListener;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Finds the commands that were typed in a session: by the marks of shells that send any, and by
 * prompts elsewhere. It sees what came on the screen and when, and nothing else: programs can write
 * what looks like marks, prompts and commands. The memory that it takes does not depend on how long
 * the recording is. For one thread.
 */
public final class CommandFinder implements RecordingSink {
  private final Terminal terminal;
  private final ScreenText screen;
  private final InputText input;
  private final Shells shells;
  private final MarkReader marks;
  private final PromptWatch prompts;
  private Duration now = Duration.ZERO;

  /**
   * Makes a finder.
   *
   * @param size the size of the terminal when the session began
   * @param sink gets the commands in the order in which they began, but for one in which very many
   *     others were typed
   */
  public CommandFinder(TerminalSize size, Consumer<ShellCommand> sink) {
    this.terminal =
        Terminal.withoutStyles(size.columns(), size.rows(), TerminalLimits.FULL, new Ear());
    screen = new ScreenText(terminal);
    input = new InputText(screen);
    shells = new Shells(sink);
    marks = new MarkReader(shells, screen, input);
    prompts = new PromptWatch(shells, terminal, screen, input);
  }

  @Override
  public void output(Duration at, byte[] bytes, int offset, int length) {
    if (at.compareTo(now) > 0) {
      prompts.waited(now, at);
      now = at;
    }
    terminal.feed(bytes, offset, length);
  }

  @Override
  public void resize(Duration at, TerminalSize size) {
    terminal.resize(size.columns(), size.rows());
  }

  @Override
  public void header(Duration at, String name, String value) {
    // Nothing that was typed.
  }

  /**
   * Gives what is left.
   *
   * @param at when the session ended, or the time of its last output
   * @param ended whether the session ended
   */
  public void end(Duration at, boolean ended) {
    prompts.waited(now, now.plus(PromptWatch.STANDS));
    shells.end(at, ended);
  }

  /** Hears what happens on the terminal. */
  private final class Ear implements TerminalListener {
    @Override
    public void scrolledOff(Row row, boolean continued) {
      input.scrolledOff(false, screen.topOf(false), row, continued);
      screen.scrolled(false);
    }

    @Override
    public void alternateScrolledOff(Row row, boolean continued) {
      input.scrolledOff(true, screen.topOf(true), row, continued);
      screen.scrolled(true);
    }

    @Override
    public void leavingLine() {
      marks.leavingLine(now);
      prompts.leavingLine(now);
    }

    @Override
    public void lineEditing(boolean on) {
      prompts.editing(on, now);
    }

    @Override
    public void shellTold(String text) {
      ShellMark.of(text).ifPresent(mark -> marks.take(mark, now));
    }
  }
}
