package dev.sessionlog.replay;

import dev.sessionlog.terminal.Style;
import java.util.Arrays;

/**
 * The content of the viewer's window: cells of one size, and a cursor. Rows and columns count from
 * 0. Text that does not fit is cut off, and no cell has a control character. Filled by one thread,
 * and then not changed.
 */
final class Frame {
  static final Style PLAIN = new Style(0);

  private static final String BLANK = " ";
  private static final String REPLACEMENT = "\uFFFD";

  /** The right half of a wide character. */
  private static final String TAIL = "";

  private final int columns;
  private final int rows;
  private final String[] cells;
  private final Style[] styles;
  private int cursorRow = -1;
  private int cursorColumn = -1;

  /** Creates a blank frame without a cursor. */
  Frame(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
    this.cells = new String[columns * rows];
    this.styles = new Style[columns * rows];
    Arrays.fill(cells, BLANK);
    Arrays.fill(styles, PLAIN);
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  /** Writes a character with its marks; a wide one that does not fit becomes a blank. */
  void put(int row, int column, String character, int width, Style style) {
    if (row < 0 || row >= rows || column < 0 || column >= columns) {
      return;
    }
    int index = row * columns + column;
    String shown = shown(character);
    boolean wide = width == 2 && !shown.equals(REPLACEMENT);
    boolean fits = !wide || column + 1 < columns;
    cells[index] = fits ? shown : BLANK;
    styles[index] = style;
    if (wide && fits) {
      cells[index + 1] = TAIL;
      styles[index + 1] = style;
    }
  }

  /** Writes text of single-cell characters. */
  void put(int row, int column, String text, Style style) {
    int at = column;
    for (int c : text.codePoints().toArray()) {
      put(row, at++, Character.toString(c), 1, style);
    }
  }

  void setStyle(int row, int column, Style style) {
    if (row >= 0 && row < rows && column >= 0 && column < columns) {
      styles[row * columns + column] = style;
    }
  }

  void setCursor(int row, int column) {
    if (row >= 0 && row < rows && column >= 0 && column < columns) {
      cursorRow = row;
      cursorColumn = column;
    }
  }

  boolean hasCursor() {
    return cursorRow >= 0;
  }

  int cursorRow() {
    return cursorRow;
  }

  int cursorColumn() {
    return cursorColumn;
  }

  /** Returns the character at this place with its marks; empty for the right half of a wide one. */
  String text(int row, int column) {
    return cells[row * columns + column];
  }

  Style style(int row, int column) {
    return styles[row * columns + column];
  }

  /** Returns the text of a row without trailing blanks. */
  String text(int row) {
    return String.join("", Arrays.asList(cells).subList(row * columns, (row + 1) * columns))
        .stripTrailing();
  }

  boolean sameCell(Frame other, int row, int column) {
    int index = row * columns + column;
    return cells[index].equals(other.cells[index]) && styles[index].equals(other.styles[index]);
  }

  /**
   * The last line of defence: whatever the screen model accepted, no control characters and no
   * invisible ones get out, except joiners.
   */
  private static String shown(String character) {
    if (character.length() == 1 && character.charAt(0) >= ' ' && character.charAt(0) < 0x7f) {
      return character;
    }
    StringBuilder shown = new StringBuilder();
    character.codePoints().filter(Frame::isSeen).forEach(shown::appendCodePoint);
    boolean whole = shown.length() > 0 && shown.codePointAt(0) == character.codePointAt(0);
    return whole ? shown.toString() : REPLACEMENT;
  }

  private static boolean isSeen(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      case Character.FORMAT -> c == 0x200c || c == 0x200d;
      default -> true;
    };
  }
}
