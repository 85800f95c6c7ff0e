package dev.sessionlog.terminal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a {@link Row}: their characters and styles. Only written cells are stored, up to
 * {@link #length()}; everything to the right of them is blank.
 */
abstract sealed class Cells extends CellArrays permits Row {
  /** The right half of a wide character. */
  static final int TAIL = -1;

  /** The flag of a cell that DECSCA or SPA protects from erasing. */
  static final int GUARDED = 1 << 30;

  @Nullable Marks marks;

  /** The style of the blank cells from {@link #length} to the edge of the screen. */
  long fill;

  /** A character that fills the row but is not stored in its cells yet; 0 if there is none. */
  int pattern;

  private int patternEnd;

  /** The number of cells up to the last one that is not a space; -1 if not counted yet. */
  int trimmed;

  /** The bitwise OR of all code points since the row was new; below 0x80 all are ASCII. */
  int union;

  boolean wide;

  /** True if there may be cells with {@link #GUARDED}. */
  boolean guarded;

  /** True if the row has only protected cells, so that there is nothing to erase. */
  boolean onlyGuarded;

  Cells(CellStore store) {
    super(store);
  }

  /** Copies the content of {@code other}, counted in this row's store. */
  final void copyCells(Cells other) {
    copyArrays(other);
    marks = other.marks == null ? null : other.marks.copy(store);
    fill = other.fill;
    pattern = other.pattern;
    patternEnd = other.patternEnd;
    trimmed = other.trimmed;
    union = other.union;
    wide = other.wide;
    guarded = other.guarded;
    onlyGuarded = other.onlyGuarded;
  }

  /** Makes all cells blank, with the default style. */
  final void clearCells() {
    length = 0;
    trimmed = 0;
    styled = false;
    fill = Style.PLAIN;
    pattern = 0;
    forgetMarks();
    union = 0;
    wide = false;
    guarded = false;
    onlyGuarded = false;
  }

  /** Returns the number of written cells, from the left. */
  public int length() {
    settle();
    return length;
  }

  /** Returns true if the row has only spaces. */
  public boolean isBlank() {
    return pattern == 0 && trimmedLength() == 0;
  }

  /** Returns true if there are only spaces from {@code from} up to {@code to}. */
  boolean isBlank(int from, int to) {
    settle();
    for (int i = from; i < Math.min(to, length); i++) {
      if ((cells[i] & ~GUARDED) != ' ') {
        return false;
      }
    }
    return true;
  }

  /** Returns true if no cell of the row was written since it was new or erased. */
  boolean isEmpty() {
    return length == 0 && pattern == 0 && fill == Style.PLAIN;
  }

  /** Returns the number of cells up to the last one that is not a space. */
  public int trimmedLength() {
    settle();
    if (trimmed < 0) {
      int end = length;
      while (end > 0 && (cells[end - 1] & ~GUARDED) == ' ' && marks(end - 1) == null) {
        end--;
      }
      trimmed = end;
    }
    return trimmed;
  }

  /** Writes {@code count} ASCII characters from {@code column} on. */
  void putAscii(int column, byte[] bytes, int offset, int count, long style) {
    settle();
    int end = column + count;
    prepare(column, end, style);
    int shift = offset - column;
    int[] target = cells;
    int seen = union;
    for (int i = column; i < end; i++) {
      int c = bytes[i + shift];
      target[i] = c;
      seen |= c;
    }
    union = seen;
    if (Style.isProtected(style)) {
      guard(column, end);
    }
  }

  /** Writes a character of {@code width} 1 or 2 cells at {@code column}. */
  void put(int column, int codePoint, int width, long style) {
    settle();
    prepare(column, column + width, style);
    cells[column] = codePoint;
    union |= codePoint;
    if (width == 2) {
      cells[column + 1] = TAIL;
      wide = true;
    }
    if (Style.isProtected(style)) {
      guard(column, column + 1);
    }
  }

  private void guard(int from, int to) {
    guarded = true;
    for (int i = from; i < to; i++) {
      cells[i] |= GUARDED;
    }
  }

  /** Returns true if the character of a cell, even a wide one, is protected. */
  final boolean isGuarded(int column) {
    int base = column > 0 && cells[column] == TAIL ? column - 1 : column;
    return (cells[base] & GUARDED) != 0;
  }

  /** Fills the row with a character, up to the edge of the screen. */
  void fill(int character) {
    erase(0, store.columns(), Style.PLAIN);
    pattern = character;
    patternEnd = store.columns();
  }

  /** Fills cells with a character of one cell. */
  void fill(int from, int to, int character, long style) {
    settle();
    prepare(from, to, style);
    Arrays.fill(cells, from, to, character);
    union |= character;
    if (Style.isProtected(style)) {
      guard(from, to);
    }
  }

  /**
   * Adds a zero-width character to the one that is at {@code column} or ends there. If there is no
   * room, it is dropped, and counted in the store.
   */
  void combine(int column, int codePoint) {
    settle();
    int base = column < length && cells[column] == TAIL ? column - 1 : column;
    if (base >= length) {
      prepare(base, base + 1, fill);
      cells[base] = ' ';
    }
    trimmed = -1;
    if (marks == null) {
      marks = new Marks(store);
    }
    marks.add(base, cells[base] & ~GUARDED, codePoint);
  }

  /**
   * Makes the cells from {@code from} up to {@code to} blank, in the background of {@code style}.
   */
  void erase(int from, int to, long style) {
    settle();
    long erased = Style.erased(style);
    if (to >= store.columns() || (to >= length && erased == fill)) {
      eraseRest(from, erased);
      return;
    }
    blank(from, to, erased);
  }

  private void eraseRest(int from, long erased) {
    if (from < length) {
      mendWide(from, length);
      forgetMarks(from, length);
      length = from;
      trimmed = -1;
    } else if (from > length && erased != fill) {
      blank(length, from, fill);
    }
    if (from == 0) {
      forgetMarks();
    }
    fill = erased;
  }

  /** Drops everything right of {@code columns}. */
  void truncate(int columns) {
    settle();
    if (length > columns) {
      mendWide(columns, length);
      forgetMarks(columns, length);
      length = columns;
      trimmed = -1;
    }
  }

  /** Drops everything right of {@code columns}, and releases its memory. */
  void cut(int columns) {
    truncate(columns);
    shrink(columns);
  }

  int cell(int column) {
    settle();
    if (column >= length) {
      return ' ';
    }
    int cell = cells[column];
    return cell == TAIL ? TAIL : cell & ~GUARDED;
  }

  long style(int column) {
    settle();
    if (column >= length) {
      return fill;
    }
    return styled ? styles[column] : Style.PLAIN;
  }

  @Nullable String marks(int column) {
    return marks != null && column < length ? marks.get(column) : null;
  }

  /** Returns true if all characters take one cell and are below U+0100, without marks. */
  boolean isPlain() {
    return union < 0x100 && marks == null && !wide;
  }

  int[] cells() {
    settle();
    return cells;
  }

  /** Stores a character that fills the row in its cells. */
  final void settle() {
    if (pattern != 0) {
      int character = pattern;
      int end = Math.min(patternEnd, store.columns());
      pattern = 0;
      prepare(0, end, Style.PLAIN);
      Arrays.fill(cells, 0, end, character);
      union |= character;
    }
  }

  /** Prepares the cells from {@code from} up to {@code to} for being overwritten. */
  final void prepare(int from, int to, long style) {
    ensure(to);
    trimmed = -1;
    onlyGuarded = false;
    long look = Style.look(style);
    if (look != Style.PLAIN || (from > length && fill != Style.PLAIN)) {
      beStyled();
    }
    if (from > length) {
      Arrays.fill(cells, length, from, ' ');
      if (styled) {
        Arrays.fill(styles, length, from, fill);
      }
    } else if (wide || marks != null) {
      mendWide(from, Math.min(to, length));
      forgetMarks(from, to);
    }
    if (to > length) {
      length = to;
    }
    if (styled) {
      Arrays.fill(styles, from, to, look);
    }
  }

  final void blank(int from, int to, long erased) {
    prepare(from, to, erased);
    Arrays.fill(cells, from, to, ' ');
  }

  final void move(int from, int to, int count) {
    trimmed = -1;
    System.arraycopy(cells, from, cells, to, count);
    if (styled) {
      System.arraycopy(styles, from, styles, to, count);
    }
    if (marks != null) {
      marks.move(from, to, count);
    }
  }

  /** Replaces halves of wide characters whose other half is in {@code [from, to)} with spaces. */
  final void mendWide(int from, int to) {
    if (!wide) {
      return;
    }
    if (from > 0 && from < length && cells[from] == TAIL) {
      cells[from - 1] = ' ';
      cells[from] = ' ';
      forgetMarks(from - 1, from); // they belonged to a character that is gone
    }
    if (to > 0 && to < length && cells[to] == TAIL) {
      cells[to] = ' ';
      cells[to - 1] = ' ';
      forgetMarks(to - 1, to);
    }
  }

  final void forgetMarks(int from, int to) {
    if (marks != null) {
      marks.forget(from, to);
    }
  }

  final void forgetMarks() {
    if (marks != null) {
      marks.release();
      marks = null;
    }
  }

  final void putMarks(int column, @Nullable String added) {
    if (added != null) {
      if (marks == null) {
        marks = new Marks(store);
      }
      marks.put(column, added);
    }
  }
}
