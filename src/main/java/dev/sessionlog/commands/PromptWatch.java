package dev.sessionlog.commands;

import dev.sessionlog.commands.Level.Phase;
import dev.sessionlog.terminal.Terminal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds commands of shells that send no marks. A shell that waits is one whose cursor stands behind
 * a prompt while nothing is written; what comes to stand behind that prompt is a command, and it
 * begins when the cursor leaves its line. Shells whose line editors ask for bracketed paste say
 * themselves when they read a line and when it is over. For one thread.
 */
final class PromptWatch {
  /** For how long a prompt that was never seen before stands still before it is believed. */
  static final Duration STANDS = Duration.ofMillis(80);

  /** What sets off a prompt at the right edge. */
  private static final String RIGHT_PROMPT_GAP = "  ";

  private static final int LONGEST_LINE = 2048;
  private static final String GIVEN_UP = "^C";

  private final Shells shells;
  private final Terminal terminal;
  private final ScreenText screen;
  private final InputText input;
  private boolean editing;

  /** Whether the command that is being typed was found without a prompt that waited. */
  private boolean unseen;

  PromptWatch(Shells shells, Terminal terminal, ScreenText screen, InputText input) {
    this.shells = shells;
    this.terminal = terminal;
    this.screen = screen;
    this.input = input;
  }

  /** Nothing was written from {@code since} until {@code until}. */
  void waited(Duration since, Duration until) {
    Level top = shells.top();
    boolean reading = top.phase == Phase.INPUT || top.phase == Phase.PROMPT;
    if (reading && input.nothingTyped()) {
      return;
    }
    if (top.marked && top.phase == Phase.PROMPT) {
      promptWaits(top, until.minus(since));
    }
    if ((top.marked && reading) || terminal.isAlternateScreen() || !mayBePrompt()) {
      return;
    }
    String line = screen.lineToCursor(LONGEST_LINE);
    if (isContinuation(line)) {
      goOn();
      return;
    }
    Optional<Prompt> bare = Prompt.bare(line, editing).filter(prompt -> nothingBehind());
    if (bare.isPresent()) {
      boolean believed = editing || until.minus(since).compareTo(STANDS) >= 0;
      bareStands(bare.get(), believed, since);
    } else {
      typedStands(line, since);
    }
  }

  /** Where a shell does not mark the end of its prompt, it is where the cursor waits. */
  private void promptWaits(Level top, Duration waited) {
    String line = screen.lineToCursor(LONGEST_LINE);
    Optional<Prompt> bare = Prompt.bare(line, true).filter(prompt -> nothingBehind());
    if (bare.isPresent() && (editing || waited.compareTo(STANDS) >= 0)) {
      top.prompt = bare.get();
      top.phase = Phase.INPUT;
      input.begin(screen.cursor());
      input.nothingTyped();
    }
  }

  /** A quick look at the cursor's surroundings: most output is no prompt. */
  private boolean mayBePrompt() {
    int column = terminal.cursorColumn();
    return column > 0 && (editing || knowsFirst() || endsWithSign());
  }

  private boolean endsWithSign() {
    String line = screen.lineToCursor(Prompt.LONGEST).stripTrailing();
    return !line.isEmpty() && Prompt.isSign(line.charAt(line.length() - 1));
  }

  /** Returns true when the cursor's row begins as a known prompt does. */
  private boolean knowsFirst() {
    int first = screen.firstOfCursorRow();
    for (int i = 0; i < shells.count(); i++) {
      Prompt prompt = shells.get(i).prompt;
      if (prompt != null && (prompt.text().charAt(0) == first || !prompt.host().isEmpty())) {
        return true;
      }
    }
    return false;
  }

  private boolean nothingBehind() {
    String behind = screen.behindCursor();
    return behind.isBlank() || behind.startsWith(RIGHT_PROMPT_GAP);
  }

  private void bareStands(Prompt prompt, boolean believed, Duration at) {
    for (int i = shells.count() - 1; i >= 0; i--) {
      Level level = shells.get(i);
      boolean same = level.prompt != null && level.prompt.isOfSameShell(prompt);
      if (same && !(level.marked && level.phase == Phase.RUNNING && !believed)) {
        if (level.marked && level.phase == Phase.RUNNING) {
          break; // it would have sent marks: this is another shell
        }
        shells.closeAbove(i, at);
        begin(level, prompt, at, true);
        return;
      }
    }
    Level top = shells.top();
    boolean first = top.prompt == null && !top.marked && top.running == null;
    if (believed && (first || isOfNewShell(prompt, top))) {
      Level level = first || top.phase != Phase.RUNNING ? top : shells.push(false, at);
      level.marked = false;
      begin(level, prompt, at, editing || prompt.isOfShell());
    }
  }

  /** Output may end with a sign, too: without a host, more must speak for a prompt. */
  private static boolean isOfNewShell(Prompt prompt, Level top) {
    Running running = top.running;
    boolean started = running == null || running.startsShell();
    return prompt.isOfShell() && (!prompt.host().isEmpty() || prompt.isBareSign() || started);
  }

  private void begin(Level level, Prompt prompt, Duration at, boolean sure) {
    shells.finish(level, at, OptionalInt.empty());
    level.prompt = prompt;
    level.sure |= sure;
    level.phase = Phase.INPUT;
    unseen = false;
    anchor(prompt);
  }

  private void anchor(Prompt prompt) {
    input.begin(screen.placeInLine(prompt.text().length()));
    input.nothingTyped();
  }

  /** Finds what is being typed again, after the shell wrote its prompt anew in another row. */
  private void findAgain() {
    Prompt known = shells.top().prompt;
    long start = screen.top() + screen.lineStart();
    if (known != null && start != input.startRow()) {
      String line = screen.line(LONGEST_LINE);
      if (line.startsWith(known.text()) && line.length() > known.text().length()) {
        anchor(known);
      }
    }
  }

  /** A line that begins with a prompt, and more: typed ahead, or written anew. */
  private void typedStands(String line, Duration at) {
    Level top = shells.top();
    if (top.marked || top.prompt == null) {
      return;
    }
    Running running = top.running;
    boolean listed =
        running != null && !editing && line.startsWith(top.prompt.text() + running.text());
    if (listed) {
      shells.takeBack(); // no command: what completes it was listed
    } else if (top.phase == Phase.RUNNING && !editing) {
      return;
    }
    Optional<Prompt> prompt = top.prompt.beginning(line);
    prompt.ifPresent(known -> begin(top, known, at, false));
  }

  /** Returns true when {@code line} is a prompt for another line of the command that runs. */
  private boolean isContinuation(String line) {
    Level top = shells.top();
    return !top.marked
        && top.phase == Phase.RUNNING
        && top.running != null
        && Prompt.continuationEnd(line) == line.length()
        && screen.cursor().row() == top.outputRow;
  }

  private void goOn() {
    Level top = shells.top();
    Running running = top.running;
    if (running != null) {
      shells.takeBack();
      top.phase = Phase.INPUT;
      input.goOn(running.text(), screen.cursor());
    }
  }

  /** A line editor begins to read, or has read, a line. */
  void editing(boolean on, Duration at) {
    boolean over = editing && !on;
    if (over && !terminal.isAlternateScreen() && !shells.top().marked) {
      lineRead(at);
    }
    editing = on;
  }

  private void lineRead(Duration at) {
    if (shells.top().phase == Phase.INPUT) {
      findAgain();
    } else if (screen.cursor().row() >= shells.top().outputRow) {
      lineBegun(at);
    }
    if (shells.top().phase == Phase.INPUT) {
      accept(input.upToCursor(), at, screen.cursor().column() == 0 ? 0 : 1);
    }
  }

  /** The cursor is about to leave its line by a line feed. */
  void leavingLine(Duration at) {
    Level top = shells.top();
    if (terminal.isAlternateScreen() || (top.marked && top.phase != Phase.RUNNING)) {
      return;
    }
    if (top.phase == Phase.INPUT) {
      if (editing) {
        findAgain();
      } else if (screen.isInLastRowOfLine() && screen.cursor().row() >= input.startRow()) {
        accept(input.withCursorRow(), at, 1);
      }
    } else if (screen.cursor().row() >= top.outputRow) {
      if (screen.cursor().row() == top.outputRow && isIncomplete(top)) {
        lineWentOn(top);
      } else if (knowsFirst()) {
        lineBegun(at);
      }
      if (shells.top().phase == Phase.INPUT && !editing) {
        accept(input.withCursorRow(), at, 1);
      }
    }
  }

  private static boolean isIncomplete(Level level) {
    Running running = level.running;
    return !level.marked && running != null && Incomplete.is(running.text());
  }

  /**
   * The line after a command that cannot be whole may have been typed at a prompt that nobody saw,
   * or, as fish(1) has it, below the first, without a prompt.
   */
  private void lineWentOn(Level top) {
    Running running = top.running;
    Prompt prompt = top.prompt;
    String line = screen.line(LONGEST_LINE);
    int end = Prompt.continuationEnd(line);
    if (end == 0 && prompt != null && line.length() > prompt.text().length()) {
      boolean below = line.substring(0, prompt.text().length()).isBlank();
      end = below ? prompt.text().length() : 0;
    }
    if (end > 0 && running != null) {
      shells.takeBack();
      top.phase = Phase.INPUT;
      input.goOn(running.text(), screen.placeInLine(end));
      unseen = true;
    }
  }

  /** Looks whether the cursor's line was typed at a prompt that nobody saw waiting. */
  private void lineBegun(Duration at) {
    if (!screen.isInLastRowOfLine()) {
      return;
    }
    String line = screen.line(LONGEST_LINE);
    for (int i = shells.count() - 1; i >= 0; i--) {
      Level level = shells.get(i);
      Prompt known = level.prompt;
      if (known == null || level.marked) {
        continue;
      }
      boolean exact = line.startsWith(known.text());
      Optional<Prompt> prompt = exact || editing ? known.beginning(line) : Optional.empty();
      if (prompt.isPresent() && line.length() > prompt.get().text().length()) {
        shells.closeAbove(i, at);
        begin(level, prompt.get(), at, false);
        unseen = true;
        return;
      }
    }
  }

  /**
   * The line is over.
   *
   * @param rows how many rows below the cursor's the output of the command begins
   */
  private void accept(String text, Duration at, int rows) {
    Level top = shells.top();
    input.forget();
    top.phase = Phase.IDLE;
    if (text.endsWith(GIVEN_UP)) {
      String typed = text.substring(0, text.length() - GIVEN_UP.length());
      if (!typed.isBlank()) {
        shells.abort(at, typed, input.isCut());
      }
    } else if (!text.isBlank()) {
      boolean guessed = (!editing && unseen) || !top.sure;
      shells.start(at, text, Optional.empty(), guessed, input.isCut());
    }
    top.outputRow = screen.cursor().row() + rows;
    unseen = false;
  }
}
