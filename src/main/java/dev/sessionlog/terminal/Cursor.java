package dev.sessionlog.terminal;

import org.jspecify.annotations.Nullable;

/**
 * The cursor of a {@link Screen}: where the next character goes, and what moves it. Rows and
 * columns count from 0.
 */
final class Cursor {
  private final Screen screen;
  private int column;
  private int row;
  private Row line;
  private boolean wrapPending;

  /** The line written to before the cursor was placed by a row's number; null when it was not. */
  private @Nullable Row writtenBefore;

  private long placements;

  Cursor(Screen screen) {
    this.screen = screen;
    this.line = screen.shown(0);
  }

  /** Returns a cursor at the same place of a copy of the screen. */
  Cursor copy(Screen newScreen) {
    Cursor copy = new Cursor(newScreen);
    copy.column = column;
    copy.row = row;
    copy.line = newScreen.shown(row);
    copy.wrapPending = wrapPending;
    copy.placements = placements;
    int written = writtenBefore == null ? -1 : screen.grid().indexOf(writtenBefore);
    copy.writtenBefore = written < 0 ? null : newScreen.shown(written);
    return copy;
  }

  int column() {
    return column;
  }

  int row() {
    return row;
  }

  /** Returns the row that the cursor is in. */
  Row line() {
    return line;
  }

  /** Finds the cursor's row again, after rows were moved. */
  void refresh() {
    line = screen.shown(row);
  }

  /** Returns true when the next character goes to the next row. */
  boolean isWrapPending() {
    return wrapPending;
  }

  void cancelWrap() {
    wrapPending = false;
  }

  /** Returns how often the cursor was placed by a row's number. */
  long placements() {
    return placements;
  }

  /** Returns true when the cursor was placed by a row's number and has not written since. */
  boolean isPlaced() {
    return writtenBefore != null;
  }

  /** Returns the row that the cursor was in before it was placed; null when it was not. */
  @Nullable Row writtenBefore() {
    return writtenBefore;
  }

  /** Something is written, or the cursor moves in a way that goes on from where it is. */
  void forgetPlacement() {
    writtenBefore = null;
  }

  // Writing

  /** Goes right by what was written; waits at the margin, for a character more, when wrapping. */
  void advance(int width, boolean autowrap) {
    column += width;
    if (column >= screen.columns()) {
      column = screen.columns() - 1;
      wrapPending = autowrap;
    }
  }

  /** Goes to the start of the next row, which goes on with the text of this one. */
  void wrap() {
    wrapPending = false;
    column = 0;
    if (row == screen.margins.bottom()) {
      screen.editor.scrollUp(1, true);
      line.setContinuation(true);
    } else if (row < screen.rows() - 1) {
      setRow(row + 1);
      line.setContinuation(true);
    }
  }

  // Moving

  void carriageReturn() {
    column = 0;
    wrapPending = false;
  }

  /** IND, LF: down by one, scrolling at the bottom margin. */
  void lineFeed() {
    line.feedLine(screen.now());
    wrapPending = false;
    writtenBefore = null;
    if (row == screen.margins.bottom()) {
      screen.editor.scrollUp(1, false);
    } else if (row < screen.rows() - 1) {
      setRow(row + 1);
    }
  }

  /** RI: up by one, scrolling at the top margin. */
  void reverseLineFeed() {
    wrapPending = false;
    if (row == screen.margins.top()) {
      screen.editor.scrollDown(1);
    } else if (row > 0) {
      setRow(row - 1);
    }
  }

  void backspace() {
    wrapPending = false;
    if (column > 0) {
      column--;
    }
  }

  void tab(int count) {
    column = screen.tabs.after(column, count, screen.columns() - 1);
  }

  void backTab(int count) {
    wrapPending = false;
    column = screen.tabs.before(column, count);
  }

  void moveColumns(int distance) {
    moveToColumn(column + distance);
  }

  void moveToColumn(int target) {
    wrapPending = false;
    column = Math.max(0, Math.min(target, screen.columns() - 1));
  }

  /** CUU, CUD: by so many rows, not over a margin that is in the way. */
  void moveRows(int distance) {
    wrapPending = false;
    writtenBefore = null;
    setRow(screen.margins.moved(row, distance, screen.rows()));
  }

  /** VPA and the like: to a row by its number, which counts from the top margin in origin mode. */
  void moveToRow(int target) {
    wrapPending = false;
    placements++;
    if (writtenBefore == null) {
      writtenBefore = line;
    }
    setRow(screen.margins.rowOf(target, screen.rows()));
  }

  void moveTo(int targetRow, int targetColumn) {
    moveToRow(targetRow);
    moveToColumn(targetColumn);
  }

  /** Goes to where it was when it was saved, as far as the screen still has such a place. */
  void moveTo(SavedCursor saved) {
    column = Math.min(saved.column(), screen.columns() - 1);
    setRow(Math.min(saved.row(), screen.rows() - 1));
    wrapPending = saved.wrapPending() && column == screen.columns() - 1;
    writtenBefore = null;
  }

  /** A row above was taken out: the cursor stays in its own, which {@link #refresh} finds. */
  void moveUpWithItsRow() {
    row--;
  }

  private void setRow(int target) {
    row = target;
    line = screen.shown(target);
  }
}
