package dev.sessionlog.terminal;

import dev.sessionlog.terminal.TerminalListener.Origin;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A row of the screen. A {@link TerminalListener} may read rows only during a call; afterwards the
 * same object may be another row. Not thread-safe.
 *
 * <p>Only written cells are stored, up to {@link #length()}; everything to the right of them is
 * blank. Cells that a narrower screen hides are kept until the row is written again.
 */
public final class Row extends Cells {
  private boolean continuation;
  private boolean lineFed;
  private boolean doubled;
  private Origin origin = Origin.DRAWN;
  private boolean changed;
  private long changedAt;
  private @Nullable String note;

  Row(CellStore store) {
    super(store);
  }

  /** Returns an independent copy that is counted elsewhere. */
  Row copy(CellStore other) {
    Row copy = new Row(other);
    copy.copyCells(this);
    copy.continuation = continuation;
    copy.lineFed = lineFed;
    copy.doubled = doubled;
    copy.origin = origin;
    copy.changed = changed;
    copy.changedAt = changedAt;
    copy.note = note;
    return copy;
  }

  /** Returns true if this row continues the text of the row above, which wrapped at the margin. */
  public boolean isContinuation() {
    return continuation;
  }

  /** Returns true if the cursor left this row by a line feed, so a line ends here. */
  public boolean isLineFed() {
    return lineFed;
  }

  /** Returns true if the row was written or erased since it was new or last noted. */
  public boolean isChanged() {
    return changed;
  }

  /** Returns the {@linkplain Terminal#setTime time} at which the row last changed. */
  public long changedAt() {
    return changedAt;
  }

  /** Returns the origin of the text. */
  public Origin origin() {
    return origin;
  }

  /** Sets the origin of text that was copied from another row. */
  public void setOrigin(Origin newOrigin) {
    origin = newOrigin;
  }

  /**
   * Returns the last note of the listener on this row; null if the row is new. Erasing a part of
   * the screen keeps notes, erasing the whole screen resets all rows.
   */
  public @Nullable String note() {
    return note;
  }

  /** Sets a note on this row, and marks it as unchanged. */
  public void setNote(@Nullable String newNote) {
    note = newNote;
    changed = false;
  }

  /** Returns the character in the first column; a blank when none was written there. */
  public int first() {
    return cell(0);
  }

  /** Returns the text of the row without trailing spaces. */
  public String text() {
    TextBuffer text = new TextBuffer();
    text.append(this, trimmedLength());
    return text.toString();
  }

  /** Returns true if this row has the same characters as another, except marks. */
  public boolean readsAs(Row other) {
    int end = trimmedLength();
    return end == other.trimmedLength() && Arrays.equals(cells, 0, end, other.cells, 0, end);
  }

  // Operations of the screen.

  /** Returns true if the row is as after {@link #reset}. */
  boolean isNew() {
    return isEmpty()
        && !changed
        && !continuation
        && !lineFed
        && !doubled
        && origin == Origin.DRAWN
        && note == null
        && marks == null;
  }

  /** Resets the row: blank, without a note. */
  void reset() {
    clearCells();
    continuation = false;
    lineFed = false;
    doubled = false;
    origin = Origin.DRAWN;
    changed = false;
    changedAt = 0;
    note = null;
  }

  void touch(long now) {
    changed = true;
    changedAt = now;
  }

  /** Marks the content of the row as not written. */
  void beUnchanged() {
    changed = false;
  }

  void setContinuation(boolean value) {
    continuation = value;
  }

  /** Returns true if the characters of the row are twice as wide, so that half as many fit. */
  boolean isDoubled() {
    return doubled;
  }

  void setDoubled(boolean on) {
    doubled = on;
  }

  void feedLine(long now) {
    lineFed = true;
    if (length == 0 && pattern == 0) {
      touch(now);
    }
  }

  /** Called when the line that ended here was erased. */
  void forgetLineFeed() {
    lineFed = false;
  }

  /** Copies the cells from {@code from} up to {@code to}; half a wide character becomes a space. */
  Piece piece(int from, int to) {
    settle();
    int count = to - from;
    int written = Math.max(0, Math.min(length - from, count));
    int[] copied = new int[count];
    System.arraycopy(cells, Math.min(from, length), copied, 0, written);
    Arrays.fill(copied, written, count, ' ');
    long[] looks = null;
    if (styled || fill != Style.PLAIN) {
      looks = new long[count];
      if (styled) {
        System.arraycopy(styles, Math.min(from, length), looks, 0, written);
      }
      Arrays.fill(looks, written, count, fill);
    }
    Piece piece =
        new Piece(copied, looks, piecesMarks(from, written, count), union | ' ', wide, guarded);
    return piece.mended(to < length && cells[to] == TAIL);
  }

  private @Nullable String @Nullable [] piecesMarks(int from, int written, int count) {
    if (marks == null) {
      return null;
    }
    @Nullable String[] copied = new @Nullable String[count];
    for (int i = 0; i < written; i++) {
      copied[i] = marks.get(from + i);
    }
    return copied;
  }

  /** Inserts copied cells at {@code column}. */
  void put(int column, Piece piece) {
    settle();
    int count = piece.cells().length;
    prepare(column, column + count, Style.PLAIN);
    System.arraycopy(piece.cells(), 0, cells, column, count);
    long[] looks = piece.styles();
    if (looks != null) {
      beStyled();
      System.arraycopy(looks, 0, styles, column, count);
    }
    union |= piece.union();
    wide |= piece.wide();
    guarded |= piece.guarded();
    @Nullable String[] added = piece.marks();
    for (int i = 0; added != null && i < count; i++) {
      putMarks(column + i, added[i]);
    }
  }

  /** Makes unprotected cells blank; if there are protected ones, styles stay. */
  void eraseUnprotected(int from, int to, long style) {
    settle();
    if (!guarded) {
      erase(from, to, style);
      return;
    }
    int end = onlyGuarded ? from : Math.min(to, length);
    for (int i = from; i < end; i++) {
      if (!isGuarded(i)) {
        mendWide(i, i + 1);
        forgetMarks(i, i + 1);
        cells[i] = ' ';
      }
    }
    onlyGuarded |= from == 0 && to >= length;
    trimmed = -1;
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

  /** Releases all memory, because the row has left the screen. */
  void release() {
    reset();
    cut(0);
  }
}
