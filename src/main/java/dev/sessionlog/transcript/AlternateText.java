package dev.sessionlog.transcript;

import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TextBuffer;
import java.util.List;

/**
 * Finds what a shell writes on the alternate screen. A program that was killed there, or whose
 * connection broke, never gives it back, and all that follows stands on it.
 *
 * <p>Programs that belong there place the cursor, or, as less(1) does, erase the row that they are
 * on before they write another line. Lines that are written one after another are taken for a
 * shell's when one of them begins with a prompt that is known, or when two screens of them scrolled
 * off. They are given when they scroll off, when the session is quiet, and before they are drawn
 * over. Not safe for use by several threads.
 */
final class AlternateText {
  /** Takes a line and the time at which it changed. */
  interface Lines {
    void line(long at, String text);
  }

  /** How many characters of rows are joined that scroll off the alternate screen. */
  static final int MAX_JOINED = 1 << 12;

  private static final int PROMPT_CELLS = Prompts.LONGEST + 2;

  private final Terminal terminal;
  private final Lines lines;
  private final Prompts prompts = new Prompts();
  private final TextBuffer text = new TextBuffer();
  private long block;
  private boolean isShell;
  private int scrolled;

  /** The row from which on lines count, where a row was erased within the block. */
  private int restart;

  private boolean joining;

  AlternateText(Terminal terminal, Lines lines) {
    this.terminal = terminal;
    this.lines = lines;
  }

  /** A program takes the alternate screen; {@code above} stood on the other one. */
  void enter(List<String> above) {
    prompts.learn(above);
    beginBlock();
  }

  /** The session is quiet, or it ends: what stands is given if it is a shell's. */
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

  /** Lines are about to be drawn over. */
  void drawing() {
    follow();
    if (isShell || hasPrompt(true)) {
      give(terminal.cursorRow() - 1);
    }
  }

  /** The cursor's row is erased, as a pager erases its prompt: it shows what it wrote before. */
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

  /** Gives the lines of the block that begin in rows up to {@code last} and are not given yet. */
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
      return false; // nothing was entered behind it
    }
    TextBuffer beginning = new TextBuffer();
    beginning.append(row, Math.min(row.trimmedLength() + 1, Math.min(row.length(), PROMPT_CELLS)));
    return prompts.begin(beginning.toString(), telling);
  }

  /** Notices that the block is another one than before. */
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

  /** Returns how many bytes of memory are taken. */
  long bytes() {
    return text.bytes();
  }
}
