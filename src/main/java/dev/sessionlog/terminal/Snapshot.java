package dev.sessionlog.terminal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The content of a screen at one moment. Rows and columns count from 0. Immutable. */
public final class Snapshot {
  private final int columns;
  private final int rows;
  private final int[] cells;
  private final long[] styles;
  private final @Nullable String[] marks;
  private final boolean[] continuations;
  private final int cursorColumn;
  private final int cursorRow;
  private final boolean cursorVisible;
  private final boolean alternate;
  private final String title;

  private Snapshot(Screen screen, boolean cursorVisible, String title) {
    this.columns = screen.columns();
    this.rows = screen.rows();
    this.cells = new int[columns * rows];
    this.styles = new long[columns * rows];
    this.marks = new @Nullable String[columns * rows];
    this.continuations = new boolean[rows];
    this.cursorColumn = screen.cursor.column();
    this.cursorRow = screen.cursor.row();
    this.cursorVisible = cursorVisible;
    this.alternate = screen.isAlternate();
    this.title = title;
  }

  static Snapshot of(Screen screen, Modes modes, String title) {
    Snapshot snapshot = new Snapshot(screen, modes.isCursorVisible(), title);
    for (int row = 0; row < snapshot.rows; row++) {
      snapshot.copy(screen.shown(row), row);
    }
    if (modes.isInverse()) {
      snapshot.exchangeColors();
    }
    return snapshot;
  }

  /** DECSCNM. */
  private void exchangeColors() {
    for (int i = 0; i < styles.length; i++) {
      styles[i] = new Style(styles[i]).toggled(Style.Attribute.INVERSE).bits();
    }
  }

  private void copy(Row source, int row) {
    continuations[row] = source.isContinuation();
    for (int column = 0; column < columns; column++) {
      int index = row * columns + column;
      cells[index] = source.cell(column);
      styles[index] = source.style(column);
      marks[index] = source.marks(column);
    }
    int last = (row + 1) * columns - 1;
    if (source.cell(columns) == Row.TAIL) {
      cells[last] = ' '; // half of a wide character that a narrower screen cut
    }
  }

  public int columns() {
    return columns;
  }

  public int rows() {
    return rows;
  }

  public int cursorColumn() {
    return cursorColumn;
  }

  public int cursorRow() {
    return cursorRow;
  }

  public boolean isCursorVisible() {
    return cursorVisible;
  }

  /** Returns true for the alternate screen, which full-screen programs use. */
  public boolean isAlternateScreen() {
    return alternate;
  }

  /** Returns the window's title, empty if none was set. */
  public String title() {
    return title;
  }

  /** Returns true if {@code row} continues the text of the row above it. */
  public boolean isContinuation(int row) {
    return continuations[row];
  }

  /**
   * Returns how many columns the character at this place takes: 1, 2, or 0 for the right half of a
   * wide one.
   */
  public int width(int row, int column) {
    if (isTail(row, column)) {
      return 0;
    }
    return column + 1 < columns && isTail(row, column + 1) ? 2 : 1;
  }

  /**
   * Returns the character at this place with its combining characters, a space where nothing was
   * written, the empty string for the right half of a wide one. Never a control character.
   */
  public String text(int row, int column) {
    int index = row * columns + column;
    if (isTail(row, column)) {
      return "";
    }
    String base = Character.toString(cells[index]);
    String added = marks[index];
    // A replacement character among the marks represents a zero-width control, and is not drawn.
    return added == null ? base : base + added.replace("\uFFFD", "");
  }

  /** Returns the style of the cell at this place. */
  public Style style(int row, int column) {
    return new Style(styles[row * columns + column]);
  }

  /** Returns the text of {@code row} without trailing spaces. */
  public String text(int row) {
    StringBuilder text = new StringBuilder(columns);
    for (int column = 0; column < columns; column++) {
      text.append(text(row, column));
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  private boolean isTail(int row, int column) {
    return cells[row * columns + column] == Row.TAIL;
  }

  /**
   * Returns true if a row looks the same in another snapshot; false if that has another width or no
   * such row.
   */
  public boolean isRowAs(@Nullable Snapshot other, int row) {
    if (other == null || other.columns != columns || row >= other.rows) {
      return false;
    }
    int from = row * columns;
    int to = from + columns;
    return Arrays.equals(cells, from, to, other.cells, from, to)
        && Arrays.equals(styles, from, to, other.styles, from, to)
        && Arrays.equals(marks, from, to, other.marks, from, to);
  }
}
