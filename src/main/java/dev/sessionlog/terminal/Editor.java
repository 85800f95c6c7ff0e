package dev.sessionlog.terminal;

import dev.sessionlog.terminal.TerminalListener.Loss;

/**
 * Erases, inserts, deletes and scrolls on a {@link Screen}: what changes cells other than by
 * writing. Tells the listener before rows of the primary screen are lost.
 */
final class Editor {
  /** How many cells DECALN fills that count as written. */
  private static final int MAX_PATTERN = 1 << 20;

  private final Screen screen;
  private long patternCells;

  Editor(Screen screen) {
    this.screen = screen;
  }

  /** Returns an editor for a copy of the screen. */
  Editor copy(Screen newScreen) {
    Editor copy = new Editor(newScreen);
    copy.patternCells = patternCells;
    return copy;
  }

  // Characters

  /** EL: 0 erases to the right, 1 to the left, 2 the whole row. */
  void eraseLine(int kind) {
    switch (kind) {
      case 0 -> eraseRight(screen.columns());
      case 1 -> eraseFromLeft(screen.cursor.column() + 1);
      case 2 -> eraseFromLeft(screen.columns());
      default -> {}
    }
  }

  void eraseCharacters(int count) {
    eraseRight(Math.min(screen.columns(), screen.cursor.column() + count));
  }

  /**
   * While the cursor waits at the margin it is past the last character, which stays. But for a
   * space: readline puts one there where a wide character does not fit, and it is not text.
   */
  private void eraseRight(int end) {
    boolean spared =
        screen.cursor.isWrapPending() && screen.cursor.line().cell(screen.cursor.column()) != ' ';
    if (!spared) {
      erase(screen.cursor.column(), end);
    }
  }

  private void eraseFromLeft(int end) {
    screen.cursor.cancelWrap();
    erase(0, end);
  }

  private void erase(int from, int to) {
    Row row = screen.cursor.line();
    if (from == 0) {
      row.setContinuation(false);
    }
    if (to == screen.columns()) {
      row.truncate(to);
      if (screen.cursor.row() + 1 < screen.rows()) {
        screen.shown(screen.cursor.row() + 1).setContinuation(false);
      }
    }
    row.erase(from, to, screen.style());
    row.touch(screen.now());
  }

  void insertCharacters(int count) {
    if (!screen.cursor.isWrapPending()) {
      int columns = screen.columns();
      int bounded = Math.min(count, columns - screen.cursor.column());
      screen.cursor.line().truncate(columns);
      screen.cursor.line().insert(screen.cursor.column(), bounded, columns, screen.style());
      screen.cursor.line().touch(screen.now());
    }
  }

  void deleteCharacters(int count) {
    if (!screen.cursor.isWrapPending()) {
      int columns = screen.columns();
      int bounded = Math.min(count, columns - screen.cursor.column());
      screen.cursor.line().delete(screen.cursor.column(), bounded, columns, screen.style());
      screen.cursor.line().touch(screen.now());
    }
  }

  // The screen

  /** ED: 0 erases from the cursor down, 1 up to it, 2 all. */
  void eraseDisplay(int kind) {
    switch (kind) {
      case 0 -> eraseBelow();
      case 1 -> eraseAbove();
      case 2 -> eraseScreen();
      default -> {} // 3 erases what scrolled off, and that is not kept
    }
  }

  private void eraseBelow() {
    if (screen.cursor.row() == 0 && screen.cursor.column() == 0 && screen.cursor.isPlaced()) {
      eraseScreen();
      return;
    }
    int last = screen.rows() - 1;
    losing(Loss.ERASED_BELOW, screen.cursor.row() + (screen.cursor.column() == 0 ? 0 : 1), last);
    eraseLine(0);
    eraseRows(screen.cursor.row() + 1, last);
  }

  private void eraseAbove() {
    losing(Loss.ERASED_ABOVE, 0, screen.cursor.row() - 1);
    eraseLine(1);
    eraseRows(0, screen.cursor.row() - 1);
  }

  private void eraseRows(int first, int last) {
    for (int i = first; i <= last; i++) {
      Row row = screen.shown(i);
      if (!row.isEmpty()) {
        row.touch(screen.now());
      }
      row.erase(0, screen.columns(), screen.style());
      row.setContinuation(false);
    }
  }

  /** Makes all rows new. */
  void eraseScreen() {
    screen.cursor.cancelWrap();
    losing(Loss.SCREEN_ERASED, 0, screen.rows() - 1);
    for (int i = 0; i < screen.rows(); i++) {
      renew(screen.shown(i));
    }
  }

  /**
   * DECALN: fills the screen with E. Each row is then one that was written; but a program that only
   * does this, again and again, draws thousands of cells by three bytes, so from {@value
   * #MAX_PATTERN} of them on they stand on the screen alone.
   */
  void fillWithE() {
    eraseScreen();
    patternCells += (long) screen.rows() * screen.columns();
    boolean written = patternCells <= MAX_PATTERN;
    for (int i = 0; i < screen.rows(); i++) {
      screen.shown(i).fill('E');
      if (written) {
        screen.shown(i).touch(screen.now());
      }
    }
    screen.resetRegion();
  }

  // Rows

  /** SU: up by so many rows, between the margins. */
  void scrollUp(int count) {
    scrollUp(Math.min(count, screen.margins.bottom() - screen.margins.top() + 1), false);
  }

  /**
   * Scrolls up by so many rows, not more than there are between the margins.
   *
   * @param wrapping true when the row that comes in goes on with the text of the last one
   */
  void scrollUp(int count, boolean wrapping) {
    int top = screen.margins.top();
    if (!screen.isAlternate()) {
      if (top == 0) {
        for (int i = 0; i < count; i++) {
          screen.listener.scrolledOff(screen.shown(i), isContinuedInside(i, wrapping));
        }
      } else {
        screen.listener.losing(Loss.PUSHED_OUT, top, top + count - 1);
      }
    }
    removeRows(top, count);
  }

  /** Returns whether the text of a row goes on below it, above the bottom margin. */
  private boolean isContinuedInside(int row, boolean wrapping) {
    return row == screen.margins.bottom() ? wrapping : screen.shown(row + 1).isContinuation();
  }

  /** SD: down by so many rows, between the margins. */
  void scrollDown(int count) {
    addRows(screen.margins.top(), count);
  }

  /** IL: inserts rows at the cursor's. */
  void insertLines(int count) {
    if (screen.margins.contain(screen.cursor.row())) {
      addRows(screen.cursor.row(), count);
      screen.cursor.carriageReturn();
    }
  }

  /** DL: takes out rows from the cursor's on. */
  void deleteLines(int count) {
    if (screen.margins.contain(screen.cursor.row())) {
      int row = screen.cursor.row();
      int bounded = Math.min(count, screen.margins.bottom() - row + 1);
      losing(Loss.DELETED, row, row + bounded - 1);
      removeRows(row, bounded);
      screen.cursor.carriageReturn();
    }
  }

  private void addRows(int index, int count) {
    int bottom = screen.margins.bottom();
    int bounded = Math.min(count, bottom - index + 1);
    losing(Loss.PUSHED_OUT, bottom - bounded + 1, bottom);
    screen.grid().rotateDown(index, bottom, bounded);
    for (int i = index; i < index + bounded; i++) {
      renew(screen.shown(i));
    }
    unlink(index + bounded, bottom);
    screen.cursor.refresh();
  }

  /** Takes so many rows out at {@code index}; new ones come in at the bottom margin. */
  private void removeRows(int index, int count) {
    int bottom = screen.margins.bottom();
    screen.grid().rotateUp(index, bottom, count);
    for (int i = bottom - count + 1; i <= bottom; i++) {
      renew(screen.shown(i));
    }
    if (index > 0) {
      unlink(index, bottom);
    } else if (bottom < screen.rows() - 1) {
      screen.shown(bottom + 1).setContinuation(false);
    }
    screen.cursor.refresh();
  }

  /** The rows at {@code index} and below the bottom margin stand under others than before. */
  private void unlink(int index, int bottom) {
    screen.shown(Math.min(index, bottom)).setContinuation(false);
    if (bottom < screen.rows() - 1) {
      screen.shown(bottom + 1).setContinuation(false);
    }
  }

  private void renew(Row row) {
    if (!row.isNew()) {
      row.reset();
    }
    if (Style.erased(screen.style()) != Style.PLAIN) {
      row.erase(0, screen.columns(), screen.style());
    }
  }

  private void losing(Loss loss, int first, int last) {
    if (!screen.isAlternate() && first <= last) {
      screen.listener.losing(loss, first, last);
    }
  }
}
