package dev.sessionlog.terminal;

import java.util.Arrays;

/** The columns at which a tab stops: every eighth, until a program sets others. */
final class TabStops {
  private static final int DISTANCE = 8;

  /** A bit for each column, the lowest of the first word for column 0. */
  private long[] stops = {};

  private int columns;

  TabStops(int columns) {
    reset(columns);
  }

  TabStops copy() {
    TabStops copy = new TabStops(0);
    copy.stops = stops.clone();
    copy.columns = columns;
    return copy;
  }

  void reset(int newColumns) {
    stops = new long[0];
    columns = 0;
    widen(newColumns);
  }

  /** Adds the usual stops in new columns; existing ones stay. */
  void widen(int newColumns) {
    if (newColumns > stops.length * Long.SIZE) {
      stops = Arrays.copyOf(stops, (newColumns + Long.SIZE - 1) / Long.SIZE);
    }
    int from = (columns + DISTANCE - 1) / DISTANCE * DISTANCE;
    for (int column = from; column < newColumns; column += DISTANCE) {
      set(column);
    }
    columns = Math.max(columns, newColumns);
  }

  void set(int column) {
    stops[column / Long.SIZE] |= 1L << column;
  }

  void clear(int column) {
    stops[column / Long.SIZE] &= ~(1L << column);
  }

  void clearAll() {
    Arrays.fill(stops, 0);
  }

  /**
   * Returns the {@code count}th stop right of {@code column}, or {@code last} if there are fewer
   * before it. Examines 64 columns at a time.
   */
  int after(int column, int count, int last) {
    int left = count;
    int first = column + 1;
    for (int word = first / Long.SIZE; word < stops.length; word++) {
      long bits = stops[word];
      if (word == first / Long.SIZE) {
        bits &= -1L << first;
      }
      int here = Long.bitCount(bits);
      if (here >= left) {
        return Math.min(last, word * Long.SIZE + place(bits, left));
      }
      left -= here;
    }
    return last;
  }

  /** Returns the {@code count}th stop left of {@code column}, or 0 if there is none. */
  int before(int column, int count) {
    int left = count;
    for (int word = column / Long.SIZE; word >= 0; word--) {
      long bits = stops[word];
      if (word == column / Long.SIZE) {
        bits &= (1L << column) - 1;
      }
      int here = Long.bitCount(bits);
      if (here >= left) {
        return word * Long.SIZE + place(bits, here - left + 1);
      }
      left -= here;
    }
    return 0;
  }

  /** Returns the index of the {@code number}th set bit from the lowest. */
  private static int place(long bits, int number) {
    long rest = bits;
    for (int i = 1; i < number; i++) {
      rest &= rest - 1;
    }
    return Long.numberOfTrailingZeros(rest);
  }
}
