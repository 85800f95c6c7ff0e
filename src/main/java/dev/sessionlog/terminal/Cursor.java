package dev.sessionlog.terminal;

import org.jspecify.annotations.Nullable;

/**
 * The cursor of a {@link Screen}: the place of the next character, and the operations that move it.
 * Rows and columns count from 0.
 */
final class Cursor {
  final Drawing drawing;

  private final Screen screen;
  private int column;
  private int row;
  private Row line;
  private boolean wrapPending;
  private boolean reverseWrap;
  private boolean tabsWrap;

  /** True if the rest of the row was erased while the cursor waited at the margin. */
  private boolean erasedAtMargin;

  /** The row written before the cursor was placed by row number; null if it was not. */
  private @Nullable Row writtenBefore;

  private long placements;

  /** The first of the rows, down to the cursor's, that were written one after another. */
  private int blockStart;

  private long blocks;

  Cursor(Screen screen) {
    this(screen, new Drawing(screen));
  }

  private Cursor(Screen screen, Drawing drawing) {
    this.screen = screen;
    this.drawing = drawing;
    this.line = screen.shown(0);
  }

  /** Returns a cursor at the same place of a copy of the screen. */
  Cursor copy(Screen newScreen) {
    Cursor copy = new Cursor(newScreen, drawing.copy(newScreen));
    copy.column = column;
    copy.row = row;
    copy.line = newScreen.shown(row);
    copy.wrapPending = wrapPending;
    copy.reverseWrap = reverseWrap;
    copy.tabsWrap = tabsWrap;
    copy.erasedAtMargin = erasedAtMargin;
    copy.placements = placements;
    copy.blockStart = blockStart;
    copy.blocks = blocks;
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

  /** Returns the row of the cursor. */
  Row line() {
    return line;
  }

  /** Looks up the cursor's row again after rows were moved. */
  void refresh() {
    line = screen.shown(row);
  }

  /** Returns true if the next character goes to the next row. */
  boolean isWrapPending() {
    return wrapPending;
  }

  /** Returns the last column for text in the cursor's row. */
  int lastColumn() {
    int last = screen.margins.lastFor(column);
    return line.isDoubled() ? Math.min(last, Math.max(0, screen.columns() / 2 - 1)) : last;
  }

  /** A line of double width has half as many columns, so the cursor moves back to the last one. */
  void fitLine() {
    column = Math.min(column, lastColumn());
  }

  void cancelWrap() {
    wrapPending = false;
  }

  void noteErasedAtMargin() {
    erasedAtMargin = true;
  }

  /** Continues in the next row with a wide character; removes a space that was erased for it. */
  void wrapForWide() {
    if (erasedAtMargin && line.cell(column) == ' ') {
      line.erase(column, column + 1, Style.PLAIN);
    }
    wrap();
  }

  /** Returns how often the cursor was placed by row number. */
  long placements() {
    return placements;
  }

  /** Returns true if the cursor was placed by row number and has not written since. */
  boolean isPlaced() {
    return writtenBefore != null;
  }

  /** Returns the row of the cursor before it was placed; null if it was not. */
  @Nullable Row writtenBefore() {
    return writtenBefore;
  }

  /** Called when something is written, or the cursor moves relatively. */
  void forgetPlacement() {
    writtenBefore = null;
  }

  /** Returns the first of the rows that were written one after another. */
  int blockStart() {
    return blockStart;
  }

  /** Returns how often a new block of such rows began. */
  long blocks() {
    return blocks;
  }

  /** Called before anything other than writing lines; a new block begins at the cursor. */
  void endBlock() {
    if (screen.isAlternate() && blockStart < row) {
      screen.listener.drawingOnAlternate();
    }
    beginBlock(row);
  }

  void beginBlock(int from) {
    blockStart = from;
    blocks++;
  }

  /** Called when all rows moved up. */
  void moveBlockUp(int count) {
    blockStart = Math.max(0, blockStart - count);
    drawing.scrolled(count);
  }

  // Writing

  /** Moves right by the written width; if wrapping, waits at the margin for the next character. */
  void advance(int width, boolean autowrap) {
    int last = lastColumn();
    column += width;
    if (column > last) {
      column = last;
      wrapPending = autowrap;
      erasedAtMargin = false;
    }
  }

  /** Moves to the start of the next row, which continues the text of this one. */
  void wrap() {
    wrapPending = false;
    int before = column;
    column = screen.margins.firstFor(column);
    if (row == screen.margins.bottom()) {
      if (screen.margins.contain(row, before)) {
        screen.editor.scrollUp(1, true);
        goOn();
      }
    } else if (row < screen.rows() - 1) {
      setRow(row + 1);
      goOn();
    }
  }

  /** Marks the row as a continuation of the one above, if text uses whole rows. */
  private void goOn() {
    if (screen.margins.isFullWidth()) {
      line.setContinuation(true);
    }
  }

  // Moving

  void carriageReturn() {
    drawing.returning();
    column = screen.margins.firstFor(column);
    wrapPending = false;
  }

  /** IND, LF: down by one, scrolling at the bottom margin. */
  void lineFeed() {
    screen.listener.leavingLine();
    drawing.leaving();
    line.feedLine(screen.now());
    wrapPending = false;
    writtenBefore = null;
    if (row == screen.margins.bottom()) {
      if (screen.margins.contain(row, column)) {
        screen.editor.scrollUp(1, false);
      }
    } else if (row < screen.rows() - 1) {
      setRow(row + 1);
    }
  }

  /** RI: up by one, scrolling at the top margin. */
  void reverseLineFeed() {
    drawing.moved();
    endBlock();
    wrapPending = false;
    if (row == screen.margins.top()) {
      if (screen.margins.contain(row, column)) {
        screen.editor.scrollDown(1);
      }
    } else if (row > 0) {
      setRow(row - 1);
    }
  }

  /** BS: left by one, with reverse wrap from the left margin to the end of the row above. */
  void backspace() {
    back(1);
  }

  /** CUB: left by a count, like {@link #backspace}. */
  void back(int count) {
    int first = screen.margins.firstFor(column);
    if (!reverseWrap || !screen.printer.isWrapping()) {
      wrapPending = false;
      column = Math.max(first, column - count);
      return;
    }
    int left = wrapPending ? count - 1 : count; // one step ends the wait at the margin
    wrapPending = false;
    if (left > 0) {
      backOverMargin(first, left);
    }
  }

  /** From the first column between the margins to the last, otherwise over consecutive rows. */
  private void backOverMargin(int first, int count) {
    if (column == first && row == screen.margins.top()) {
      column = screen.margins.right();
      setRow(screen.margins.bottom());
      return;
    }
    int width = screen.margins.right() - first + 1;
    int place = Math.floorMod(width * row + column - first - count, width * screen.rows());
    column = first + place % width;
    setRow(place / width);
  }

  /** Mode 45: true if moving left from the left margin leads to the row above. */
  void setReverseWrap(boolean on) {
    reverseWrap = on;
  }

  void tab(int count) {
    if (tabsWrap && isWrapPending()) {
      wrap();
    }
    column = screen.tabs.after(column, count, lastColumn());
  }

  /** Mode 41: true if a tab goes to the next row while the cursor waits at the margin. */
  void setTabsWrap(boolean on) {
    tabsWrap = on;
  }

  void backTab(int count) {
    wrapPending = false;
    column = screen.tabs.before(column, count);
  }

  /** CUF: right by a count, but not over a margin. */
  void moveRight(int count) {
    wrapPending = false;
    column = Math.min(column + count, Math.max(column, lastColumn()));
  }

  /** HPR: right by a count, up to the edge of the screen, or to the right margin in origin mode. */
  void moveColumns(int distance) {
    int last = screen.margins.isOrigin() ? screen.margins.right() : screen.columns() - 1;
    moveToColumn(Math.max(column, Math.min(column + distance, last)));
  }

  void moveToColumn(int target) {
    wrapPending = false;
    column = Math.max(0, Math.min(target, screen.columns() - 1));
  }

  /** CHA, HPA: to a column number, which counts from the left margin in origin mode. */
  void moveToColumnNumber(int number) {
    moveToColumn(screen.margins.columnOf(number));
  }

  /** CUU, CUD: by a number of rows, but not over a margin. */
  void moveRows(int distance) {
    drawing.moved();
    wrapPending = false;
    writtenBefore = null;
    setRow(screen.margins.moved(row, distance, screen.rows()));
    blockStart = Math.min(blockStart, row);
  }

  /**
   * VPR: down by a number of rows, up to the end of the screen, or to the bottom margin in origin
   * mode.
   */
  void moveRowsOverMargins(int distance) {
    drawing.moved();
    wrapPending = false;
    writtenBefore = null;
    int last = screen.margins.isOrigin() ? screen.margins.bottom() : screen.rows() - 1;
    setRow(Math.max(row, Math.min(row + distance, last)));
  }

  /** VPA and similar: to a row number, which counts from the top margin in origin mode. */
  void moveToRow(int target) {
    int number = screen.margins.rowOf(target, screen.rows());
    drawing.placing(number);
    wrapPending = false;
    placements++;
    endBlock();
    if (writtenBefore == null) {
      writtenBefore = line;
    }
    setRow(number);
    blockStart = row;
  }

  void moveTo(int targetRow, int targetColumn) {
    moveToRow(targetRow);
    moveToColumnNumber(targetColumn);
  }

  /** Moves to the saved place, as far as the screen still has it. */
  void moveTo(SavedCursor saved) {
    drawing.moved();
    column = Math.min(saved.column(), screen.columns() - 1);
    setRow(Math.min(saved.row(), screen.rows() - 1));
    wrapPending = saved.wrapPending() && column == screen.columns() - 1;
    writtenBefore = null;
    blockStart = Math.min(blockStart, row);
  }

  /** Called when the number of columns changed, so that the last character is not overwritten. */
  void fitColumns(int before) {
    int last = screen.columns() - 1;
    if (wrapPending && screen.columns() > before) {
      wrapPending = false;
      column++;
    } else if (column > last) {
      wrapPending = screen.printer.isWrapping();
    } else if (column < last) {
      wrapPending = false;
    }
    column = Math.min(column, last);
  }

  /**
   * Called when a row above was removed; the cursor stays in its row, which {@link #refresh} finds.
   */
  void moveUpWithItsRow() {
    row--;
    moveBlockUp(1);
  }

  /** Called when a row was inserted above; the cursor stays in its row. */
  void moveDownWithItsRow() {
    row++;
    blockStart++;
  }

  private void setRow(int target) {
    row = target;
    line = screen.shown(target);
  }
}
