package dev.sessionlog.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The letters beyond ASCII that equal one of {@link ByteSet#STRAY} if case is ignored: the Kelvin
 * sign, the long s and the Turkish letters i. Hardly any text has one.
 */
final class StrayLetters {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;

  private StrayLetters() {}

  /** Returns true if the bytes may contain one. */
  static boolean mayBeIn(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      if (at + Long.BYTES <= to && ((long) EIGHT.get(bytes, at) & HIGH) == 0) {
        at += Long.BYTES;
      } else {
        int end = Math.min(at + Long.BYTES, to);
        for (; at < end; at++) {
          if (bytes[at] < 0 && begins(bytes, at, to)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static boolean begins(byte[] bytes, int at, int to) {
    int second = at + 1 < to ? bytes[at + 1] & 0xFF : 0;
    return switch (bytes[at] & 0xFF) {
      case 0xC4 -> second == 0xB0 || second == 0xB1; // the Turkish letters i
      case 0xC5 -> second == 0xBF; // the long s
      case 0xE2 -> second == 0x84; // the Kelvin sign, and others
      default -> false;
    };
  }
}
