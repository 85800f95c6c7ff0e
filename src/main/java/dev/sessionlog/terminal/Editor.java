package dev.sessionlog.terminal;

import dev.sessionlog.terminal.TerminalListener.Loss;

/**
 * The operations of a {@link Screen} that move cells: inserting, deleting, scrolling and filling
 * rectangles. Calls the listener before rows of the primary screen are lost.
 */
final class Editor {
  /** The most cells of patterns that count as written. */
  private static final int MAX_PATTERN = 1 << 20;

  private final Screen screen;
  private final Box box;
  private long patternCells;

  Editor(Screen screen) {
    this.screen = screen;
    this.box = new Box(screen);
  }

  /** Returns an editor for a copy of the screen. */
  Editor copy(Screen newScreen) {
    Editor copy = new Editor(newScreen);
    copy.patternCells = patternCells;
    return copy;
  }

  void insertCharacters(int count) {
    Cursor cursor = screen.cursor;
    if (cursor.isWrapPending() || !screen.margins.contain(screen.margins.top(), cursor.column())) {
      return;
    }
    if (!screen.margins.isFullWidth()) {
      box.moveRight(cursor.row(), cursor.row(), cursor.column(), count);
      return;
    }
    int columns = screen.columns();
    int bounded = Math.min(count, columns - cursor.column());
    cursor.line().truncate(columns);
    cursor.line().insert(cursor.column(), bounded, columns, screen.style());
    cursor.line().touch(screen.now());
  }

  void deleteCharacters(int count) {
    Cursor cursor = screen.cursor;
    if (cursor.isWrapPending() || !screen.margins.contain(screen.margins.top(), cursor.column())) {
      return;
    }
    if (!screen.margins.isFullWidth()) {
      box.moveLeft(cursor.row(), cursor.row(), cursor.column(), count);
      return;
    }
    int columns = screen.columns();
    int bounded = Math.min(count, columns - cursor.column());
    cursor.line().delete(cursor.column(), bounded, columns, screen.style());
    cursor.line().touch(screen.now());
  }

  // Columns

  /** DECIC: inserts columns at the cursor's. */
  void insertColumns(int count) {
    if (screen.margins.contain(screen.cursor.row(), screen.cursor.column())) {
      moveRight(screen.cursor.column(), count);
    }
  }

  /** DECDC: deletes columns from that of the cursor on. */
  void deleteColumns(int count) {
    if (screen.margins.contain(screen.cursor.row(), screen.cursor.column())) {
      moveLeft(screen.cursor.column(), count);
    }
  }

  /** SL. */
  void scrollLeft(int count) {
    if (screen.margins.contain(screen.cursor.row(), screen.cursor.column())) {
      moveLeft(screen.margins.left(), count);
    }
  }

  /** SR. */
  void scrollRight(int count) {
    if (screen.margins.contain(screen.cursor.row(), screen.cursor.column())) {
      moveRight(screen.margins.left(), count);
    }
  }

  private void moveLeft(int column, int count) {
    box.moveLeft(screen.margins.top(), screen.margins.bottom(), column, count);
  }

  private void moveRight(int column, int count) {
    box.moveRight(screen.margins.top(), screen.margins.bottom(), column, count);
  }

  /** DECBI: back by one; at the left margin the text moves right instead. */
  void backIndex() {
    Cursor cursor = screen.cursor;
    if (cursor.column() != screen.margins.left()) {
      cursor.moveToColumn(cursor.column() - 1);
    } else if (screen.margins.contain(cursor.row())) {
      moveRight(screen.margins.left(), 1);
    }
  }

  /** DECFI: forward by one; at the right margin the text moves left instead. */
  void forwardIndex() {
    Cursor cursor = screen.cursor;
    if (cursor.column() != screen.margins.right()) {
      cursor.moveToColumn(cursor.column() + 1);
    } else if (screen.margins.contain(cursor.row())) {
      moveLeft(screen.margins.left(), 1);
    }
  }

  // Rectangles

  /** DECFRA: fills with a character of one cell. */
  void fillRectangle(Rectangle area, int character) {
    box.fill(area, character, drawPattern(area.rows() * area.columns()));
  }

  /** DECERA. */
  void eraseRectangle(Rectangle area) {
    box.erase(area);
  }

  /** DECSERA. */
  void eraseRectangleUnprotected(Rectangle area) {
    box.eraseUnprotected(area);
  }

  /** DECCRA: as much as fits. */
  void copyRectangle(Rectangle area, Rectangle target) {
    box.copy(area, target, drawPattern(area.rows() * area.columns()));
  }

  /**
   * Counts cells that a few bytes draw. They count as written, but a program that does this again
   * and again would fill the log. So beyond {@value #MAX_PATTERN} cells they only appear on the
   * screen.
   */
  private boolean drawPattern(int cells) {
    patternCells += cells;
    return patternCells <= MAX_PATTERN;
  }

  /** DECALN: fills the screen with E. */
  void fillWithE() {
    screen.eraser.eraseScreen();
    screen.cursor.drawing.filled();
    boolean written = drawPattern(screen.rows() * screen.columns());
    for (int i = 0; i < screen.rows(); i++) {
      screen.shown(i).fill('E');
      if (written) {
        screen.shown(i).touch(screen.now());
      }
    }
    screen.resetRegion();
  }

  // Rows

  /** SU: up by a number of rows, between the margins. */
  void scrollUp(int count) {
    screen.cursor.endBlock();
    scrollUp(Math.min(count, screen.margins.bottom() - screen.margins.top() + 1), false);
  }

  /**
   * Scrolls up by a number of rows, at most those between the margins.
   *
   * @param wrapping true if the new row continues the text of the last one
   */
  void scrollUp(int count, boolean wrapping) {
    int top = screen.margins.top();
    if (!screen.margins.isFullWidth()) {
      box.scrollUp(top, count);
      return;
    }
    if (!screen.isAlternate()) {
      if (top == 0) {
        for (int i = 0; i < count; i++) {
          screen.listener.scrolledOff(screen.shown(i), isContinuedInside(i, wrapping));
        }
        screen.keepTopRows(count);
      } else {
        screen.listener.losing(Loss.PUSHED_OUT, top, top + count - 1);
      }
    } else if (top == 0 && screen.cursor.blockStart() < count) {
      for (int i = screen.cursor.blockStart(); i < count; i++) {
        screen.listener.alternateScrolledOff(screen.shown(i), isContinuedInside(i, wrapping));
      }
    }
    screen.cursor.moveBlockUp(count);
    removeRows(top, count);
  }

  /** Returns true if the text of a row continues below it, above the bottom margin. */
  private boolean isContinuedInside(int row, boolean wrapping) {
    return row == screen.margins.bottom() ? wrapping : screen.shown(row + 1).isContinuation();
  }

  /** SD: down by a number of rows, between the margins. */
  void scrollDown(int count) {
    screen.cursor.endBlock();
    addRows(screen.margins.top(), count);
  }

  /** IL: inserts rows at that of the cursor. */
  void insertLines(int count) {
    if (screen.margins.contain(screen.cursor.row(), screen.cursor.column())) {
      screen.cursor.endBlock();
      addRows(screen.cursor.row(), count);
      screen.cursor.carriageReturn();
    }
  }

  /** DL: deletes rows from that of the cursor on. */
  void deleteLines(int count) {
    if (screen.margins.contain(screen.cursor.row(), screen.cursor.column())) {
      screen.cursor.endBlock();
      int row = screen.cursor.row();
      if (!screen.margins.isFullWidth()) {
        box.scrollUp(row, count);
        screen.cursor.carriageReturn();
        return;
      }
      int bounded = Math.min(count, screen.margins.bottom() - row + 1);
      screen.eraser.losing(Loss.DELETED, row, row + bounded - 1);
      removeRows(row, bounded);
      screen.cursor.carriageReturn();
    }
  }

  private void addRows(int index, int count) {
    if (!screen.margins.isFullWidth()) {
      box.scrollDown(index, count);
      return;
    }
    int bottom = screen.margins.bottom();
    int bounded = Math.min(count, bottom - index + 1);
    screen.eraser.losing(Loss.PUSHED_OUT, bottom - bounded + 1, bottom);
    screen.grid().rotateDown(index, bottom, bounded);
    for (int i = index; i < index + bounded; i++) {
      screen.eraser.renew(screen.shown(i));
    }
    unlink(index + bounded, bottom);
    screen.cursor.refresh();
  }

  /** Removes rows at {@code index}; new ones appear at the bottom margin. */
  private void removeRows(int index, int count) {
    int bottom = screen.margins.bottom();
    screen.grid().rotateUp(index, bottom, count);
    for (int i = bottom - count + 1; i <= bottom; i++) {
      screen.eraser.renew(screen.shown(i));
    }
    if (index > 0) {
      unlink(index, bottom);
    } else if (bottom < screen.rows() - 1) {
      screen.shown(bottom + 1).setContinuation(false);
    }
    screen.cursor.refresh();
  }

  /**
   * Called when the rows at {@code index} and below the bottom margin have other rows above them.
   */
  private void unlink(int index, int bottom) {
    screen.shown(Math.min(index, bottom)).setContinuation(false);
    if (bottom < screen.rows() - 1) {
      screen.shown(bottom + 1).setContinuation(false);
    }
  }
}
