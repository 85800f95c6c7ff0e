package dev.sessionlog.terminal;

import dev.sessionlog.terminal.TerminalListener.Loss;
import org.jspecify.annotations.Nullable;

/**
 * The screen: two grids of rows, of which one is shown, a cursor, and the modes that say what
 * writing does. Rows and columns count from 0. What the operations do is what xterm does; {@link
 * Interpreter} knows by which sequences they are asked for.
 */
final class Screen {
  final TerminalListener listener;
  final TabStops tabs;
  final Editor editor = new Editor(this);

  private final Grid primary;
  private @Nullable Grid alternate;
  private Grid grid;
  private int columns;
  private int rows;

  private int column;
  private int row;
  private Row current;
  private boolean wrapPending;
  private long style;
  private long now;

  private int top;
  private int bottom;
  private boolean origin;
  private boolean autowrap = true;
  private boolean insert;

  private Charsets charsets = Charsets.ASCII;

  private @Nullable SavedCursor savedOnPrimary;
  private @Nullable SavedCursor savedOnAlternate;
  private int primaryRow;

  /** The row written to before the cursor was placed by a row's number; null when it was not. */
  private @Nullable Row writtenBefore;

  private long placements;

  private int lastPrinted;

  Screen(int columns, int rows, TerminalListener listener) {
    this.listener = listener;
    this.columns = columns;
    this.rows = rows;
    this.bottom = rows - 1;
    this.tabs = new TabStops(columns);
    this.primary = new Grid(rows);
    this.grid = primary;
    this.current = primary.row(0);
  }

  private Screen(Screen other, TerminalListener listener) {
    this.listener = listener;
    this.tabs = other.tabs.copy();
    this.primary = other.primary.copy();
    this.alternate = other.alternate == null ? null : other.alternate.copy();
    this.grid = other.isAlternate() && alternate != null ? alternate : primary;
    this.columns = other.columns;
    this.rows = other.rows;
    this.column = other.column;
    this.row = other.row;
    this.current = grid.row(row);
    this.wrapPending = other.wrapPending;
    this.style = other.style;
    this.now = other.now;
    this.top = other.top;
    this.bottom = other.bottom;
    this.origin = other.origin;
    this.autowrap = other.autowrap;
    this.insert = other.insert;
    this.charsets = other.charsets;
    this.savedOnPrimary = other.savedOnPrimary;
    this.savedOnAlternate = other.savedOnAlternate;
    this.primaryRow = other.primaryRow;
    this.placements = other.placements;
    this.lastPrinted = other.lastPrinted;
    int written = other.writtenBefore == null ? -1 : other.grid.indexOf(other.writtenBefore);
    this.writtenBefore = written < 0 ? null : grid.row(written);
  }

  /** Returns a screen that is as this one is now, and goes its own way. */
  Screen copy(TerminalListener newListener) {
    return new Screen(this, newListener);
  }

  // Reading

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  int column() {
    return column;
  }

  int row() {
    return row;
  }

  boolean isAlternate() {
    return grid != primary;
  }

  int top() {
    return top;
  }

  int bottom() {
    return bottom;
  }

  /** Returns true when the cursor is between the margins. */
  boolean isInRegion() {
    return row >= top && row <= bottom;
  }

  /** Returns true when the next character goes to the next row. */
  boolean isWrapPending() {
    return wrapPending;
  }

  void cancelWrap() {
    wrapPending = false;
  }

  long now() {
    return now;
  }

  Grid grid() {
    return grid;
  }

  Row currentRow() {
    return current;
  }

  /** Finds the cursor's row again, after rows were moved. */
  void refresh() {
    current = grid.row(row);
  }

  Row shown(int index) {
    return grid.row(index);
  }

  Row primary(int index) {
    return primary.row(index);
  }

  /** Returns the row of the cursor on the primary screen, also while that is not shown. */
  int primaryCursorRow() {
    return isAlternate() ? primaryRow : row;
  }

  /** Returns the row that the cursor was on when it last wrote, on the primary screen. */
  int writtenRow() {
    int index = writtenBefore == null || isAlternate() ? -1 : primary.indexOf(writtenBefore);
    return index < 0 ? primaryCursorRow() : index;
  }

  long placements() {
    return placements;
  }

  boolean isPlaced() {
    return writtenBefore != null;
  }

  // Writing

  void setNow(long time) {
    now = time;
  }

  /** Writes ASCII characters that need no translation. */
  void printAscii(byte[] bytes, int offset, int count) {
    if (insert || !autowrap || charsets.used() != Charset.ASCII) {
      for (int i = 0; i < count; i++) {
        print(bytes[offset + i]);
      }
      return;
    }
    writtenBefore = null;
    int from = offset;
    int left = count;
    while (left > 0) {
      if (wrapPending) {
        wrap();
      }
      int written = Math.min(left, columns - column);
      write(bytes, from, written);
      from += written;
      left -= written;
    }
    lastPrinted = bytes[from - 1];
  }

  private void write(byte[] bytes, int from, int count) {
    Row target = current;
    target.truncate(columns);
    target.putAscii(column, bytes, from, count, style);
    target.touch(now);
    column += count;
    if (column == columns) {
      reachMargin();
    }
  }

  void print(int codePoint) {
    int mapped = Characters.visible(charsets.used().map(codePoint));
    int width = codePoint < 0x300 ? 1 : CharacterWidth.of(codePoint);
    if (width == 0) {
      combine(codePoint);
      return;
    }
    lastPrinted = codePoint;
    writtenBefore = null;
    if (wrapPending) {
      wrap();
    }
    if (width == 2 && column == columns - 1) {
      width = makeRoomForWide();
    }
    current.truncate(columns);
    if (insert && column + width < columns) {
      current.insert(column, width, columns, style);
    }
    current.put(column, mapped, width, style);
    current.touch(now);
    column += width;
    if (column >= columns) {
      reachMargin();
    }
  }

  /** Returns the width that a wide character may take after the cursor was moved for it. */
  private int makeRoomForWide() {
    if (columns == 1) {
      return 1;
    }
    if (autowrap) {
      wrap();
    } else {
      column = columns - 2;
    }
    return 2;
  }

  private void combine(int codePoint) {
    int base = wrapPending ? column : column - 1;
    if (base >= 0) {
      current.truncate(columns);
      current.combine(base, codePoint);
      current.touch(now);
    }
  }

  private void reachMargin() {
    column = columns - 1;
    wrapPending = autowrap;
  }

  private void wrap() {
    wrapPending = false;
    column = 0;
    if (row == bottom) {
      editor.scrollUp(true);
      current.setContinuation(true);
    } else if (row < rows - 1) {
      setRow(row + 1);
      current.setContinuation(true);
    }
  }

  void repeat(int count) {
    if (lastPrinted != 0) {
      int bounded = Math.min(count, columns);
      for (int i = 0; i < bounded; i++) {
        print(lastPrinted);
      }
    }
  }

  // Moving

  void carriageReturn() {
    column = 0;
    wrapPending = false;
  }

  /** IND, LF: down by one, scrolling at the bottom margin. */
  void lineFeed() {
    current.feedLine(now);
    wrapPending = false;
    writtenBefore = null;
    if (row == bottom) {
      editor.scrollUp(false);
    } else if (row < rows - 1) {
      setRow(row + 1);
    }
  }

  /** RI: up by one, scrolling at the top margin. */
  void reverseLineFeed() {
    wrapPending = false;
    if (row == top) {
      editor.scrollDown(1);
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
    for (int i = 0; i < count && column < columns - 1; i++) {
      column = tabs.after(column, columns - 1);
    }
  }

  void backTab(int count) {
    wrapPending = false;
    for (int i = 0; i < count && column > 0; i++) {
      column = tabs.before(column);
    }
  }

  void moveColumns(int distance) {
    moveToColumn(column + distance);
  }

  void moveToColumn(int target) {
    wrapPending = false;
    column = Math.max(0, Math.min(target, columns - 1));
  }

  /** CUU, CUD: by so many rows, not over a margin that is in the way. */
  void moveRows(int distance) {
    wrapPending = false;
    writtenBefore = null;
    int target = row + distance;
    if (distance < 0) {
      setRow(Math.max(target, row >= top ? top : 0));
    } else {
      setRow(Math.min(target, row <= bottom ? bottom : rows - 1));
    }
  }

  /** VPA and the like: to a row by its number, which counts from the top margin in origin mode. */
  void moveToRow(int target) {
    wrapPending = false;
    placements++;
    if (writtenBefore == null) {
      writtenBefore = current;
    }
    if (origin) {
      setRow(Math.max(top, Math.min(top + target, bottom)));
    } else {
      setRow(Math.max(0, Math.min(target, rows - 1)));
    }
  }

  void moveTo(int targetRow, int targetColumn) {
    moveToRow(targetRow);
    moveToColumn(targetColumn);
  }

  private void setRow(int target) {
    row = target;
    current = grid.row(target);
  }

  // Modes

  long style() {
    return style;
  }

  void setStyle(long newStyle) {
    style = newStyle;
  }

  void setAutowrap(boolean on) {
    autowrap = on;
    wrapPending &= on;
  }

  void setInsert(boolean on) {
    insert = on;
  }

  void setOrigin(boolean on) {
    origin = on;
    moveTo(0, 0);
  }

  /** DECSTBM: rows as the sequence numbers them, from 1; 0 for the first and the last. */
  void setMargins(int first, int last) {
    int newTop = Math.max(first, 1) - 1;
    int newBottom = (last == 0 ? rows : Math.min(last, rows)) - 1;
    if (newTop < newBottom) {
      top = newTop;
      bottom = newBottom;
      moveTo(0, 0);
    }
  }

  /** Takes the margins away and the cursor home. */
  void resetRegion() {
    resetMargins();
    setOrigin(false);
  }

  private void resetMargins() {
    top = 0;
    bottom = rows - 1;
  }

  Charsets charsets() {
    return charsets;
  }

  void setCharsets(Charsets newCharsets) {
    charsets = newCharsets;
  }

  void saveCursor() {
    SavedCursor saved = new SavedCursor(column, row, wrapPending, style, origin, charsets);
    if (isAlternate()) {
      savedOnAlternate = saved;
    } else {
      savedOnPrimary = saved;
    }
  }

  void restoreCursor() {
    SavedCursor last = isAlternate() ? savedOnAlternate : savedOnPrimary;
    SavedCursor saved = last == null ? SavedCursor.HOME : last;
    column = Math.min(saved.column(), columns - 1);
    setRow(Math.min(saved.row(), rows - 1));
    wrapPending = saved.wrapPending() && column == columns - 1;
    style = saved.style();
    origin = saved.origin();
    charsets = saved.charsets();
    writtenBefore = null;
  }

  /**
   * Restores the cursor as xterm and tmux do when a program leaves the alternate screen, also one
   * that it left before; but where none was saved, home would be in the middle of standing text.
   */
  void restoreSavedCursor() {
    if (savedOnPrimary != null) {
      restoreCursor();
    }
  }

  void enterAlternate(boolean clear) {
    if (isAlternate()) {
      return;
    }
    listener.enteringAlternateScreen();
    if (alternate == null) {
      alternate = new Grid(rows);
    }
    primaryRow = row;
    writtenBefore = null;
    show(alternate);
    if (clear) {
      editor.eraseScreen();
    }
  }

  void leaveAlternate(boolean clear) {
    if (!isAlternate()) {
      return;
    }
    if (clear) {
      editor.eraseScreen();
    }
    writtenBefore = null;
    show(primary);
    listener.leftAlternateScreen();
  }

  private void show(Grid shown) {
    grid = shown;
    current = grid.row(row);
  }

  /** DECSTR: modes as they are at the start; what is shown stays. */
  void softReset() {
    resetMargins();
    origin = false;
    autowrap = true;
    insert = false;
    style = Style.PLAIN;
    charsets = Charsets.ASCII;
    wrapPending = false;
    savedOnPrimary = null;
    savedOnAlternate = null;
  }

  /** RIS: all as it is at the start. */
  void reset() {
    leaveAlternate(true);
    softReset();
    editor.eraseScreen();
    tabs.reset(columns);
    lastPrinted = 0;
    moveTo(0, 0);
    writtenBefore = null;
  }

  /**
   * Takes another size. As in xterm nothing is broken anew: rows keep their text; rows leave at the
   * top when the cursor would else be below the last one.
   */
  void resize(int newColumns, int newRows) {
    writtenBefore = null;
    while (primaryCursorRow() >= newRows) {
      listener.scrolledOff(primary.row(0), primary.row(1).isContinuation());
      dropTopRow(primary);
      if (isAlternate()) {
        primaryRow--;
      } else {
        row--;
      }
    }
    if (newRows < rows) {
      listener.losing(Loss.PUSHED_OUT, newRows, rows - 1);
    }
    primary.setRows(newRows);
    if (alternate != null) {
      while (row >= newRows) {
        dropTopRow(alternate);
        row--;
      }
      alternate.setRows(newRows);
    }
    columns = newColumns;
    rows = newRows;
    resetMargins();
    tabs.widen(columns);
    moveToColumn(column);
    setRow(row);
  }

  private void dropTopRow(Grid shrinking) {
    shrinking.rotateUp(0, rows - 1);
    shrinking.row(rows - 1).reset();
  }
}
