package dev.sessionlog.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a text in bytes by Horspool's algorithm, which skips up to the length of the text.
 * Immutable.
 */
final class ByteFinder {
  private final byte[] text;
  private final byte[] fold = new byte[256];
  private final int[] shift = new int[256];
  private final boolean missesStrays;

  /**
   * Makes a finder.
   *
   * @param text the text, at least one byte
   * @param ignoreCase true to find ASCII letters in either case
   */
  ByteFinder(byte[] text, boolean ignoreCase) {
    this.text = text.clone();
    for (int i = 0; i < fold.length; i++) {
      fold[i] = (byte) (ignoreCase && i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
    }
    for (int i = 0; i < text.length; i++) {
      this.text[i] = fold[text[i] & 0xff];
    }
    this.missesStrays =
        ignoreCase
            && new String(text, StandardCharsets.UTF_8)
                .chars()
                .anyMatch(c -> ByteSet.STRAY.indexOf(c) >= 0);
    Arrays.fill(shift, text.length);
    for (int i = 0; i < text.length - 1; i++) {
      for (int c = 0; c < shift.length; c++) {
        if (fold[c] == this.text[i]) {
          shift[c] = text.length - 1 - i;
        }
      }
    }
  }

  /**
   * Returns the offset of the text in {@code bytes}, or -1 if it is not between the two offsets.
   */
  int find(byte[] bytes, int from, int to) {
    int lastIndex = text.length - 1;
    byte last = text[lastIndex];
    int end = from + lastIndex;
    while (end < to) {
      int c = bytes[end] & 0xff;
      if (fold[c] == last && matches(bytes, end - lastIndex, lastIndex)) {
        return end - lastIndex;
      }
      end += shift[c];
    }
    return -1;
  }

  /** Returns true if {@link StrayLetters} may match letters of the text. */
  boolean missesStrays() {
    return missesStrays;
  }

  /** Returns the length of the text in bytes. */
  int length() {
    return text.length;
  }

  private boolean matches(byte[] bytes, int at, int length) {
    for (int i = 0; i < length; i++) {
      if (fold[bytes[at + i] & 0xff] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
