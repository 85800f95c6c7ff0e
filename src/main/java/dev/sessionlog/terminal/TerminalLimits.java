package dev.sessionlog.terminal;

/**
 * How large a {@link Terminal} may be. A terminal that is larger is drawn on a smaller screen: its
 * columns are cut first, then its rows. Lines that are longer than the screen is wide wrap, and
 * whoever joins wrapped rows has them whole again.
 *
 * @param columns the most columns
 * @param rows the most rows
 * @param cells the most cells, columns times rows, of each of the two screens
 * @param markBytes the most bytes that combining characters may take on both screens; further ones
 *     are dropped
 */
public record TerminalLimits(int columns, int rows, int cells, int markBytes) {
  /**
   * What every terminal may have: more cells than a screen of 4K pixels shows in the smallest
   * legible font (640x180), and 24 rows of the widest.
   */
  public static final TerminalLimits FULL = new TerminalLimits(4096, 1024, 1 << 17, 1 << 20);

  /** What is enough for a shell, where memory is short. */
  public static final TerminalLimits SMALL = new TerminalLimits(160, 50, 160 * 25, 16 << 10);

  /** Returns the columns that a terminal of so many gets: at least one. */
  public int columnsOf(int wanted) {
    return Math.max(1, Math.min(wanted, columns));
  }

  /** Returns the rows that a terminal of so many columns and rows gets: at least one. */
  public int rowsOf(int wantedColumns, int wantedRows) {
    int most = Math.min(rows, cells / columnsOf(wantedColumns));
    return Math.max(1, Math.min(wantedRows, most));
  }

  /** Returns true when a terminal of that size is drawn as it is. */
  public boolean fit(int wantedColumns, int wantedRows) {
    return columnsOf(wantedColumns) == wantedColumns
        && rowsOf(wantedColumns, wantedRows) == wantedRows;
  }
}
