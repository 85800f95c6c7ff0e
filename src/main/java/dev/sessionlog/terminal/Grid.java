package dev.sessionlog.terminal;

/** The rows of one screen, in a ring, so that scrolling all of them moves none. */
final class Grid {
  private Row[] ring;
  private int top;

  Grid(int rows) {
    ring = newRows(rows);
  }

  /** Returns a grid with a copy of each row. */
  Grid copy() {
    Grid copy = new Grid(0);
    copy.ring = new Row[ring.length];
    for (int i = 0; i < ring.length; i++) {
      copy.ring[i] = ring[i].copy();
    }
    copy.top = top;
    return copy;
  }

  int rows() {
    return ring.length;
  }

  Row row(int index) {
    int place = top + index;
    return ring[place < ring.length ? place : place - ring.length];
  }

  /**
   * Moves the rows from {@code first} to {@code last} up by one. The first comes out at the bottom;
   * it is for the caller to make it new.
   */
  void rotateUp(int first, int last) {
    if (first == 0 && last == ring.length - 1) {
      top = top + 1 == ring.length ? 0 : top + 1;
      return;
    }
    Row out = row(first);
    for (int i = first; i < last; i++) {
      set(i, row(i + 1));
    }
    set(last, out);
  }

  /** Moves the rows from {@code first} to {@code last} down by one; the last comes out on top. */
  void rotateDown(int first, int last) {
    Row out = row(last);
    for (int i = last; i > first; i--) {
      set(i, row(i - 1));
    }
    set(first, out);
  }

  /** Takes rows off the end, or adds new ones. */
  void setRows(int rows) {
    Row[] resized = newRows(rows);
    for (int i = 0; i < Math.min(rows, ring.length); i++) {
      resized[i] = row(i);
    }
    ring = resized;
    top = 0;
  }

  /** Returns where {@code wanted} stands, -1 when it does not. */
  int indexOf(Row wanted) {
    for (int i = 0; i < ring.length; i++) {
      if (row(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private void set(int index, Row row) {
    int place = top + index;
    ring[place < ring.length ? place : place - ring.length] = row;
  }

  private static Row[] newRows(int rows) {
    Row[] result = new Row[rows];
    for (int i = 0; i < rows; i++) {
      result[i] = new Row();
    }
    return result;
  }
}
