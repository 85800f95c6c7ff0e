package dev.sessionlog.commands;

import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TextBuffer;

/** The text around the cursor, on the screen that is shown. For one thread. */
final class ScreenText {
  private final Terminal terminal;
  private final TextBuffer buffer = new TextBuffer();

  /** How many rows scrolled off the primary and off the alternate screen. */
  private long primaryOff;

  private long alternateOff;

  ScreenText(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * A place on a screen.
   *
   * @param row the row's number, counted from the first that the session had
   */
  record Place(boolean alternate, long row, int column) {}

  /** The topmost row of a screen is gone. */
  void scrolled(boolean alternate) {
    if (alternate) {
      alternateOff++;
    } else {
      primaryOff++;
    }
  }

  /** Returns the number of the row that is on top of a screen. */
  long topOf(boolean alternate) {
    return alternate ? alternateOff : primaryOff;
  }

  /** Returns the number of the row that is on top of the screen that is shown. */
  long top() {
    return topOf(terminal.isAlternateScreen());
  }

  /** Returns the place of the cursor. */
  Place cursor() {
    return new Place(
        terminal.isAlternateScreen(), top() + terminal.cursorRow(), terminal.cursorColumn());
  }

  /** Returns true when the row that the cursor is in is the last of its line. */
  boolean isInLastRowOfLine() {
    int below = terminal.cursorRow() + 1;
    return below >= terminal.rows() || !row(below).isContinuation();
  }

  /** Returns the character at the beginning of the cursor's row; a blank when there is none. */
  int firstOfCursorRow() {
    return row(terminal.cursorRow()).first();
  }

  /** Returns the first row of the cursor's line, of those that are on the screen. */
  int lineStart() {
    int start = terminal.cursorRow();
    while (start > 0 && row(start).isContinuation()) {
      start--;
    }
    return start;
  }

  /** Returns the cursor's line up to the cursor, with its blanks; empty when it is too long. */
  String lineToCursor(int most) {
    int start = lineStart();
    int cursor = terminal.cursorRow();
    if ((cursor - start) * terminal.columns() > most) {
      return "";
    }
    StringBuilder line = new StringBuilder();
    for (int i = start; i < cursor; i++) {
      line.append(textOf(row(i), row(i).length()));
    }
    return line.append(to(row(cursor), terminal.cursorColumn())).toString();
  }

  /** Returns the cursor's line, as much of it as is on the screen; empty when it is too long. */
  String line(int most) {
    int start = lineStart();
    StringBuilder line = new StringBuilder();
    for (int i = start; i < terminal.rows() && (i == start || row(i).isContinuation()); i++) {
      line.append(textOf(row(i), row(i).length()));
      if (line.length() > most) {
        return "";
      }
    }
    return line.toString().stripTrailing();
  }

  /** Returns what stands in the cursor's row behind the cursor. */
  String behindCursor() {
    return behind(row(terminal.cursorRow()), terminal.cursorColumn());
  }

  /** Returns the text of a row that is shown, from {@code column} on, with its trailing blanks. */
  String behind(Row row, int column) {
    String all = textOf(row, row.length());
    int before = column == 0 ? 0 : textOf(row, Math.min(column, row.length())).length();
    return all.substring(Math.min(before, all.length()));
  }

  /** Returns the place at which the cursor's line has so many characters before it. */
  Place placeInLine(int characters) {
    int start = lineStart();
    int left = characters;
    int row = start;
    while (row < terminal.cursorRow() && left > textOf(row(row), row(row).length()).length()) {
      left -= textOf(row(row), row(row).length()).length();
      row++;
    }
    int column = 0;
    while (column < terminal.columns() && textOf(row(row), column).length() < left) {
      column++;
    }
    return new Place(terminal.isAlternateScreen(), top() + row, column);
  }

  /** Returns a row that is shown. */
  Row row(int index) {
    return terminal.shownRow(index);
  }

  private String to(Row row, int column) {
    String text = textOf(row, column);
    int missing = column - Math.min(column, row.length());
    return missing > 0 ? text + " ".repeat(missing) : text;
  }

  private String textOf(Row row, int columns) {
    buffer.clear();
    buffer.append(row, Math.min(columns, row.length()));
    return buffer.toString();
  }
}
