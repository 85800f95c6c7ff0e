package dev.sessionlog.transcript;

import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TextBuffer;
import java.util.List;

/**
 * Finds what a shell writes on the alternate screen. If a program was killed there, or its
 * connection broke, the terminal stays on the alternate screen, and all later output appears there.
 *
 * <p>Full-screen programs place the cursor or, like less(1), erase the current row before they
 * write another line. Lines that are written one after another are regarded as a shell's if one of
 * them begins with a known prompt, or if two screens of them scrolled off. They are passed on when
 * they scroll off, when the session is quiet, and before they are overwritten. Not thread-safe.
 */
final class AlternateText {
  /** Receives a line and the time at which it changed. */
  interface Lines {
    void line(long at, String text);
  }

  /** The most characters of rows that are joined when they scroll off the alternate screen. */
  static final int MAX_JOINED = 1 << 12;

  private static final int PROMPT_CELLS = Prompts.LONGEST + 2;

  private final Terminal terminal;
  private final Lines lines;
  private final Prompts prompts = new Prompts();
  private final TextBuffer text = new TextBuffer();
  private long block;
  private boolean isShell;
  private int scrolled;

  /** The first row that counts, if a row was erased within the block. */
  private int restart;

  private boolean joining;

  AlternateText(Terminal terminal, Lines lines) {
    this.terminal = terminal;
    this.lines = lines;
  }

  /** A program switches to the alternate screen; {@code above} is the text of the primary one. */
  void enter(List<String> above) {
    prompts.learn(above);
    beginBlock();
  }

  /** Called if the session is quiet or ends: passes the lines on if they are a shell's. */
  void quiet() {
    follow();
    if (isShell || hasPrompt(false)) {
      isShell = true;
      give(terminal.cursorRow() - 1);
    }
  }

  /** The session ended. */
  void end() {
    quiet();
    if (isShell) {
      give(terminal.cursorRow());
    }
  }

  /** Called before lines are overwritten. */
  void drawing() {
    follow();
    if (isShell || hasPrompt(true)) {
      give(terminal.cursorRow() - 1);
    }
  }

  /**
   * Called when the cursor's row is erased, as a pager erases its prompt; the lines are then a
   * pager's.
   */
  void erasingRow() {
    follow();
    if (!isShell && !hasPrompt(false)) {
      restart = terminal.cursorRow();
      scrolled = 0;
    }
  }

  void scrolledOff(Row row, boolean continued) {
    follow();
    if (restart > 0) {
      restart--;
      return;
    }
    scrolled++;
    if (!isShell) {
      boolean enough = scrolled > 2 * terminal.rows();
      isShell = enough || (scrolled == 1 ? hasPrompt(false) : isPrompt(row, continued, false));
    }
    if (isShell) {
      giveScrolledOff(row, continued);
    }
  }

  private void giveScrolledOff(Row row, boolean continued) {
    if (!joining && !row.isChanged()) {
      return;
    }
    if (!joining) {
      text.clear();
    }
    text.append(row, continued ? row.length() : row.trimmedLength());
    joining = continued && text.length() < MAX_JOINED;
    if (!joining) {
      give(row.changedAt());
    }
  }

  private void give(long at) {
    text.trim();
    String line = text.toString();
    text.clear();
    if (!line.isEmpty()) {
      lines.line(at, line);
    }
  }

  /**
   * Passes on the lines of the block that begin in rows up to {@code last}, if they were not passed
   * on yet.
   */
  private void give(int last) {
    for (int row = start(); row <= last; ) {
      int end = end(row);
      if (isChanged(row, end)) {
        giveRows(row, end);
      }
      row = end + 1;
    }
  }

  private void giveRows(int first, int last) {
    if (!(joining && first == 0)) {
      text.clear();
    }
    joining = false;
    long at = 0;
    for (int row = first; row <= last; row++) {
      Row shown = terminal.shownRow(row);
      text.append(shown, row < last ? shown.length() : shown.trimmedLength());
      at = Math.max(at, shown.changedAt());
      shown.setNote("");
    }
    give(at);
  }

  private boolean isChanged(int first, int last) {
    for (int row = first; row <= last; row++) {
      if (terminal.shownRow(row).isChanged()) {
        return true;
      }
    }
    return false;
  }

  private int end(int row) {
    int end = row;
    while (end + 1 < terminal.rows() && terminal.shownRow(end + 1).isContinuation()) {
      end++;
    }
    return end;
  }

  private int start() {
    return Math.max(terminal.blockStart(), restart);
  }

  private boolean hasPrompt(boolean telling) {
    for (int row = start(); row < terminal.cursorRow(); row++) {
      if (isPrompt(terminal.shownRow(row), terminal.shownRow(row + 1).isContinuation(), telling)) {
        return true;
      }
    }
    return false;
  }

  private boolean isPrompt(Row row, boolean continued, boolean telling) {
    if (row.isBlank() || !(row.isLineFed() || continued)) {
      return false; // nothing was entered after it
    }
    TextBuffer beginning = new TextBuffer();
    beginning.append(row, Math.min(row.trimmedLength() + 1, Math.min(row.length(), PROMPT_CELLS)));
    return prompts.begin(beginning.toString(), telling);
  }

  /** Detects that the block is a new one. */
  private void follow() {
    if (block != terminal.blocks()) {
      beginBlock();
    }
  }

  private void beginBlock() {
    block = terminal.blocks();
    isShell = false;
    scrolled = 0;
    restart = 0;
    joining = false;
  }

  /** Returns the memory used, in bytes. */
  long bytes() {
    return text.bytes();
  }
}
