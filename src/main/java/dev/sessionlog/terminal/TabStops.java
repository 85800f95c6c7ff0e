package dev.sessionlog.terminal;

import java.util.BitSet;

/** The columns at which a tab stops: every eighth, until a program sets others. */
final class TabStops {
  private static final int DISTANCE = 8;

  private final BitSet stops = new BitSet();
  private int columns;

  TabStops(int columns) {
    reset(columns);
  }

  TabStops copy() {
    TabStops copy = new TabStops(0);
    copy.stops.or(stops);
    copy.columns = columns;
    return copy;
  }

  void reset(int newColumns) {
    stops.clear();
    columns = 0;
    widen(newColumns);
  }

  /** Adds the usual stops in the columns that are new; those left of them stay as they were set. */
  void widen(int newColumns) {
    int from = (columns + DISTANCE - 1) / DISTANCE * DISTANCE;
    for (int column = from; column < newColumns; column += DISTANCE) {
      stops.set(column);
    }
    columns = Math.max(columns, newColumns);
  }

  void set(int column) {
    stops.set(column);
  }

  void clear(int column) {
    stops.clear(column);
  }

  void clearAll() {
    stops.clear();
  }

  /** Returns the first stop right of {@code column}, {@code last} when there is none before it. */
  int after(int column, int last) {
    int stop = stops.nextSetBit(column + 1);
    return stop < 0 ? last : Math.min(stop, last);
  }

  /** Returns the first stop left of {@code column}, 0 when there is none. */
  int before(int column) {
    return column == 0 ? 0 : Math.max(0, stops.previousSetBit(column - 1));
  }
}
