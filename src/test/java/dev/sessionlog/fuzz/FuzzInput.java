package dev.sessionlog.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes that a fuzzer made up, taken apart from the front. The byte {@code FE}, which UTF-8
 * never has, stands between parts, so that a corpus file can be read and made by hand.
 */
public final class FuzzInput {
  /** What stands between two parts. */
  public static final int BORDER = 0xFE;

  private final byte[] bytes;
  private int at;

  public FuzzInput(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns true while there are bytes left. */
  public boolean hasMore() {
    return at < bytes.length;
  }

  /** Returns the next byte, 0 to 255, and 0 when none is left. */
  public int next() {
    return at < bytes.length ? bytes[at++] & 0xFF : 0;
  }

  /** Returns the bytes up to the next border, which is passed over, or all that are left. */
  public byte[] part() {
    int end = at;
    while (end < bytes.length && (bytes[end] & 0xFF) != BORDER) {
      end++;
    }
    byte[] part = Arrays.copyOfRange(bytes, at, end);
    at = Math.min(bytes.length, end + 1);
    return part;
  }

  /** Returns the next part as text; what is not UTF-8 becomes U+FFFD. */
  public String text() {
    return new String(part(), StandardCharsets.UTF_8);
  }

  /** Returns all bytes that are left. */
  public byte[] rest() {
    byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
    at = bytes.length;
    return rest;
  }
}
