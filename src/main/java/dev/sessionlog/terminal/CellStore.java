package dev.sessionlog.terminal;

/**
 * Counts the content of the rows of one terminal, and enforces its limits: no row has more cells
 * than the screen has columns, and all rows together have no more combining characters than
 * allowed. Not thread-safe.
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

  /** Returns an empty store with the same limits. */
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

  /** Returns the number of columns of the screen. */
  int columns() {
    return columns;
  }

  void setColumns(int newColumns) {
    columns = newColumns;
  }

  /** Returns the memory of all cells and combining characters, in bytes. */
  long bytes() {
    return cellBytes + markBytes;
  }

  /** Notes that the arrays of a row grew or shrank by a number of bytes. */
  void addCells(long bytes) {
    cellBytes += bytes;
  }

  /** Notes that a combining character was dropped for lack of room. */
  void dropMark() {
    droppedMarks++;
  }

  /** Returns the number of dropped combining characters. */
  long droppedMarks() {
    return droppedMarks;
  }

  /** Reserves bytes for combining characters; returns false if there are not that many. */
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
