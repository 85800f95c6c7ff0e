package dev.sessionlog.terminal;

/**
 * The top and bottom margins, between which rows scroll, and the origin mode, in which rows are
 * numbered from the top margin. Rows count from 0.
 */
final class Margins {
  private int top;
  private int bottom;
  private boolean origin;

  /** Makes margins around all of so many rows. */
  Margins(int rows) {
    bottom = rows - 1;
  }

  Margins copy() {
    Margins copy = new Margins(0);
    copy.top = top;
    copy.bottom = bottom;
    copy.origin = origin;
    return copy;
  }

  int top() {
    return top;
  }

  int bottom() {
    return bottom;
  }

  /** Returns true when {@code row} is between the margins. */
  boolean contain(int row) {
    return row >= top && row <= bottom;
  }

  /**
   * DECSTBM: rows as the sequence numbers them, from 1; 0 for the first and the last.
   *
   * @return false when they are none, and those before stay
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

  /** Takes the margins away; the origin mode stays as it is. */
  void reset(int rows) {
    top = 0;
    bottom = rows - 1;
  }

  boolean isOrigin() {
    return origin;
  }

  void setOrigin(boolean on) {
    origin = on;
  }

  /** Returns the row of that number, counted from the top margin in origin mode. */
  int rowOf(int number, int rows) {
    return origin
        ? Math.max(top, Math.min(top + number, bottom))
        : Math.max(0, Math.min(number, rows - 1));
  }

  /** Returns where a move from {@code row} by so many rows ends: not over a margin in the way. */
  int moved(int row, int distance, int rows) {
    int target = row + distance;
    return distance < 0
        ? Math.max(target, row >= top ? top : 0)
        : Math.min(target, row <= bottom ? bottom : rows - 1);
  }
}
