package dev.sessionlog.terminal;

/**
 * The rows of one screen, in a ring, so that scrolling all of them copies nothing. Moving a part of
 * them costs at most as many copies of references as there are rows, whatever the distance.
 */
final class Grid {
  private final CellStore store;
  private Row[] ring;
  private int top;

  Grid(CellStore store, int rows) {
    this.store = store;
    ring = new Row[rows];
    for (int i = 0; i < rows; i++) {
      ring[i] = new Row(store);
    }
  }

  /** Returns a grid with a copy of each row, counted in another store. */
  Grid copy(CellStore other) {
    Grid copy = new Grid(other, 0);
    copy.ring = new Row[ring.length];
    for (int i = 0; i < ring.length; i++) {
      copy.ring[i] = ring[i].copy(other);
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
   * Moves the rows from {@code first} to {@code last} up by {@code count}, at most their number.
   * The first ones reappear at the bottom, and the caller must reset them.
   */
  void rotateUp(int first, int last, int count) {
    int size = last - first + 1;
    if (size == ring.length) {
      top = (top + count) % ring.length;
    } else if (size > 1 && count < size) {
      rotate(first, size, count);
    }
  }

  /** Moves the rows from {@code first} to {@code last} down; the last ones reappear at the top. */
  void rotateDown(int first, int last, int count) {
    int size = last - first + 1;
    if (count < size) {
      rotateUp(first, last, size - count);
    }
  }

  /** Rotates {@code size} rows left by {@code count}, saving the smaller part meanwhile. */
  private void rotate(int first, int size, int count) {
    straighten(first + size);
    int from = top + first;
    int others = size - count;
    if (count <= others) {
      Row[] aside = aside(from, count);
      System.arraycopy(ring, from + count, ring, from, others);
      System.arraycopy(aside, 0, ring, from + others, count);
    } else {
      Row[] aside = aside(from + count, others);
      System.arraycopy(ring, from, ring, from + others, count);
      System.arraycopy(aside, 0, ring, from, others);
    }
  }

  private Row[] aside(int from, int count) {
    Row[] aside = new Row[count];
    System.arraycopy(ring, from, aside, 0, count);
    return aside;
  }

  /** Moves the ring back to its start if the rows up to {@code end} exceed its end. */
  private void straighten(int end) {
    if (top + end > ring.length) {
      Row[] straight = new Row[ring.length];
      System.arraycopy(ring, top, straight, 0, ring.length - top);
      System.arraycopy(ring, 0, straight, ring.length - top, top);
      ring = straight;
      top = 0;
    }
  }

  /** Replaces a row. */
  void replace(int index, Row row) {
    int place = top + index;
    ring[place < ring.length ? place : place - ring.length] = row;
  }

  /** Removes rows at the end, or adds new ones. */
  void setRows(int rows) {
    Row[] resized = new Row[rows];
    int kept = Math.min(rows, ring.length);
    for (int i = 0; i < kept; i++) {
      resized[i] = row(i);
    }
    for (int i = kept; i < rows; i++) {
      resized[i] = new Row(store);
    }
    for (int i = kept; i < ring.length; i++) {
      row(i).release();
    }
    ring = resized;
    top = 0;
  }

  /** Returns how many allocated cells a screen of that many columns hides. */
  long hidden(int columns) {
    long hidden = 0;
    for (Row row : ring) {
      hidden += row.hidden(columns);
    }
    return hidden;
  }

  /** Drops everything right of {@code columns}. */
  void cut(int columns) {
    for (Row row : ring) {
      row.cut(columns);
    }
  }

  /** Releases all memory of the rows; must not be used afterwards. */
  void release() {
    for (Row row : ring) {
      row.release();
    }
  }

  /** Returns the index of {@code wanted}, -1 if it is missing. */
  int indexOf(Row wanted) {
    for (int i = 0; i < ring.length; i++) {
      if (row(i) == wanted) {
        return i;
      }
    }
    return -1;
  }
}
