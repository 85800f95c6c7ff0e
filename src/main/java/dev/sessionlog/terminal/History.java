package dev.sessionlog.terminal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The last rows that scrolled off the primary screen, which come back when the window grows. At
 * most {@value #MOST_ROWS} rows, and at most a fraction of the largest screen's cells.
 */
final class History {
  static final int MOST_ROWS = 64;

  /** The fraction of the most cells of a screen that the kept rows may have. */
  static final int CELLS_PART = 4;

  private final CellStore store;
  private final Deque<Row> rows = new ArrayDeque<>();

  History(CellStore store) {
    this.store = store;
  }

  /** Returns a history with a copy of each row, counted in another store. */
  History copy(CellStore other) {
    History copy = new History(other);
    for (Row row : rows) {
      copy.rows.add(row.copy(other));
    }
    return copy;
  }

  int size() {
    return rows.size();
  }

  /** Returns how many rows are kept for a screen of that width. */
  private int most() {
    return Math.min(MOST_ROWS, store.limits().cells() / CELLS_PART / store.columns());
  }

  /** Keeps a row that scrolled off; returns a new row to replace it. */
  Row exchange(Row row) {
    int most = most();
    if (most == 0) {
      row.reset();
      return row;
    }
    rows.addLast(row);
    if (rows.size() <= most) {
      return new Row(store);
    }
    Row oldest = rows.removeFirst();
    oldest.reset();
    return oldest;
  }

  /** Removes the row that scrolled off last. */
  Row takeLast() {
    return rows.removeLast();
  }

  /** Called when the width changed; drops rows above the limit. */
  void fit() {
    while (rows.size() > most()) {
      rows.removeFirst().release();
    }
    for (Row row : rows) {
      row.cut(store.columns());
    }
  }

  /** Drops all rows. */
  void clear() {
    for (Row row : rows) {
      row.release();
    }
    rows.clear();
  }
}
