package dev.sessionlog.commands;

import dev.sessionlog.commands.Level.Phase;
import dev.sessionlog.terminal.PlainText;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows the marks of shells. For one thread. */
final class MarkReader {
  private static final Pattern EXIT = Pattern.compile("(?:exit|logout)(?:\\s+\\d{1,3})?");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  /** What bash(1) writes for the ends of lines when it tells a command of several as one. */
  private static final Pattern ENDS = Pattern.compile("[\\s;]+");

  private static final String GIVEN_UP = "^C";

  private final Shells shells;
  private final ScreenText screen;
  private final InputText input;
  private String told = "";
  private boolean toldIsCut;
  private boolean continuing;

  MarkReader(Shells shells, ScreenText screen, InputText input) {
    this.shells = shells;
    this.screen = screen;
    this.input = input;
  }

  /** Takes a mark that came {@code at} this time. */
  void take(ShellMark mark, Duration at) {
    switch (mark.kind()) {
      case PROMPT -> promptBegins(mark.shell(), at);
      case CONTINUATION -> continuation();
      case INPUT -> inputBegins(at);
      case TEXT -> {
        told = plain(mark.value());
        toldIsCut = mark.isCut();
      }
      case STARTED -> started(mark, at);
      case ENDED -> ended(mark, at);
      case DIRECTORY -> shells.top().directory = Optional.of(PlainText.of(mark.value()));
    }
  }

  private static String plain(String text) {
    return text.lines().map(PlainText::of).collect(Collectors.joining("\n"));
  }

  private void promptBegins(String name, Duration at) {
    Level level = shellOf(name, at);
    shells.finish(level, at, OptionalInt.empty());
    if (level.phase == Phase.INPUT && screen.cursor().row() != input.startRow()) {
      giveUp(at);
    }
    level.marked = true;
    level.name = name;
    level.phase = Phase.PROMPT;
    level.lineLeft = null;
    told = "";
    continuing = false;
    input.begin(screen.cursor());
  }

  /** A prompt came, but no mark of an end: it may be the same prompt, drawn anew. */
  private void giveUp(Duration at) {
    String text = input.upToCursor();
    if (text.endsWith(GIVEN_UP)) {
      abort(text, at);
    }
  }

  private void abort(String text, Duration at) {
    boolean shown = text.endsWith(GIVEN_UP);
    String typed = shown ? text.substring(0, text.length() - GIVEN_UP.length()).strip() : text;
    if (!typed.isEmpty()) {
      shells.abort(at, typed, input.isCut());
    }
  }

  /** Returns the shell whose prompt begins, the last one from now on. */
  private Level shellOf(String name, Duration at) {
    int index = lastMarked(name);
    Level top = shells.top();
    if (index < 0) {
      return top.phase == Phase.RUNNING ? shells.push(true, at) : top;
    }
    Level level = shells.get(index);
    Running running = level.running;
    boolean starts = running != null && running.startsShell();
    if (running != null && name.isEmpty() && (level.marksEnd || starts)) {
      return shells.push(true, at);
    }
    shells.closeAbove(index, at);
    return level;
  }

  /** Returns the index of the last shell with marks, and with this name if it has one; or -1. */
  private int lastMarked(String name) {
    int index = shells.count() - 1;
    while (index >= 0
        && !(shells.get(index).marked && (name.isEmpty() || shells.get(index).name.equals(name)))) {
      index--;
    }
    return index;
  }

  private void continuation() {
    Level level = shells.top();
    if (level.marked && level.phase == Phase.INPUT) {
      continuing = true;
    }
  }

  private void inputBegins(Duration at) {
    Level level = shells.top();
    if (!level.marked || level.phase == Phase.RUNNING || level.phase == Phase.IDLE) {
      return;
    }
    if (continuing) {
      continuing = false;
      input.goOn(input.aboveCursor(), screen.cursor());
      return;
    }
    Prompt prompt = Prompt.bare(screen.lineToCursor(Prompt.LONGEST), true).orElse(level.prompt);
    Level reading = sameAsBefore(level, prompt, at);
    reading.prompt = prompt;
    reading.phase = Phase.INPUT;
    input.begin(screen.cursor());
  }

  /**
   * Returns the shell that shows this prompt: not a new one when it is that of the shell before,
   * whose command starts none as far as one can see, but had no mark at its end.
   */
  private Level sameAsBefore(Level level, @Nullable Prompt prompt, Duration at) {
    if (level.prompt != null || prompt == null || !level.name.isEmpty() || shells.count() == 1) {
      return level;
    }
    Level before = shells.get(shells.count() - 2);
    Running running = before.running;
    if (before.prompt == null
        || !before.marked
        || running == null
        || !before.prompt.isOfSameShell(prompt)
        || running.startsShell()) {
      return level;
    }
    shells.closeAbove(shells.count() - 2, at);
    shells.finish(before, at, OptionalInt.empty());
    return before;
  }

  private void started(ShellMark mark, Duration at) {
    String saidNow = plain(mark.value());
    Said said = saidNow.isEmpty() ? new Said(told, toldIsCut) : new Said(saidNow, mark.isCut());
    told = "";
    Level level = shells.top();
    boolean reads = level.marked && (level.phase == Phase.INPUT || level.phase == Phase.PROMPT);
    if (!reads && (said.text().isEmpty() || level.phase == Phase.RUNNING)) {
      return;
    }
    level.marked = true;
    level.marksStart = true;
    String shown = reads ? input.upToCursor() : "";
    boolean guessed = !reads || level.phase == Phase.PROMPT;
    if (reads && level.phase == Phase.PROMPT) {
      shown = withoutPrompt(shown);
    }
    input.forget();
    start(shown, said, guessed, at);
  }

  /** Cuts a prompt off whose end was not marked. */
  private static String withoutPrompt(String line) {
    for (int i = 1; i < Math.min(line.length() - 1, Prompt.LONGEST); i++) {
      if (line.charAt(i) == ' ' && Prompt.isSign(line.charAt(i - 1))) {
        return line.substring(i + 1).strip();
      }
    }
    return line;
  }

  /** What the shell said the command is. */
  private record Said(String text, boolean isCut) {
    /** Tells whether it reads as what stood on the screen, as far as both go. */
    boolean agrees(String shown, boolean shownIsCut) {
      String here = packed(text);
      String there = packed(shown);
      return here.equals(there)
          || (isCut && !here.isEmpty() && there.startsWith(here))
          || (shownIsCut && !there.isEmpty() && here.startsWith(there));
    }
  }

  private void start(String shown, Said told, boolean guessed, Duration at) {
    String said = told.text();
    boolean shownIsCut = input.isCut();
    boolean agrees = told.agrees(shown, shownIsCut);
    if (said.isEmpty()) {
      if (!shown.isEmpty()) {
        shells.start(at, shown, Optional.empty(), guessed, shownIsCut);
      }
    } else if (ENDS.matcher(shown).replaceAll("").equals(ENDS.matcher(said).replaceAll(""))
        && !agrees) {
      shells.start(at, shown, Optional.empty(), guessed, shownIsCut);
    } else if (agrees && told.isCut() && !shownIsCut) {
      shells.start(at, shown, Optional.empty(), guessed, false); // the screen had all of it
    } else if (agrees || shown.isEmpty() || (guessed && packed(shown).contains(packed(said)))) {
      shells.start(at, said.strip(), Optional.empty(), shown.isEmpty(), told.isCut());
    } else {
      shells.start(at, shown, Optional.of(said), guessed, told.isCut() || shownIsCut);
    }
    if (shells.top().running == null) {
      shells.top().phase = Phase.IDLE;
    }
  }

  private static String packed(String text) {
    return BLANKS.matcher(text).replaceAll("");
  }

  private void ended(ShellMark mark, Duration at) {
    int index = lastMarked(mark.shell());
    if (index < 0) {
      return;
    }
    Level level = shells.get(index);
    level.marksEnd = true;
    OptionalInt exitCode = exitCode(mark.value());
    if (level.running != null) {
      boolean left = mark.shell().isEmpty() && EXIT.matcher(level.running.text()).matches();
      shells.closeAbove(index, at);
      shells.finish(level, at, exitCode);
      if (left) {
        leave(index, at, exitCode);
      }
    } else if (level.phase == Phase.INPUT && index == shells.count() - 1) {
      endedBeforeStart(index, exitCode, at);
    }
  }

  /** The shell with this index is gone: it was the command of the one before that ended. */
  private void leave(int index, Duration at, OptionalInt exitCode) {
    Level before = index > 0 ? shells.get(index - 1) : null;
    if (before != null && before.marked && before.running != null) {
      shells.closeAbove(index - 1, at);
      shells.finish(before, at, exitCode);
    }
  }

  /** No mark said that a command began: there was none, or this shell does not mark that. */
  private void endedBeforeStart(int index, OptionalInt exitCode, Duration at) {
    Level level = shells.get(index);
    String text = input.upToCursor();
    Duration begun = level.lineLeft;
    level.phase = Phase.IDLE;
    input.forget();
    if (EXIT.matcher(text).matches() && index > 0) {
      leave(index, at, exitCode);
    } else if (!text.isEmpty() && (level.marksStart || text.endsWith(GIVEN_UP))) {
      abort(text, at);
    } else if (!text.isEmpty()) {
      shells.start(
          begun == null ? at : begun,
          text.lines().findFirst().orElse(""),
          Optional.empty(),
          true,
          input.isCut());
      shells.finish(level, at, exitCode);
    }
  }

  private static OptionalInt exitCode(String word) {
    try {
      return OptionalInt.of(Integer.parseInt(word));
    } catch (NumberFormatException none) {
      return OptionalInt.empty();
    }
  }

  /** The cursor leaves its line: that of a command, where the shell does not mark the beginning. */
  void leavingLine(Duration at) {
    Level level = shells.top();
    if (level.marked && level.phase == Phase.INPUT && level.lineLeft == null) {
      level.lineLeft = at;
    }
  }
}
