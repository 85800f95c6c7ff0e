package dev.sessionlog.terminal;

/**
 * A UTF-8 decoder that takes one byte at a time, so that a character may be split over any number
 * of reads. Malformed bytes become U+FFFD, one for each maximal subpart (Unicode, section 3.9).
 */
final class Utf8Decoder {
  /** The replacement for malformed bytes. */
  static final int REPLACEMENT = 0xFFFD;

  /** The result for a byte that does not complete a character. */
  static final int INCOMPLETE = -1;

  /**
   * The result for a byte that does not continue the present character. That character is malformed
   * (print {@link #REPLACEMENT}), and the same byte must be passed again.
   */
  static final int MALFORMED_RETRY = -2;

  private int codePoint;
  private int missing;
  private int lowest = 0x80;
  private int highest = 0xBF;

  Utf8Decoder copy() {
    Utf8Decoder copy = new Utf8Decoder();
    copy.codePoint = codePoint;
    copy.missing = missing;
    copy.lowest = lowest;
    copy.highest = highest;
    return copy;
  }

  /** Returns true if no character has begun. */
  boolean isIdle() {
    return missing == 0;
  }

  /** Returns the code point that {@code value} completes, or one of the results above. */
  int accept(byte value) {
    int octet = value & 0xFF;
    return missing == 0 ? begin(octet) : goOn(octet);
  }

  private int begin(int octet) {
    if (octet < 0x80) {
      return octet;
    }
    if (octet < 0xC2 || octet > 0xF4) {
      return REPLACEMENT;
    }
    if (octet < 0xE0) {
      return begin(octet & 0x1F, 1);
    }
    if (octet < 0xF0) {
      lowest = octet == 0xE0 ? 0xA0 : 0x80; // no overlong forms
      highest = octet == 0xED ? 0x9F : 0xBF; // no surrogates
      return begin(octet & 0x0F, 2);
    }
    lowest = octet == 0xF0 ? 0x90 : 0x80; // no overlong forms
    highest = octet == 0xF4 ? 0x8F : 0xBF; // nothing above U+10FFFF
    return begin(octet & 0x07, 3);
  }

  private int begin(int bits, int following) {
    codePoint = bits;
    missing = following;
    return INCOMPLETE;
  }

  private int goOn(int octet) {
    boolean fits = octet >= lowest && octet <= highest;
    lowest = 0x80;
    highest = 0xBF;
    if (!fits) {
      missing = 0;
      return MALFORMED_RETRY;
    }
    codePoint = (codePoint << 6) | (octet & 0x3F);
    missing--;
    return missing == 0 ? codePoint : INCOMPLETE;
  }
}
