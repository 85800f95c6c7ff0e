package dev.sessionlog.terminal;

/**
 * Moves and fills rectangles of a {@link Screen}: text between left and right margins, and the
 * rectangles of DECCRA and its kind. Continuation of text from row to row is not tracked for a
 * rectangle.
 */
final class Box {
  private final Screen screen;

  Box(Screen screen) {
    this.screen = screen;
  }

  /** Moves the text between the margins up from {@code top} on; blank rows come in below. */
  void scrollUp(int top, int count) {
    int bottom = screen.margins.bottom();
    int bounded = Math.min(count, bottom - top + 1);
    losing(top, bottom);
    for (int row = top; row <= bottom - bounded; row++) {
      move(row + bounded, row);
    }
    erase(bottom - bounded + 1, bottom, screen.margins.left(), screen.margins.right());
  }

  /** Moves the text between the margins down from {@code top} on; blank rows come in there. */
  void scrollDown(int top, int count) {
    int bottom = screen.margins.bottom();
    int bounded = Math.min(count, bottom - top + 1);
    losing(top, bottom);
    for (int row = bottom; row >= top + bounded; row--) {
      move(row - bounded, row);
    }
    erase(top, top + bounded - 1, screen.margins.left(), screen.margins.right());
  }

  private void move(int from, int to) {
    int left = screen.margins.left();
    changed(to).put(left, screen.shown(from).piece(left, screen.margins.right() + 1));
  }

  /** SL, DECDC, DCH: moves text left in rows {@code first} to {@code last} from a column on. */
  void moveLeft(int first, int last, int column, int count) {
    int end = screen.margins.right() + 1;
    int bounded = Math.min(count, end - column);
    screen.cursor.endBlock();
    for (int index = first; index <= last; index++) {
      Row row = changed(index);
      if (end == screen.columns()) {
        row.delete(column, bounded, end, screen.style());
        continue;
      }
      Piece kept = row.piece(column + bounded, end);
      row.put(column, kept);
      row.erase(end - bounded, end, screen.style());
    }
  }

  /** SR, DECIC, ICH: moves text right in rows {@code first} to {@code last} from a column on. */
  void moveRight(int first, int last, int column, int count) {
    int end = screen.margins.right() + 1;
    int bounded = Math.min(count, end - column);
    screen.cursor.endBlock();
    for (int index = first; index <= last; index++) {
      Row row = changed(index);
      if (end == screen.columns()) {
        row.insert(column, bounded, end, screen.style());
        continue;
      }
      Piece kept = row.piece(column, end - bounded);
      row.put(column + bounded, kept);
      row.erase(column, column + bounded, screen.style());
    }
  }

  private void erase(int first, int last, int left, int right) {
    for (int row = first; row <= last; row++) {
      changed(row).erase(left, right + 1, screen.style());
    }
  }

  /** DECERA. */
  void erase(Rectangle area) {
    losing(area.top(), area.bottom());
    erase(area.top(), area.bottom(), area.left(), area.right());
  }

  /** DECSERA. */
  void eraseUnprotected(Rectangle area) {
    if (screen.eraser.protection() != Eraser.Protection.SELECTIVE_ERASING) {
      erase(area);
      return;
    }
    losing(area.top(), area.bottom());
    for (int row = area.top(); row <= area.bottom(); row++) {
      changed(row).eraseUnprotected(area.left(), area.right() + 1, Style.PLAIN);
    }
  }

  /** DECFRA: fills with a character of one cell; {@code written} says whether it is text. */
  void fill(Rectangle area, int character, boolean written) {
    losing(area.top(), area.bottom());
    for (int row = area.top(); row <= area.bottom(); row++) {
      changed(row, written).fill(area.left(), area.right() + 1, character, screen.style());
    }
  }

  /** DECCRA: copies to the start of {@code to}, as far as it fits. */
  void copy(Rectangle from, Rectangle to, boolean written) {
    int rows = Math.min(from.rows(), to.rows());
    int columns = Math.min(from.columns(), to.columns());
    int toRow = to.top();
    int toColumn = to.left();
    losing(toRow, toRow + rows - 1);
    boolean down = toRow > from.top(); // does not overwrite rows that are still to be copied
    for (int i = 0; i < rows; i++) {
      int row = down ? rows - 1 - i : i;
      Piece piece = screen.shown(from.top() + row).piece(from.left(), from.left() + columns);
      changed(toRow + row, written).put(toColumn, piece);
    }
  }

  private Row changed(int index) {
    return changed(index, true);
  }

  private Row changed(int index, boolean written) {
    Row row = screen.shown(index);
    row.truncate(screen.columns());
    if (written) {
      row.touch(screen.now());
    } else {
      row.beUnchanged();
    }
    row.setContinuation(false);
    if (index + 1 < screen.rows()) {
      screen.shown(index + 1).setContinuation(false);
    }
    return row;
  }

  private void losing(int first, int last) {
    screen.cursor.endBlock();
    if (!screen.isAlternate() && first <= last) {
      screen.listener.losing(TerminalListener.Loss.PUSHED_OUT, first, last);
    }
  }
}
