package dev.sessionlog.terminal;

import java.util.Arrays;

/**
 * The arrays that hold the cells of a row. They grow as cells are written, a style for each is kept
 * once one is not plain, and what they take is counted in the row's store.
 */
abstract sealed class CellArrays permits Cells {
  private static final int[] NO_CELLS = {};
  private static final long[] NO_STYLES = {};

  /** How many cells are made at first. */
  private static final int FEWEST = 80;

  final CellStore store;
  int[] cells = NO_CELLS;
  long[] styles = NO_STYLES;

  /** How many cells were written, counted from the left. */
  int length;

  /** Whether a style is kept for each cell; otherwise all are plain. */
  boolean styled;

  CellArrays(CellStore store) {
    this.store = store;
  }

  /** Takes over the arrays of {@code other}, counted in this row's store. */
  final void copyArrays(CellArrays other) {
    cells = other.cells.clone();
    styles = other.styles.clone();
    store.addCells(bytes());
    length = other.length;
    styled = other.styled;
  }

  /** Makes room for so many cells. */
  final void ensure(int capacity) {
    if (capacity <= cells.length) {
      return;
    }
    int doubled = Math.max(FEWEST, cells.length * 2);
    int size = Math.max(capacity, Math.min(doubled, store.columns()));
    store.addCells(-bytes());
    cells = Arrays.copyOf(cells, size);
    if (styled) {
      styles = Arrays.copyOf(styles, size);
    }
    store.addCells(bytes());
  }

  /** Begins to keep a style for each cell; all that stand have been plain. */
  final void beStyled() {
    if (!styled) {
      styled = true;
      if (styles.length < cells.length) {
        store.addCells((long) Long.BYTES * (cells.length - styles.length));
        styles = new long[cells.length];
      } else {
        Arrays.fill(styles, 0, length, Style.PLAIN);
      }
    }
  }

  /** Returns how many cells there is room for right of {@code columns}. */
  final int hidden(int columns) {
    return Math.max(0, cells.length - columns);
  }

  /** Gives the room right of {@code columns} back; nothing stands there any more. */
  final void shrink(int columns) {
    if (cells.length > columns) {
      store.addCells(-bytes());
      cells = Arrays.copyOf(cells, columns);
      styles = styled ? Arrays.copyOf(styles, columns) : NO_STYLES;
      store.addCells(bytes());
    }
  }

  private long bytes() {
    return (long) Integer.BYTES * cells.length + (long) Long.BYTES * styles.length;
  }
}
