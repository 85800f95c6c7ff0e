package dev.sessionlog.terminal;

import java.util.Arrays;

/** How many cells a character takes on a terminal: 0, 1 or 2. Follows the C library's wcwidth. */
public final class CharacterWidth {
  private static final int PAGE_BITS = 8;
  private static final int PAGE_SIZE = 1 << PAGE_BITS;

  /** Widths by page and place in the page; pages with only single-cell characters are shared. */
  private static final byte[][] PAGES = pages();

  private CharacterWidth() {}

  /** Returns the width of {@code codePoint}, which must be a printable Unicode scalar value. */
  public static int of(int codePoint) {
    return PAGES[codePoint >> PAGE_BITS][codePoint & (PAGE_SIZE - 1)];
  }

  private static byte[][] pages() {
    byte[] ones = new byte[PAGE_SIZE];
    Arrays.fill(ones, (byte) 1);
    byte[][] pages = new byte[(Character.MAX_CODE_POINT + 1) >> PAGE_BITS][];
    Arrays.fill(pages, ones);
    mark(pages, ones, WidthTable.ZERO, (byte) 0);
    mark(pages, ones, WidthTable.WIDE, (byte) 2);
    return pages;
  }

  private static void mark(byte[][] pages, byte[] ones, int[] ranges, byte width) {
    byte[] uniform = new byte[PAGE_SIZE];
    Arrays.fill(uniform, width);
    for (int i = 0; i < ranges.length; i += 2) {
      int codePoint = ranges[i];
      while (codePoint <= ranges[i + 1]) {
        int page = codePoint >> PAGE_BITS;
        int pageEnd = (page + 1) << PAGE_BITS;
        int end = Math.min(ranges[i + 1] + 1, pageEnd);
        if (codePoint == page << PAGE_BITS && end == pageEnd) {
          pages[page] = uniform;
        } else {
          if (pages[page] == ones) {
            pages[page] = ones.clone();
          }
          Arrays.fill(pages[page], codePoint & (PAGE_SIZE - 1), end - (page << PAGE_BITS), width);
        }
        codePoint = end;
      }
    }
  }
}
