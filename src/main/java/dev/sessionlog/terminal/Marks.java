package dev.sessionlog.terminal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The combining characters of a row, by cell. Their memory, and dropped ones, are counted in the
 * {@link CellStore}. Not thread-safe.
 */
final class Marks {
  /** The most UTF-16 units of combining characters of a cell; further ones are dropped. */
  static final int MAX_OF_CELL = 16;

  /** The memory overhead of arrays and strings in the JVM. */
  private static final int ARRAY_BYTES = 16;

  private static final int STRING_BYTES = 24;
  private static final int REFERENCE_BYTES = 4;
  private static final String[] NONE = {};

  private final CellStore store;
  private @Nullable String[] cells = NONE;
  private int bytes;

  Marks(CellStore store) {
    this.store = store;
  }

  /** Returns a copy, counted in another store with enough room. */
  Marks copy(CellStore other) {
    Marks copy = new Marks(other);
    if (other.takeMarks(bytes)) {
      copy.bytes = bytes;
      copy.cells = cells.clone();
    }
    return copy;
  }

  @Nullable String get(int column) {
    return column < cells.length ? cells[column] : null;
  }

  /**
   * Adds a character to those of a cell.
   *
   * @param base the character in the cell
   */
  void add(int column, int base, int codePoint) {
    String before = get(column);
    String old = before == null ? "" : before;
    String now = with(base, old, codePoint);
    if (now.length() > MAX_OF_CELL || !reach(column) || !take(bytesOf(now) - bytesOf(old))) {
      store.dropMark();
      return;
    }
    cells[column] = now;
  }

  /** Sets copied marks on a cell without any. */
  void put(int column, String added) {
    if (reach(column) && take(bytesOf(added))) {
      cells[column] = added;
    } else {
      store.dropMark();
    }
  }

  private static String with(int base, String old, int codePoint) {
    if (old.isEmpty() && !Characters.isInvisible(codePoint)) {
      return Character.toString(codePoint);
    }
    StringBuilder marks = new StringBuilder(old);
    Characters.mark(base, marks, codePoint);
    return marks.toString();
  }

  void forget(int from, int to) {
    int end = Math.min(to, cells.length);
    for (int i = from; i < end; i++) {
      String mark = cells[i];
      if (mark != null) {
        release(bytesOf(mark));
        cells[i] = null;
      }
    }
  }

  /** Moves the marks of {@code count} cells; those at the target are dropped. */
  void move(int from, int to, int count) {
    int marked = Math.max(0, Math.min(count, cells.length - from));
    if (marked > 0 && !reach(to + marked - 1)) {
      store.dropMark();
      marked = Math.max(0, cells.length - to);
    }
    @Nullable String[] moved =
        Arrays.copyOfRange(cells, Math.min(from, cells.length), from + marked);
    forgetUncounted(from, from + count);
    forgetUncounted(to, to + count);
    System.arraycopy(moved, 0, cells, Math.min(to, cells.length), marked);
    recount();
  }

  /** Releases everything to the store; must not be used afterwards. */
  void release() {
    release(bytes);
  }

  private void forgetUncounted(int from, int to) {
    int end = Math.min(to, cells.length);
    if (from < end) {
      Arrays.fill(cells, from, end, null);
    }
  }

  /** Makes sure that {@code column} has a place; returns false if there is no room. */
  private boolean reach(int column) {
    if (column < cells.length) {
      return true;
    }
    int size = Math.max(column + 1, Math.min(Math.max(80, 2 * column), store.columns()));
    if (!take(arrayBytes(size) - arrayBytes(cells.length))) {
      return false;
    }
    cells = Arrays.copyOf(cells, size);
    return true;
  }

  private void recount() {
    int now = arrayBytes(cells.length);
    for (String mark : cells) {
      now += mark == null ? 0 : bytesOf(mark);
    }
    release(bytes - now);
  }

  private boolean take(int more) {
    boolean taken = store.takeMarks(more);
    bytes += taken ? more : 0;
    return taken;
  }

  private void release(int released) {
    bytes -= released;
    store.releaseMarks(released);
  }

  private static int arrayBytes(int capacity) {
    return capacity == 0 ? 0 : ARRAY_BYTES + REFERENCE_BYTES * capacity;
  }

  /** Returns the memory of a string: its object, and an array with two bytes a unit. */
  private static int bytesOf(String mark) {
    int units = Character.BYTES * mark.length();
    return mark.isEmpty() ? 0 : STRING_BYTES + (ARRAY_BYTES + units + 7) / 8 * 8;
  }
}
