package dev.sessionlog.terminal;

import java.util.Arrays;

/**
 * Determines which characters readers may get unchanged. Invisible characters, and those that
 * change how the text around them is read, become U+FFFD, because a line with one would look like a
 * different line, and a search for its visible text would not find it. The ranges are listed here
 * instead of taken from the JVM, so that every version of Java produces the same lines.
 */
final class Characters {
  private static final int REPLACEMENT = Utf8Decoder.REPLACEMENT;
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;
  private static final int TEXT_STYLE = 0xFE0E;
  private static final int EMOJI_STYLE = 0xFE0F;
  private static final int KEYCAP = 0x20E3;

  /** First and last of each range of invisible characters and noncharacters. */
  private static final int[] INVISIBLE = {
    0x0000, 0x001F, 0x007F, 0x009F, // controls
    0x00AD, 0x00AD, // soft hyphen
    0x034F, 0x034F, // combining grapheme joiner
    0x061C, 0x061C, // Arabic letter mark
    0x115F, 0x1160, // Hangul fillers
    0x17B4, 0x17B5, // Khmer inherent vowels
    0x180B, 0x180F, // Mongolian variation selectors and vowel separator
    0x200B, 0x200F, // zero width space, joiners, directional marks
    0x2028, 0x202E, // line and paragraph separators, directional embeddings and overrides
    0x2060, 0x206F, // word joiner, invisible operators, directional isolates
    0x3164, 0x3164, // Hangul filler
    0xD800, 0xDFFF, // halves of surrogate pairs
    0xFDD0, 0xFDEF, // noncharacters
    0xFE00, 0xFE0F, // variation selectors
    0xFEFF, 0xFEFF, // byte order mark
    0xFFA0, 0xFFA0, // Hangul filler
    0xFFF0, 0xFFFB, // interlinear annotation
    0x13430, 0x1343F, // Egyptian hieroglyph joiners
    0x1BCA0, 0x1BCA3, // shorthand format
    0x1D173, 0x1D17A, // musical format
    0xE0000, 0xE0FFF, // tags, variation selectors for ideographs
  };

  /** Scripts in which joiners are visible: cursive ones, and those of India. */
  private static final int[] JOINING = {
    0x0620, 0x08FF, 0x0900, 0x0DFF, 0x1000, 0x109F, 0x1780, 0x18AF, 0x1900, 0x1CFF, 0xA840, 0xA8FF,
    0xA930, 0xA9FF, 0xAA00, 0xAAFF, 0xABC0, 0xABFF, 0xFB50, 0xFDCF, 0xFDF0, 0xFDFF, 0xFE70, 0xFEFC,
    0x10A00, 0x10FFF, 0x11000, 0x11FFF, 0x1E900, 0x1E95F,
  };

  private static final int[] IDEOGRAPHS = {
    0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900, 0xFAFF, 0x20000, 0x3FFFF,
  };

  /** Symbols with a text and an emoji form, and all emoji. */
  private static final int[] EMOJI = {
    0x00A9, 0x00A9, 0x00AE, 0x00AE, 0x203C, 0x203C, 0x2049, 0x2049, 0x2122, 0x2122, 0x2139, 0x2139,
    0x2194, 0x21AA, 0x231A, 0x23FF, 0x24C2, 0x24C2, 0x25AA, 0x25FE, 0x2600, 0x27BF, 0x2934, 0x2935,
    0x2B05, 0x2B55, 0x3030, 0x3030, 0x303D, 0x303D, 0x3297, 0x3299, 0x1F000, 0x1FAFF,
  };

  private static final int[] MONGOLIAN = {0x1800, 0x18AF};

  private static final int PAGE_BITS = 8;

  /** True for each block of 256 characters with invisible ones. */
  private static final boolean[] HAS_INVISIBLE = pagesOfInvisible();

  private Characters() {}

  private static boolean[] pagesOfInvisible() {
    boolean[] pages = new boolean[(Character.MAX_CODE_POINT + 1) >> PAGE_BITS];
    for (int i = 0; i < INVISIBLE.length; i += 2) {
      Arrays.fill(pages, INVISIBLE[i] >> PAGE_BITS, (INVISIBLE[i + 1] >> PAGE_BITS) + 1, true);
    }
    for (int last = 0xFF; last < pages.length; last += 0x100) {
      pages[last] = true; // U+FFFE and U+FFFF of each plane
    }
    return pages;
  }

  /** Returns true for a character that is invisible or misleading by itself. */
  static boolean isInvisible(int codePoint) {
    return HAS_INVISIBLE[codePoint >> PAGE_BITS]
        && ((codePoint & 0xFFFE) == 0xFFFE || isIn(INVISIBLE, codePoint));
  }

  /** Returns {@code codePoint}, or U+FFFD if it is invisible or misleading. */
  static int visible(int codePoint) {
    if ((codePoint >= ' ' && codePoint < 0x7F) || (codePoint > 0xAD && codePoint < 0x300)) {
      return codePoint;
    }
    return isInvisible(codePoint) ? REPLACEMENT : codePoint;
  }

  /**
   * Adds a zero-width character to those combined with another. An invisible one is kept if it has
   * a visible effect, and otherwise becomes U+FFFD.
   *
   * @param base the base character, 0 if there is none
   * @param marks the combining characters so far
   */
  static void mark(int base, StringBuilder marks, int codePoint) {
    if (codePoint == KEYCAP
        && isKey(base)
        && marks.length() == 1
        && marks.charAt(0) == REPLACEMENT) {
      marks.setCharAt(0, (char) EMOJI_STYLE); // the three characters of a keycap: 1, U+FE0F, U+20E3
    }
    boolean shown = !isInvisible(codePoint) || isNeeded(base, marks, codePoint);
    marks.appendCodePoint(shown ? codePoint : REPLACEMENT);
  }

  private static boolean isKey(int base) {
    return (base >= '0' && base <= '9') || base == '#' || base == '*';
  }

  /** Returns true if an invisible character has a visible effect after this one. */
  private static boolean isNeeded(int base, StringBuilder marks, int codePoint) {
    int last = marks.isEmpty() ? 0 : marks.codePointBefore(marks.length());
    if (last == EMOJI_STYLE) {
      return codePoint == JOINER && isIn(EMOJI, base); // for example in the heart on fire
    }
    if (last == REPLACEMENT || (last != 0 && isInvisible(last))) {
      return false;
    }
    return switch (codePoint) {
      case NON_JOINER -> isIn(JOINING, base);
      case JOINER -> isIn(JOINING, base) || isIn(EMOJI, base);
      case TEXT_STYLE, EMOJI_STYLE -> isIn(EMOJI, base);
      default ->
          codePoint <= 0x180F
              ? codePoint >= 0x180B && isIn(MONGOLIAN, base)
              : isSelector(codePoint) && isIn(IDEOGRAPHS, base);
    };
  }

  private static boolean isSelector(int codePoint) {
    return (codePoint >= 0xFE00 && codePoint <= 0xFE02)
        || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
  }

  private static boolean isIn(int[] ranges, int codePoint) {
    int low = 0;
    int high = ranges.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (codePoint < ranges[2 * middle]) {
        high = middle - 1;
      } else if (codePoint > ranges[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }
}
