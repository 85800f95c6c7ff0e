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

  /** How many UTF-16 units of combining characters a cell keeps; further ones are dropped. */
  static final int MAX_MARKS = 16;

  private static final int[] NO_CELLS = {};
  private static final long[] NO_STYLES = {};

  private int[] cells = NO_CELLS;
  private long[] styles = NO_STYLES;
  private @Nullable String @Nullable [] marks;
  private int length;
  private boolean styled;

  /** All code points written since the row was new, or-ed: below 0x80 all are ASCII. */
  private int union;

  private boolean wide;
  private boolean continuation;
  private boolean lineFed;
  private boolean changed;
  private long changedAt;
  private @Nullable String note;

  Row() {}

  /** Returns a row that is as this one is now, and goes its own way. */
  Row copy() {
    Row copy = new Row();
    copy.cells = cells.clone();
    copy.styles = styles.clone();
    copy.marks = marks == null ? null : marks.clone();
    copy.length = length;
    copy.styled = styled;
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
    return trimmedLength() == 0;
  }

  /** Returns how many cells there are up to the last that is not a space. */
  public int trimmedLength() {
    int end = length;
    while (end > 0 && cells[end - 1] == ' ' && (marks == null || marks[end - 1] == null)) {
      end--;
    }
    return end;
  }

  /** Returns the text of the row without trailing spaces. */
  public String text() {
    TextBuffer text = new TextBuffer();
    text.append(this, trimmedLength());
    return text.toString();
  }

  // What the screen does to a row.

  /** Makes the row new: blank, without a note. */
  void reset() {
    length = 0;
    styled = false;
    marks = null;
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
    if (length == 0) {
      touch(now);
    }
  }

  /** Writes {@code count} ASCII characters from {@code column} on. */
  void putAscii(int column, byte[] bytes, int offset, int count, long style) {
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
    prepare(column, column + width, style);
    cells[column] = codePoint;
    union |= codePoint;
    if (width == 2) {
      cells[column + 1] = TAIL;
      wide = true;
    }
  }

  /** Adds a character without width to the one that stands at {@code column} or ends there. */
  void combine(int column, int codePoint) {
    int base = column < length && cells[column] == TAIL ? column - 1 : column;
    if (base >= length) {
      prepare(base, base + 1, Style.PLAIN);
      cells[base] = ' ';
    }
    if (marks == null) {
      marks = new @Nullable String[cells.length];
    }
    String old = marks[base] == null ? "" : marks[base];
    String added = Character.toString(Characters.visible(codePoint));
    if (old.length() + added.length() <= MAX_MARKS) {
      marks[base] = old + added;
    }
  }

  /**
   * Makes the cells from {@code from} up to {@code to} blank, in the background of {@code style}.
   */
  void erase(int from, int to, long style) {
    long erased = Style.erased(style);
    if (erased == Style.PLAIN && to >= length) {
      if (from < length) {
        mendWide(from, length);
        forgetMarks(from, length);
        length = from;
      }
      return;
    }
    prepare(from, to, erased);
    Arrays.fill(cells, from, to, ' ');
  }

  /** Moves the cells from {@code column} on right by {@code count}, up to {@code columns}. */
  void insert(int column, int count, int columns, long style) {
    if (column >= length && Style.erased(style) == Style.PLAIN) {
      return;
    }
    int moved = Math.max(0, Math.min(length, columns) - column);
    mendWide(column, column);
    int kept = Math.min(moved, columns - column - count);
    if (kept > 0) {
      mendWide(column + kept, column + kept);
      ensure(column + count + kept);
      move(column, column + count, kept);
      length = Math.max(length, column + count + kept);
    }
    length = Math.min(length, columns);
    blank(column, column + count, style);
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
    }
    if (Style.erased(style) != Style.PLAIN) {
      erase(columns - count, columns, style);
    }
  }

  /** Forgets what stands right of {@code columns}. */
  void truncate(int columns) {
    if (length > columns) {
      mendWide(columns, length);
      forgetMarks(columns, length);
      length = columns;
    }
  }

  // What snapshots and texts are made of.

  int cell(int column) {
    return column < length ? cells[column] : ' ';
  }

  long style(int column) {
    return styled && column < length ? styles[column] : Style.PLAIN;
  }

  @Nullable String marks(int column) {
    return marks != null && column < length ? marks[column] : null;
  }

  /** Returns true when all characters are of one cell and below U+0100, without marks. */
  boolean isPlain() {
    return union < 0x100 && marks == null && !wide;
  }

  int[] cells() {
    return cells;
  }

  /** Readies the cells from {@code from} up to {@code to} for being overwritten. */
  private void prepare(int from, int to, long style) {
    ensure(to);
    if (from > length) {
      Arrays.fill(cells, length, from, ' ');
      if (styled) {
        Arrays.fill(styles, length, from, Style.PLAIN);
      }
    } else if (wide || marks != null) {
      mendWide(from, Math.min(to, length));
      forgetMarks(from, to);
    }
    int oldLength = length;
    if (to > oldLength) {
      length = to;
    }
    if (style != Style.PLAIN && !styled) {
      styled = true;
      if (styles.length < cells.length) {
        styles = new long[cells.length];
      } else {
        Arrays.fill(styles, 0, oldLength, Style.PLAIN);
      }
      Arrays.fill(styles, Math.min(from, oldLength), from, Style.PLAIN);
    }
    if (styled) {
      Arrays.fill(styles, from, to, style);
    }
  }

  private void blank(int from, int to, long style) {
    prepare(from, to, Style.erased(style));
    Arrays.fill(cells, from, to, ' ');
  }

  private void ensure(int capacity) {
    if (capacity <= cells.length) {
      return;
    }
    int size = Math.max(capacity, Math.max(80, cells.length * 2));
    cells = Arrays.copyOf(cells, size);
    if (styled) {
      styles = Arrays.copyOf(styles, size);
    }
    if (marks != null) {
      marks = Arrays.copyOf(marks, size);
    }
  }

  private void move(int from, int to, int count) {
    System.arraycopy(cells, from, cells, to, count);
    if (styled) {
      System.arraycopy(styles, from, styles, to, count);
    }
    if (marks != null) {
      System.arraycopy(marks, from, marks, to, count);
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
    }
    if (to > 0 && to < length && cells[to] == TAIL) {
      cells[to] = ' ';
      cells[to - 1] = ' ';
    }
  }

  private void forgetMarks(int from, int to) {
    if (marks != null && from < marks.length) {
      Arrays.fill(marks, from, Math.min(to, marks.length), null);
    }
  }
}
