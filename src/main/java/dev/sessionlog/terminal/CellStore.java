package dev.sessionlog.terminal;

/**
 * Counts what the rows of one terminal hold, and says how much they may: no row more cells than the
 * screen has columns, and all of them no more combining characters than the limits allow. Not safe
 * for use by several threads.
 */
final class CellStore {
  private TerminalLimits limits;
  private int columns;
  private long cellBytes;
  private int markBytes;
  private long droppedMarks;

  CellStore(TerminalLimits limits, int columns) {
    this.limits = limits;
    this.columns = columns;
  }

  /** Returns a store with the same limits, of which nothing is used yet. */
  CellStore fresh() {
    CellStore fresh = new CellStore(limits, columns);
    fresh.droppedMarks = droppedMarks;
    return fresh;
  }

  TerminalLimits limits() {
    return limits;
  }

  void setLimits(TerminalLimits newLimits) {
    limits = newLimits;
  }

  /** Returns how many columns the screen has. */
  int columns() {
    return columns;
  }

  void setColumns(int newColumns) {
    columns = newColumns;
  }

  /** Returns how many bytes all cells and combining characters take. */
  long bytes() {
    return cellBytes + markBytes;
  }

  /** Notes that the arrays of a row grew by so many bytes, or shrank. */
  void addCells(long bytes) {
    cellBytes += bytes;
  }

  /** Notes that a combining character was dropped, for want of room. */
  void dropMark() {
    droppedMarks++;
  }

  /** Returns how many combining characters were dropped so far. */
  long droppedMarks() {
    return droppedMarks;
  }

  /** Takes so many bytes for combining characters; returns false when there are not as many. */
  boolean takeMarks(int bytes) {
    if (bytes > limits.markBytes() - markBytes) {
      return false;
    }
    markBytes += bytes;
    return true;
  }

  void releaseMarks(int bytes) {
    markBytes -= bytes;
  }
}
