package dev.sessionlog.cli;

import java.util.List;
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
 * @param shown when it is shown, if there is room
 * @param colour returns the colour of a cell (ECMA-48, SGR); empty for none
 */
record Column(
    String title,
    boolean rightAligned,
    int narrowest,
    int leftOut,
    Shown shown,
    UnaryOperator<String> colour) {

  /** A cell without a value. */
  static final String UNKNOWN = "-";

  /** When a column is shown. */
  enum Shown {
    ALWAYS,
    WHERE_CELLS_DIFFER,
    WHERE_KNOWN
  }

  /** Tells whether these cells are worth a column. */
  boolean isWorthwhile(List<String> cells) {
    return switch (shown) {
      case ALWAYS -> true;
      case WHERE_CELLS_DIFFER -> cells.stream().distinct().count() > 1;
      case WHERE_KNOWN -> cells.stream().anyMatch(c -> !c.isEmpty() && !c.equals(UNKNOWN));
    };
  }

  /** Returns a column of words, which is always shown. */
  static Column text(String title) {
    return new Column(title, false, 0, 0, Shown.ALWAYS, cell -> "");
  }

  /** Returns a column of numbers, which is always shown. */
  static Column number(String title) {
    return new Column(title, true, 0, 0, Shown.ALWAYS, cell -> "");
  }

  /** Returns this column with cells that may be cut to a width. */
  Column cutTo(int characters) {
    return new Column(title, rightAligned, characters, leftOut, shown, colour);
  }

  /** Returns this column as the {@code order}-th to be left out on a narrow screen. */
  Column leftOut(int order) {
    return new Column(title, rightAligned, narrowest, order, shown, colour);
  }

  /** Returns this column, shown only if its cells differ. */
  Column whereTheyDiffer() {
    return new Column(title, rightAligned, narrowest, leftOut, Shown.WHERE_CELLS_DIFFER, colour);
  }

  /** Returns this column, shown only if a cell has a value. */
  Column whereKnown() {
    return new Column(title, rightAligned, narrowest, leftOut, Shown.WHERE_KNOWN, colour);
  }

  /** Returns this column with colours. */
  Column coloured(UnaryOperator<String> colours) {
    return new Column(title, rightAligned, narrowest, leftOut, shown, colours);
  }
}
