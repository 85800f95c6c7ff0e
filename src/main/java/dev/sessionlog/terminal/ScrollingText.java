package dev.sessionlog.terminal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A run of output that only writes lines and scrolls: characters, line ends, tabs, colours, and the
 * rest of a line erased. Of such a run, on a screen that scrolls as a whole and whose cursor is in
 * the last row, nothing is left but the last rows and the style. For one thread.
 */
final class ScrollingText {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final int ESC = 0x1B;

  /** Where the last sequence of the run begins, or before the run when it has none. */
  private int lastSequence;

  /** Returns where the run that begins at {@code from} ends. */
  int end(byte[] bytes, int from, int to) {
    lastSequence = -1;
    int at = from;
    while (at < to) {
      at = endOfAscii(bytes, at, to);
      int next = at < to ? endOfOther(bytes, at, to) : at;
      if (next == at) {
        return at;
      }
      at = next;
    }
    return at;
  }

  private static int endOfAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long eight = (long) EIGHT.get(bytes, at);
      // The lowest bit set here belongs to the first byte below 0x20 or above 0x7E.
      long others = ((eight - 0x20 * ONES) | (eight + ONES) | eight) & HIGH;
      if (others != 0) {
        return at + Long.numberOfTrailingZeros(others) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < to && bytes[at] >= 0x20 && bytes[at] < 0x7F) {
      at++;
    }
    return at;
  }

  /** Returns the end of what else may stand in a run, or {@code at} when it does not go on. */
  private int endOfOther(byte[] bytes, int at, int to) {
    int c = bytes[at];
    if (c < 0) {
      return endOfCharacters(bytes, at, to);
    }
    return switch (c) {
      case '\n', '\r', '\t' -> at + 1;
      case ESC -> endOfSequence(bytes, at, to);
      default -> at;
    };
  }

  /** Characters beyond ASCII, but not the controls U+0080 to U+009F. */
  private static int endOfCharacters(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] < 0) {
      boolean mayBeControl = bytes[at] == (byte) 0xC2;
      if (mayBeControl && (at + 1 == to || (bytes[at + 1] & 0xFF) < 0xA0)) {
        return at;
      }
      at++;
    }
    return at;
  }

  private int endOfSequence(byte[] bytes, int at, int to) {
    int end = endOfParameters(bytes, at, to);
    if (end == at || end == to || (bytes[end] != 'm' && bytes[end] != 'K')) {
      return at;
    }
    lastSequence = at;
    return end + 1;
  }

  private static int endOfParameters(byte[] bytes, int escape, int to) {
    int at = escape + 1;
    if (at >= to || bytes[at] != '[') {
      return escape;
    }
    do {
      at++;
    } while (at < to && bytes[at] >= '0' && bytes[at] <= ';');
    return at;
  }

  /**
   * Returns from where a run must be fed so that the screen is as if it were fed whole, when the
   * style is what it would be there: where CR LF stand that have enough lines after them, and a
   * character, so that it is known what was written last; else {@code from}.
   *
   * @param to the end of the run that {@link #end} found last
   * @param rows how many rows the screen has
   */
  int needed(byte[] bytes, int from, int to, int rows) {
    int lines = 0;
    for (int at = to - 1; at > from; at--) {
      if (bytes[at] == '\n') {
        boolean written = at + 1 < to && bytes[at + 1] >= ' ';
        if (lines >= rows && written && bytes[at - 1] == '\r') {
          return at - 1;
        }
        lines++;
      }
    }
    return from;
  }

  /**
   * Returns the first sequence from which on all sequences before {@code to} make the style there
   * what it would be, or {@code to} when there are none.
   */
  int styleFrom(byte[] bytes, int from, int to) {
    int first = to;
    for (int at = Math.min(to - 1, lastSequence); at >= from; at--) {
      if (bytes[at] == ESC) {
        first = at;
        int end = endOfParameters(bytes, at, to);
        if (end < to && bytes[end] == 'm' && isReset(bytes, at + 2, end)) {
          return at;
        }
      }
    }
    return first;
  }

  /** Returns where the sequence of the run that begins at {@code at} ends. */
  static int sequenceEnd(byte[] bytes, int at, int to) {
    return Math.min(endOfParameters(bytes, at, to) + 1, to);
  }

  /** Returns the next sequence of the run from {@code from} on, or {@code to}. */
  int nextSequence(byte[] bytes, int from, int to) {
    int last = Math.min(to, lastSequence + 1);
    int at = from;
    while (at < last && bytes[at] != ESC) {
      at++;
    }
    return at < last ? at : to;
  }

  /** Tells whether the first parameter takes all of a style away. */
  private static boolean isReset(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] == '0') {
      at++;
    }
    return at == end || bytes[at] == ';';
  }
}
