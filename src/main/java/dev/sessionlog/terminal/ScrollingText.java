package dev.sessionlog.terminal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A run of output that only writes lines and scrolls: characters, line ends, tabs, colours, and
 * erasing the rest of a line. On a screen that scrolls as a whole, with the cursor in the last row,
 * only the last rows and the style remain of such a run. For one thread.
 */
final class ScrollingText {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final int ESC = 0x1B;

  /** The offset of the last sequence of the run, or before the run if it has none. */
  private int lastSequence;

  /** Returns the end of the run that begins at {@code from}. */
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

  /** Returns the end of other elements of a run, or {@code at} if the run ends. */
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

  /** Characters beyond ASCII, except the controls U+0080 to U+009F. */
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
   * Returns the offset from which a run must be fed to get the same screen as from the whole run,
   * provided that the style is right there. This is after a CR LF that is followed by enough lines,
   * and by a character, so that the last written one is known; otherwise {@code from}.
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
   * Returns the first of the sequences before {@code to} that determine the style there, or {@code
   * to} if there are none.
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

  /** Returns the end of the sequence at {@code at}. */
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

  /** Returns true if the first parameter resets the whole style. */
  private static boolean isReset(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] == '0') {
      at++;
    }
    return at == end || bytes[at] == ';';
  }
}
