package dev.sessionlog.terminal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row of the screen. A {@link TerminalListener} reads rows while it is called; afterwards the
 * same object may stand for another row. Not safe for use by several threads.
 *
 * <p>Only cells that were written are stored, up to {@link #length()}; what is right of them is
 * blank. Cells that a narrower screen no longer shows are kept until the row is written again.
 */
public final class Row {
  /** The right half of a wide character. */
  static final int TAIL = -1;

  private static final int[] NO_CELLS = {};
  private static final long[] NO_STYLES = {};

  private final CellStore store;
  private int[] cells = NO_CELLS;
  private long[] styles = NO_STYLES;
  private @Nullable Marks marks;
  private int length;
  private boolean styled;

  /** The look of the blank cells from {@link #length} on, as far as the screen goes. */
  private long fill;

  /** A character that fills the row and is not put in its cells yet; 0 when there is none. */
  private int pattern;

  private int patternEnd;

  /** How many cells there are up to the last that is not a space; -1 while nobody has counted. */
  private int trimmed;

  /** All code points written since the row was new, or-ed: below 0x80 all are ASCII. */
  private int union;

  private boolean wide;
  private boolean continuation;
  private boolean lineFed;
  private boolean changed;
  private long changedAt;
  private @Nullable String note;

  Row(CellStore store) {
    this.store = store;
  }

  /** Returns a row that is as this one is now, goes its own way, and is counted elsewhere. */
  Row copy(CellStore other) {
    Row copy = new Row(other);
    copy.cells = cells.clone();
    copy.styles = styles.clone();
    other.addCells(bytes());
    copy.marks = marks == null ? null : marks.copy(other);
    copy.length = length;
    copy.styled = styled;
    copy.fill = fill;
    copy.pattern = pattern;
    copy.patternEnd = patternEnd;
    copy.trimmed = trimmed;
    copy.union = union;
    copy.wide = wide;
    copy.continuation = continuation;
    copy.lineFed = lineFed;
    copy.changed = changed;
    copy.changedAt = changedAt;
    copy.note = note;
    return copy;
  }

  /** Returns how many cells were written, counted from the left. */
  public int length() {
    settle();
    return length;
  }

  /** Returns true when this row goes on with the text of the row above, broken by the margin. */
  public boolean isContinuation() {
    return continuation;
  }

  /** Returns true when the cursor left this row by a line feed: a line ends here. */
  public boolean isLineFed() {
    return lineFed;
  }

  /** Returns true when the row was written or erased since it was new or last noted. */
  public boolean isChanged() {
    return changed;
  }

  /** Returns the {@linkplain Terminal#setTime time} at which the row last changed. */
  public long changedAt() {
    return changedAt;
  }

  /**
   * Returns what the listener last noted of this row; null when the row is new. Erasing a part of
   * the screen leaves notes alone, erasing the whole screen makes all rows new.
   */
  public @Nullable String note() {
    return note;
  }

  /** Notes something of this row, and takes it for unchanged from now on. */
  public void setNote(@Nullable String newNote) {
    note = newNote;
    changed = false;
  }

  /** Returns true when nothing but spaces stands in the row. */
  public boolean isBlank() {
    return pattern == 0 && trimmedLength() == 0;
  }

  /** Returns true when no cell of the row was written since it was new or erased. */
  boolean isEmpty() {
    return length == 0 && pattern == 0 && fill == Style.PLAIN;
  }

  /** Returns how many cells there are up to the last that is not a space. */
  public int trimmedLength() {
    settle();
    if (trimmed < 0) {
      int end = length;
      while (end > 0 && cells[end - 1] == ' ' && marks(end - 1) == null) {
        end--;
      }
      trimmed = end;
    }
    return trimmed;
  }

  /** Returns the text of the row without trailing spaces. */
  public String text() {
    TextBuffer text = new TextBuffer();
    text.append(this, trimmedLength());
    return text.toString();
  }

  // What the screen does to a row.

  /** Returns true when the row is as {@link #reset} makes it. */
  boolean isNew() {
    return isEmpty() && !changed && !continuation && !lineFed && note == null && marks == null;
  }

  /** Makes the row new: blank, without a note. */
  void reset() {
    length = 0;
    trimmed = 0;
    styled = false;
    fill = Style.PLAIN;
    pattern = 0;
    forgetMarks();
    union = 0;
    wide = false;
    continuation = false;
    lineFed = false;
    changed = false;
    changedAt = 0;
    note = null;
  }

  void touch(long now) {
    changed = true;
    changedAt = now;
  }

  void setContinuation(boolean value) {
    continuation = value;
  }

  void feedLine(long now) {
    lineFed = true;
    if (length == 0 && pattern == 0) {
      touch(now);
    }
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
  }

  /** Fills the row with a character, as far as the screen goes. */
  void fill(int character) {
    erase(0, store.columns(), Style.PLAIN);
    pattern = character;
    patternEnd = store.columns();
  }

  /**
   * Adds a character without width to the one that stands at {@code column} or ends there. Without
   * room for it the store is told that it was dropped.
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
    marks.add(base, cells[base], codePoint);
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

  /** Moves the cells from {@code column} on right by {@code count}, up to {@code columns}. */
  void insert(int column, int count, int columns, long style) {
    settle();
    if (column >= length && Style.erased(style) == fill) {
      return;
    }
    truncate(columns);
    int moved = Math.max(0, length - column);
    mendWide(column, column);
    int kept = Math.min(moved, columns - column - count);
    if (kept > 0) {
      mendWide(column + kept, column + kept);
      ensure(column + count + kept);
      move(column, column + count, kept);
      length = Math.max(length, column + count + kept);
    }
    blank(column, column + count, Style.erased(style));
  }

  /** Removes {@code count} cells at {@code column}; those right of them move left. */
  void delete(int column, int count, int columns, long style) {
    truncate(columns);
    int from = column + count;
    if (column < length) {
      mendWide(column, Math.min(from, length));
      if (from < length) {
        move(from, column, length - from);
      }
      int end = Math.max(column, length - count);
      forgetMarks(end, length);
      length = end;
      trimmed = -1;
    }
    if (Style.erased(style) != fill) {
      erase(columns - count, columns, style);
    }
  }

  /** Forgets what stands right of {@code columns}. */
  void truncate(int columns) {
    settle();
    if (length > columns) {
      mendWide(columns, length);
      forgetMarks(columns, length);
      length = columns;
      trimmed = -1;
    }
  }

  /** Returns how many cells there is room for right of {@code columns}. */
  int hidden(int columns) {
    return Math.max(0, cells.length - columns);
  }

  /** Forgets what stands right of {@code columns}, and gives the room for it back. */
  void cut(int columns) {
    truncate(columns);
    if (cells.length > columns) {
      store.addCells(-bytes());
      cells = Arrays.copyOf(cells, columns);
      styles = styled ? Arrays.copyOf(styles, columns) : NO_STYLES;
      store.addCells(bytes());
    }
  }

  /** Gives all memory back: the row has left the screen. */
  void release() {
    reset();
    cut(0);
  }

  // What snapshots and texts are made of.

  int cell(int column) {
    settle();
    return column < length ? cells[column] : ' ';
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

  /** Returns true when all characters are of one cell and below U+0100, without marks. */
  boolean isPlain() {
    return union < 0x100 && marks == null && !wide;
  }

  int[] cells() {
    settle();
    return cells;
  }

  /** Puts a character that fills the row into its cells. */
  private void settle() {
    if (pattern != 0) {
      int character = pattern;
      int end = Math.min(patternEnd, store.columns());
      pattern = 0;
      prepare(0, end, Style.PLAIN);
      Arrays.fill(cells, 0, end, character);
      union |= character;
    }
  }

  /** Readies the cells from {@code from} up to {@code to} for being overwritten. */
  private void prepare(int from, int to, long style) {
    ensure(to);
    trimmed = -1;
    if (style != Style.PLAIN || (from > length && fill != Style.PLAIN)) {
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
      Arrays.fill(styles, from, to, style);
    }
  }

  /** Begins to keep a style for each cell; all that stand have been plain. */
  private void beStyled() {
    if (!styled) {
      styled = true;
      if (styles.length < cells.length) {
        store.addCells((long) Long.BYTES * (cells.length - styles.length));
        styles = new long[cells.length];
      } else {
        Arrays.fill(styles, 0, length, Style.PLAIN);
      }
    }
  }

  private void blank(int from, int to, long erased) {
    prepare(from, to, erased);
    Arrays.fill(cells, from, to, ' ');
  }

  private void ensure(int capacity) {
    if (capacity <= cells.length) {
      return;
    }
    int doubled = Math.max(80, cells.length * 2);
    int size = Math.max(capacity, Math.min(doubled, store.columns()));
    store.addCells(-bytes());
    cells = Arrays.copyOf(cells, size);
    if (styled) {
      styles = Arrays.copyOf(styles, size);
    }
    store.addCells(bytes());
  }

  private long bytes() {
    return (long) Integer.BYTES * cells.length + (long) Long.BYTES * styles.length;
  }

  private void move(int from, int to, int count) {
    trimmed = -1;
    System.arraycopy(cells, from, cells, to, count);
    if (styled) {
      System.arraycopy(styles, from, styles, to, count);
    }
    if (marks != null) {
      marks.move(from, to, count);
    }
  }

  /** Makes a space of each half of a wide character whose other half {@code [from, to)} takes. */
  private void mendWide(int from, int to) {
    if (!wide) {
      return;
    }
    if (from > 0 && from < length && cells[from] == TAIL) {
      cells[from - 1] = ' ';
      cells[from] = ' ';
      forgetMarks(from - 1, from); // they stood on a character that is gone
    }
    if (to > 0 && to < length && cells[to] == TAIL) {
      cells[to] = ' ';
      cells[to - 1] = ' ';
      forgetMarks(to - 1, to);
    }
  }

  private void forgetMarks(int from, int to) {
    if (marks != null) {
      marks.forget(from, to);
    }
  }

  private void forgetMarks() {
    if (marks != null) {
      marks.release();
      marks = null;
    }
  }
}
