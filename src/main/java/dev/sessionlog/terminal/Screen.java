package dev.sessionlog.terminal;

import dev.sessionlog.terminal.TerminalListener.Loss;
import org.jspecify.annotations.Nullable;

/**
 * The screen: two grids of rows, of which one is shown, with a {@link Cursor}, {@link Margins},
 * {@link SavedCursors}, a {@link Printer} that writes, and an {@link Editor} that changes text.
 * Rows and columns count from 0. Operations behave as in xterm; {@link Interpreter} maps the
 * sequences to them.
 */
final class Screen {
  /** The fraction of the most cells of a screen that rows may keep beyond the right edge. */
  static final int HIDDEN_PART = 4;

  /**
   * The largest screen on which left and right margins are obeyed, because scrolling between them
   * copies cells. It is smaller if only the text counts, because the borders of panes are not text.
   */
  private static final int MOST_CELLS_WITH_SIDES = 1 << 16;

  private static final int MOST_CELLS_OF_TEXT_WITH_SIDES = 1 << 14;

  /** The memory of a row besides its cells. */
  static final int ROW_BYTES = 104;

  final TerminalListener listener;
  final TabStops tabs;
  final Margins margins;
  final Cursor cursor;
  final Printer printer;
  final Eraser eraser;
  final Editor editor;
  final SavedCursors saved;

  private final CellStore store;
  private final boolean styled;
  private final Grid primary;
  private final History history;
  private @Nullable Grid alternate;
  private Grid grid;
  private int columns;
  private int rows;
  private long style;
  private long now;
  private int primaryRow;

  /**
   * Creates a blank screen.
   *
   * @param styled whether styles are kept
   */
  Screen(int columns, int rows, TerminalLimits limits, boolean styled, TerminalListener listener) {
    this.listener = listener;
    this.styled = styled;
    this.columns = limits.columnsOf(columns);
    this.rows = limits.rowsOf(columns, rows);
    this.store = new CellStore(limits, this.columns);
    this.tabs = new TabStops(this.columns);
    this.margins = new Margins(this.columns, this.rows);
    this.primary = new Grid(store, this.rows);
    this.history = new History(store);
    this.grid = primary;
    this.cursor = new Cursor(this);
    this.printer = new Printer(this);
    this.eraser = new Eraser(this);
    this.editor = new Editor(this);
    this.saved = new SavedCursors(this);
  }

  private Screen(Screen other, TerminalListener listener) {
    this.listener = listener;
    this.columns = other.columns;
    this.rows = other.rows;
    this.tabs = other.tabs.copy();
    this.margins = other.margins.copy();
    this.styled = other.styled;
    this.store = other.store.fresh();
    this.primary = other.primary.copy(store);
    this.history = other.history.copy(store);
    this.alternate = other.alternate == null ? null : other.alternate.copy(store);
    this.grid = other.isAlternate() && alternate != null ? alternate : primary;
    this.style = other.style;
    this.now = other.now;
    this.primaryRow = other.primaryRow;
    this.cursor = other.cursor.copy(this);
    this.printer = other.printer.copy(this);
    this.eraser = other.eraser.copy(this);
    this.editor = other.editor.copy(this);
    this.saved = other.saved.copy(this);
  }

  /** Returns an independent copy. */
  Screen copy(TerminalListener newListener) {
    return new Screen(this, newListener);
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  boolean isAlternate() {
    return grid != primary;
  }

  Grid grid() {
    return grid;
  }

  Row shown(int index) {
    return grid.row(index);
  }

  Row primary(int index) {
    return primary.row(index);
  }

  /** Returns true if a line feed would move every row up. */
  boolean scrollsNext() {
    return cursor.row() == rows - 1
        && margins.top() == 0
        && margins.bottom() == rows - 1
        && margins.isFullWidth();
  }

  /** Returns the row of the cursor on the primary screen, even while that is not shown. */
  int primaryCursorRow() {
    return isAlternate() ? primaryRow : cursor.row();
  }

  /** Returns the row of the primary screen that was last written. */
  int writtenRow() {
    Row written = cursor.writtenBefore();
    int index = written == null || isAlternate() ? -1 : primary.indexOf(written);
    return index < 0 ? primaryCursorRow() : index;
  }

  long now() {
    return now;
  }

  void setNow(long time) {
    now = time;
  }

  long style() {
    return style;
  }

  /** Sets the style for writing and erasing; only the protection if styles are not kept. */
  void setStyle(long newStyle) {
    style = styled ? newStyle : Style.protectedAs(Style.PLAIN, newStyle);
  }

  /** Returns true if styles are kept, because the screen is shown, not only its text read. */
  boolean isStyled() {
    return styled;
  }

  /** Returns the memory of the rows of both screens, in bytes. */
  long bytes() {
    int grids = alternate == null ? 1 : 2;
    return store.bytes() + (long) ROW_BYTES * (grids * rows + history.size());
  }

  /** Returns how many combining characters were dropped for lack of room. */
  long droppedMarks() {
    return store.droppedMarks();
  }

  // Margins

  void setOrigin(boolean on) {
    margins.setOrigin(on);
    cursor.moveTo(0, 0);
  }

  /** DECSTBM: rows as the sequence numbers them, from 1; 0 for the first and the last. */
  void setMargins(int first, int last) {
    if (margins.set(first, last, rows)) {
      cursor.moveTo(0, 0);
    }
  }

  /**
   * DECLRMM: ignored on very large screens, where scrolling between margins would be too expensive.
   */
  void allowSideMargins(boolean on) {
    int most = styled ? MOST_CELLS_WITH_SIDES : MOST_CELLS_OF_TEXT_WITH_SIDES;
    margins.allowSides(on && rows * columns <= most);
  }

  /** DECSLRM: columns as the sequence numbers them, from 1; 0 for the first and the last. */
  void setSideMargins(int first, int last) {
    if (margins.setSides(first, last)) {
      cursor.moveTo(0, 0);
    }
  }

  /** DECCOLM: a blank page without margins, the cursor at home. */
  void beginPage() {
    eraser.eraseScreen();
    margins.reset(columns, rows);
    cursor.moveTo(0, 0);
  }

  /** Removes the margins, and moves the cursor home. */
  void resetRegion() {
    margins.reset(columns, rows);
    setOrigin(false);
  }

  // The alternate screen

  void enterAlternate(boolean clear) {
    if (!isAlternate()) {
      listener.enteringAlternateScreen();
      if (alternate == null) {
        alternate = new Grid(store, rows);
      }
      primaryRow = cursor.row();
      show(alternate);
    }
    if (clear) {
      eraser.eraseScreen();
    }
  }

  void leaveAlternate(boolean clear) {
    if (!isAlternate()) {
      return;
    }
    cursor.endBlock();
    if (clear) {
      eraser.eraseScreen();
    }
    show(primary);
    listener.leftAlternateScreen();
  }

  private void show(Grid shown) {
    cursor.forgetPlacement();
    grid = shown;
    cursor.refresh();
    cursor.beginBlock(cursor.row());
    cursor.drawing.beginPage();
  }

  // All of it

  /** DECSTR: resets modes; the content stays. */
  void softReset() {
    margins.allowSides(false);
    margins.reset(columns, rows);
    margins.setOrigin(false);
    printer.reset();
    eraser.setProtection(Eraser.Protection.NOTHING);
    cursor.setReverseWrap(false);
    style = Style.PLAIN;
    cursor.cancelWrap();
    saved.forget();
  }

  /** RIS: resets everything. */
  void reset() {
    history.clear();
    leaveAlternate(true);
    softReset();
    eraser.eraseScreen();
    tabs.reset(columns);
    cursor.moveTo(0, 0);
    cursor.forgetPlacement();
  }

  /**
   * Changes the size, as far as the limits allow. As in xterm, text is not wrapped again: rows keep
   * their text, and rows leave at the top if the cursor would otherwise be below the last one.
   */
  void resize(int wantedColumns, int wantedRows) {
    int newColumns = store.limits().columnsOf(wantedColumns);
    int newRows = store.limits().rowsOf(wantedColumns, wantedRows);
    cursor.forgetPlacement();
    while (primaryCursorRow() >= newRows) {
      listener.scrolledOff(primary.row(0), primary.row(1).isContinuation());
      keepTopRow(0);
      dropTopRow(primary);
      if (isAlternate()) {
        primaryRow--;
      } else {
        cursor.moveUpWithItsRow();
      }
    }
    if (newRows < rows) {
      listener.losing(Loss.PUSHED_OUT, newRows, rows - 1);
    }
    int before = rows;
    primary.setRows(newRows);
    if (alternate != null) {
      while (cursor.row() >= newRows) {
        dropTopRow(alternate);
        cursor.moveUpWithItsRow();
      }
      alternate.setRows(newRows);
    }
    int columnsBefore = columns;
    columns = newColumns;
    rows = newRows;
    store.setColumns(columns);
    boundHidden();
    takeBack(rows - before);
    margins.reset(columns, rows);
    allowSideMargins(margins.haveSides());
    tabs.widen(columns);
    cursor.fitColumns(columnsBefore);
    cursor.refresh();
  }

  /** Called before rows of the primary screen leave it at the top. */
  void keepTopRows(int count) {
    for (int i = 0; styled && i < count; i++) {
      keepTopRow(i);
    }
  }

  private void keepTopRow(int index) {
    if (styled) {
      primary.replace(index, history.exchange(primary.row(index)));
    }
  }

  /** Drops the rows that scrolled off. */
  void forgetHistory() {
    history.clear();
  }

  /** Returns how many rows that scroll off may come back. */
  int keptRows() {
    return styled ? History.MOST_ROWS : 0;
  }

  /** As many rows as the window has more come back in at the top, of those that scrolled off. */
  private void takeBack(int more) {
    history.fit();
    if (isAlternate()) {
      return;
    }
    for (int i = 0; i < more && history.size() > 0; i++) {
      primary.rotateDown(0, rows - 1, 1);
      primary.row(0).release();
      primary.replace(0, history.takeLast());
      cursor.moveDownWithItsRow();
    }
  }

  /** Sets other limits and takes the size that they allow; the alternate screen is blank then. */
  void limit(TerminalLimits limits) {
    store.setLimits(limits);
    history.clear();
    if (alternate != null) {
      alternate.release();
    }
    resize(columns, rows);
    cut(columns);
    tabs.reset(columns);
  }

  /** Hidden text of a narrower screen is kept up to a limit. */
  private void boundHidden() {
    long hidden = primary.hidden(columns) + (alternate == null ? 0 : alternate.hidden(columns));
    if (hidden > store.limits().cells() / HIDDEN_PART) {
      cut(columns);
    }
  }

  private void cut(int right) {
    primary.cut(right);
    if (alternate != null) {
      alternate.cut(right);
    }
  }

  private void dropTopRow(Grid shrinking) {
    shrinking.rotateUp(0, rows - 1, 1);
    shrinking.row(rows - 1).reset();
  }
}
