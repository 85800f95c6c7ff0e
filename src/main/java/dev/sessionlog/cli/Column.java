package dev.sessionlog.cli;

import java.util.function.UnaryOperator;

/**
 * A column of a table.
 *
 * @param title what stands above it
 * @param rightAligned true for numbers
 * @param narrowest how many characters are left of a cell when a row does not fit the screen
 *     otherwise; 0 when its cells are never cut
 * @param leftOut in which order columns are left out when cutting does not help, from 1; 0 for
 *     never
 * @param whenTheyDiffer whether it is left out while all of its cells are the same
 * @param colour gives the numbers of a cell's colour (ECMA-48, SGR); empty for none
 */
record Column(
    String title,
    boolean rightAligned,
    int narrowest,
    int leftOut,
    boolean whenTheyDiffer,
    UnaryOperator<String> colour) {

  /** Returns a column of words, which is always there. */
  static Column text(String title) {
    return new Column(title, false, 0, 0, false, cell -> "");
  }

  /** Returns a column of numbers, which is always there. */
  static Column number(String title) {
    return new Column(title, true, 0, 0, false, cell -> "");
  }

  /** Returns this column with cells that may be cut down to so many characters. */
  Column cutTo(int characters) {
    return new Column(title, rightAligned, characters, leftOut, whenTheyDiffer, colour);
  }

  /** Returns this column, to be the {@code order}-th that is left out on a narrow screen. */
  Column leftOut(int order) {
    return new Column(title, rightAligned, narrowest, order, whenTheyDiffer, colour);
  }

  /** Returns this column, shown only where its cells differ. */
  Column whereTheyDiffer() {
    return new Column(title, rightAligned, narrowest, leftOut, true, colour);
  }

  /** Returns this column with colours. */
  Column coloured(UnaryOperator<String> colours) {
    return new Column(title, rightAligned, narrowest, leftOut, whenTheyDiffer, colours);
  }
}
