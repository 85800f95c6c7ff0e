package dev.sessionlog.cli;

/**
 * A column of a table.
 *
 * @param title what stands above it
 * @param rightAligned true for numbers
 * @param narrow what becomes of it when a row does not fit the screen
 */
record Column(String title, boolean rightAligned, Narrow narrow) {
  /** What becomes of a column when a row does not fit the screen. */
  enum Narrow {
    STAYS,
    IS_CUT,
    IS_LEFT_OUT
  }

  static Column text(String title) {
    return new Column(title, false, Narrow.STAYS);
  }

  static Column number(String title) {
    return new Column(title, true, Narrow.STAYS);
  }

  /** Returns a column whose cells may be cut. */
  static Column flexible(String title) {
    return new Column(title, false, Narrow.IS_CUT);
  }

  /** Returns a column that is left out when cutting others does not help. */
  static Column dispensable(String title) {
    return new Column(title, false, Narrow.IS_LEFT_OUT);
  }

  boolean is(Narrow what) {
    return narrow == what;
  }
}
