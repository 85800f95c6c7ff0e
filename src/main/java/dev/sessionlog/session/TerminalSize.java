package dev.sessionlog.session;

/**
 * The size of a terminal in character cells.
 *
 * @param columns cells in a row, 1 to {@value #MAX}
 * @param rows rows on the screen, 1 to {@value #MAX}
 */
public record TerminalSize(int columns, int rows) {
  /** The largest number of columns or rows; larger values are reduced to it. */
  public static final int MAX = 10_000;

  /** The size of a terminal that does not report one: 80 columns, 24 rows. */
  public static final TerminalSize DEFAULT = new TerminalSize(80, 24);

  public TerminalSize {
    if (columns < 1 || columns > MAX || rows < 1 || rows > MAX) {
      throw new IllegalArgumentException("terminal size out of range: " + columns + "x" + rows);
    }
  }

  /**
   * Returns the size nearest to what a terminal reported: {@link #DEFAULT} in place of a number
   * that is zero or negative, {@value #MAX} in place of a larger one.
   */
  public static TerminalSize of(int columns, int rows) {
    return new TerminalSize(
        columns < 1 ? DEFAULT.columns : Math.min(columns, MAX),
        rows < 1 ? DEFAULT.rows : Math.min(rows, MAX));
  }

  /** Returns the size as people write it, columns first: {@code 80x24}. */
  @Override
  public String toString() {
    return columns + "x" + rows;
  }
}
