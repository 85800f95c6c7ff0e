package dev.sessionlog.terminal;

/**
 * The margins between which text scrolls: top and bottom (DECSTBM), and left and right (DECSLRM)
 * while a program allows them (DECLRMM). Also the origin mode, in which rows and columns are
 * numbered from the margins. Rows and columns count from 0.
 */
final class Margins {
  private int top;
  private int bottom;
  private int left;
  private int right;
  private int lastColumn;
  private boolean origin;
  private boolean sides;

  /** Creates margins around the whole screen. */
  Margins(int columns, int rows) {
    reset(columns, rows);
  }

  Margins copy() {
    Margins copy = new Margins(lastColumn + 1, 1);
    copy.top = top;
    copy.bottom = bottom;
    copy.left = left;
    copy.right = right;
    copy.origin = origin;
    copy.sides = sides;
    return copy;
  }

  int top() {
    return top;
  }

  int bottom() {
    return bottom;
  }

  int left() {
    return left;
  }

  int right() {
    return right;
  }

  /** Returns true while left and right margins are allowed. */
  boolean haveSides() {
    return sides;
  }

  /** DECLRMM: allows left and right margins, or removes them. */
  void allowSides(boolean allowed) {
    sides = allowed;
    left = 0;
    right = lastColumn;
  }

  /** Returns true if text scrolls over all columns. */
  boolean isFullWidth() {
    return left == 0 && right == lastColumn;
  }

  /** Returns true if {@code row} is between the margins. */
  boolean contain(int row) {
    return row >= top && row <= bottom;
  }

  /** Returns true if a place is between all four margins. */
  boolean contain(int row, int column) {
    return contain(row) && column >= left && column <= right;
  }

  /** Returns the last column before text at {@code column} wraps. */
  int lastFor(int column) {
    return column <= right ? right : lastColumn;
  }

  /** Returns the first column for a cursor that moves left from {@code column}. */
  int firstFor(int column) {
    return column >= left ? left : 0;
  }

  /**
   * DECSTBM: rows as the sequence numbers them, from 1; 0 for the first and the last.
   *
   * @return false if they are invalid; then nothing changes
   */
  boolean set(int first, int last, int rows) {
    int newTop = Math.max(first, 1) - 1;
    int newBottom = (last == 0 ? rows : Math.min(last, rows)) - 1;
    if (newTop >= newBottom) {
      return false;
    }
    top = newTop;
    bottom = newBottom;
    return true;
  }

  /** DECSLRM: columns as the sequence numbers them; false if they are invalid. */
  boolean setSides(int first, int last) {
    int newLeft = Math.max(first, 1) - 1;
    int newRight = last == 0 ? lastColumn : Math.min(last - 1, lastColumn);
    if (newLeft >= newRight) {
      return false;
    }
    left = newLeft;
    right = newRight;
    return true;
  }

  /** Removes the margins; the modes stay. */
  void reset(int columns, int rows) {
    top = 0;
    bottom = rows - 1;
    left = 0;
    right = columns - 1;
    lastColumn = columns - 1;
  }

  boolean isOrigin() {
    return origin;
  }

  void setOrigin(boolean on) {
    origin = on;
  }

  /** Returns the row with that number, counted from the top margin in origin mode. */
  int rowOf(int number, int rows) {
    return origin
        ? Math.max(top, Math.min(top + number, bottom))
        : Math.max(0, Math.min(number, rows - 1));
  }

  /** Returns the column with that number, counted from the left margin in origin mode. */
  int columnOf(int number) {
    return origin
        ? Math.max(left, Math.min(left + number, right))
        : Math.max(0, Math.min(number, lastColumn));
  }

  /** Returns the end of a move from {@code row} by a number of rows, but not over a margin. */
  int moved(int row, int distance, int rows) {
    int target = row + distance;
    return distance < 0
        ? Math.max(target, row >= top ? top : 0)
        : Math.min(target, row <= bottom ? bottom : rows - 1);
  }
}
