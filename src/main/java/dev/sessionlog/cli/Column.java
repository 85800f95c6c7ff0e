package dev.sessionlog.cli;

import java.util.function.UnaryOperator;

/**
 * A column of a table.
 *
 * @param title its title
 * @param rightAligned true for numbers
 * @param narrowest the least width to which cells are cut if a row does not fit the screen; 0 if
 *     its cells are never cut
 * @param leftOut the order in which columns are left out if cutting is not sufficient, from 1; 0
 *     for never
 * @param whenTheyDiffer true if it is left out while all its cells are the same
 * @param colour returns the colour of a cell (ECMA-48, SGR); empty for none
 */
record Column(
    String title,
    boolean rightAligned,
    int narrowest,
    int leftOut,
    boolean whenTheyDiffer,
    UnaryOperator<String> colour) {

  /** Returns a column of words, which is always shown. */
  static Column text(String title) {
    return new Column(title, false, 0, 0, false, cell -> "");
  }

  /** Returns a column of numbers, which is always shown. */
  static Column number(String title) {
    return new Column(title, true, 0, 0, false, cell -> "");
  }

  /** Returns this column with cells that may be cut to a width. */
  Column cutTo(int characters) {
    return new Column(title, rightAligned, characters, leftOut, whenTheyDiffer, colour);
  }

  /** Returns this column as the {@code order}-th to be left out on a narrow screen. */
  Column leftOut(int order) {
    return new Column(title, rightAligned, narrowest, order, whenTheyDiffer, colour);
  }

  /** Returns this column, shown only if its cells differ. */
  Column whereTheyDiffer() {
    return new Column(title, rightAligned, narrowest, leftOut, true, colour);
  }

  /** Returns this column with colours. */
  Column coloured(UnaryOperator<String> colours) {
    return new Column(title, rightAligned, narrowest, leftOut, whenTheyDiffer, colours);
  }
}
