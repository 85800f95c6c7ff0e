package dev.sessionlog.terminal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Joins the text of rows. It is reusable, and faster than a string builder while all characters are
 * below U+0100. Not thread-safe.
 */
public final class TextBuffer {
  /** The memory that is kept for the next text. */
  private static final int KEPT_BYTES = 8 << 10;

  /** The text so far, while all of it is below U+0100; otherwise it is in {@link #other}. */
  private byte[] latin = new byte[256];

  private int length;
  private final StringBuilder other = new StringBuilder();
  private boolean isOther;

  /** Clears the text, and releases the memory of a long one. */
  public void clear() {
    length = 0;
    isOther = false;
    other.setLength(0);
    if (bytes() > KEPT_BYTES) {
      latin = new byte[256];
      other.trimToSize();
    }
  }

  /** Returns the memory used, in bytes. */
  public long bytes() {
    return latin.length + (long) Character.BYTES * other.capacity();
  }

  /** Returns the length of the text in UTF-16 units. */
  public int length() {
    return isOther ? other.length() : length;
  }

  /** Adds the first {@code columns} cells of {@code row}, at most its {@link Row#length()}. */
  public void append(Row row, int columns) {
    if (row.isPlain() && !isOther) {
      appendPlain(row.cells(), columns);
    } else {
      appendOther(row, columns);
    }
  }

  /** Adds {@code text}. */
  public void append(TextBuffer text) {
    if (!isOther && !text.isOther) {
      grow(length + text.length);
      System.arraycopy(text.latin, 0, latin, length, text.length);
      length += text.length;
    } else {
      becomeOther();
      other.append(text.toString());
    }
  }

  /** Removes spaces from the end. */
  public void trim() {
    if (isOther) {
      int end = other.length();
      while (end > 0 && other.charAt(end - 1) == ' ') {
        end--;
      }
      other.setLength(end);
    } else {
      while (length > 0 && latin[length - 1] == ' ') {
        length--;
      }
    }
  }

  /** Returns the first {@code most} UTF-16 units, which must exist. */
  public String beginning(int most) {
    return isOther
        ? other.substring(0, most)
        : new String(latin, 0, most, StandardCharsets.ISO_8859_1);
  }

  @Override
  public String toString() {
    return isOther ? other.toString() : new String(latin, 0, length, StandardCharsets.ISO_8859_1);
  }

  private void appendPlain(int[] cells, int columns) {
    int start = length;
    int end = start + columns;
    grow(end);
    byte[] target = latin;
    for (int i = 0; i < columns; i++) {
      target[start + i] = (byte) cells[i];
    }
    length = end;
  }

  private void appendOther(Row row, int columns) {
    becomeOther();
    for (int column = 0; column < columns; column++) {
      int cell = row.cell(column);
      if (cell != Row.TAIL) {
        other.appendCodePoint(cell);
      }
      String marks = row.marks(column);
      if (marks != null) {
        other.append(marks);
      }
    }
  }

  private void becomeOther() {
    if (!isOther) {
      other.append(new String(latin, 0, length, StandardCharsets.ISO_8859_1));
      isOther = true;
      if (latin.length > KEPT_BYTES) {
        latin = new byte[256];
      }
    }
  }

  private void grow(int capacity) {
    if (capacity > latin.length) {
      latin = Arrays.copyOf(latin, Math.max(capacity, latin.length * 2));
    }
  }
}
