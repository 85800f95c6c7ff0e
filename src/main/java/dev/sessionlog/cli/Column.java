package dev.sessionlog.cli;

/**
 * A column of a table.
 *
 * @param title what stands above it
 * @param rightAligned true for numbers
 * @param flexible true when its cells may be cut to make a row fit the screen
 */
record Column(String title, boolean rightAligned, boolean flexible) {
  static Column text(String title) {
    return new Column(title, false, false);
  }

  static Column number(String title) {
    return new Column(title, true, false);
  }

  static Column flexible(String title) {
    return new Column(title, false, true);
  }
}
