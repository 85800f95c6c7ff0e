package dev.sessionlog.terminal;

/** A set of 94 characters for G0 to G3. Sets not listed here count as ASCII. */
enum Charset {
  ASCII,
  /** ASCII with the pound sign instead of the number sign. */
  BRITISH,
  /** The line-drawing characters of the VT100. */
  DEC_GRAPHICS;

  /** The characters in place of {@code _} to {@code ~}. */
  private static final String GRAPHICS =
      " \u25C6\u2592\u2409\u240C\u240D\u240A\u00B0\u00B1\u2424\u240B\u2518\u2510\u250C"
          + "\u2514\u253C\u23BA\u23BB\u2500\u23BC\u23BD\u251C\u2524\u2534\u252C\u2502\u2264"
          + "\u2265\u03C0\u2260\u00A3\u00B7";

  /** Returns the set that an escape sequence ending in {@code last} selects. */
  static Charset of(int last) {
    return switch (last) {
      case '0' -> DEC_GRAPHICS;
      case 'A' -> BRITISH;
      default -> ASCII;
    };
  }

  int map(int codePoint) {
    return switch (this) {
      case ASCII -> codePoint;
      case BRITISH -> codePoint == '#' ? 0xA3 : codePoint;
      case DEC_GRAPHICS ->
          codePoint >= '_' && codePoint <= '~' ? GRAPHICS.charAt(codePoint - '_') : codePoint;
    };
  }
}
