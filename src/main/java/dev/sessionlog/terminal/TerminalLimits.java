package dev.sessionlog.terminal;

/**
 * The limits on the size of a {@link Terminal}. A larger terminal is drawn on a smaller screen:
 * first its columns are reduced, then its rows. Longer lines wrap, and joining wrapped rows
 * restores them.
 *
 * @param columns the most columns
 * @param rows the most rows
 * @param cells the most cells, columns times rows, of each of the two screens
 * @param markBytes the most bytes of combining characters on both screens; further ones are dropped
 */
public record TerminalLimits(int columns, int rows, int cells, int markBytes) {
  /**
   * The limits for every terminal: more cells than a 4K screen shows in the smallest legible font
   * (640x180), and 24 rows at the largest width.
   */
  public static final TerminalLimits FULL = new TerminalLimits(4096, 1024, 1 << 17, 1 << 20);

  /** The limits when memory is short, sufficient for a shell. */
  public static final TerminalLimits SMALL = new TerminalLimits(160, 50, 160 * 25, 16 << 10);

  /** Returns the columns for a terminal with a number of columns, at least one. */
  public int columnsOf(int wanted) {
    return Math.max(1, Math.min(wanted, columns));
  }

  /** Returns the rows for a terminal with a number of columns and rows, at least one. */
  public int rowsOf(int wantedColumns, int wantedRows) {
    int most = Math.min(rows, cells / columnsOf(wantedColumns));
    return Math.max(1, Math.min(wantedRows, most));
  }

  /** Returns true if a terminal of that size is drawn unreduced. */
  public boolean fit(int wantedColumns, int wantedRows) {
    return columnsOf(wantedColumns) == wantedColumns
        && rowsOf(wantedColumns, wantedRows) == wantedRows;
  }
}
