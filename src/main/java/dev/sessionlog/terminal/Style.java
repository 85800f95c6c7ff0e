package dev.sessionlog.terminal;

/**
 * The look of a cell: two colours and attributes, packed into {@code bits}, so that a row of cells
 * is an array of numbers. Equal bits look the same; 0 is the default.
 */
public record Style(long bits) {
  /** The terminal's own foreground or background. */
  public static final int DEFAULT_COLOR = -1;

  /** The flag of a direct colour: red, green and blue, 8 bits each, red highest. */
  public static final int RGB = 1 << 24;

  static final long PLAIN = 0;

  /** DECSCA: protected from selective erasing; not part of the look. */
  private static final long PROTECTED = 1L << 62;

  private static final int COLOR_BITS = 25;
  private static final long COLOR_MASK = (1L << COLOR_BITS) - 1;
  private static final int FOREGROUND_SHIFT = 0;
  private static final int BACKGROUND_SHIFT = COLOR_BITS;
  private static final int ATTRIBUTE_SHIFT = 2 * COLOR_BITS;

  /** The attributes of a cell besides its colours. */
  public enum Attribute {
    BOLD(0),
    FAINT(1),
    ITALIC(2),
    UNDERLINED(3),
    BLINKING(4),
    INVERSE(5),
    INVISIBLE(6),
    CROSSED_OUT(7),
    OVERLINED(8);

    private final long bit;

    Attribute(int number) {
      bit = 1L << (ATTRIBUTE_SHIFT + number);
    }
  }

  /**
   * Returns the colour of the character: {@link #DEFAULT_COLOR}, 0 to 255 for a colour of the
   * palette, or one with {@link #RGB} set.
   */
  public int foreground() {
    return color(FOREGROUND_SHIFT);
  }

  /** Returns the background colour, in the form of {@link #foreground()}. */
  public int background() {
    return color(BACKGROUND_SHIFT);
  }

  /** Returns true if the cell has {@code attribute}. */
  public boolean has(Attribute attribute) {
    return (bits & attribute.bit) != 0;
  }

  /** Returns this style with {@code attribute} toggled. */
  public Style toggled(Attribute attribute) {
    return new Style(bits ^ attribute.bit);
  }

  static long with(long bits, Attribute attribute) {
    return bits | attribute.bit;
  }

  static long without(long bits, Attribute attribute) {
    return bits & ~attribute.bit;
  }

  static long withForeground(long bits, int color) {
    return withColor(bits, FOREGROUND_SHIFT, color);
  }

  static long withBackground(long bits, int color) {
    return withColor(bits, BACKGROUND_SHIFT, color);
  }

  /** Returns the style of an erased cell, which keeps only the background. */
  static long erased(long bits) {
    return bits & COLOR_MASK << BACKGROUND_SHIFT;
  }

  static boolean isProtected(long bits) {
    return (bits & PROTECTED) != 0;
  }

  static long withProtection(long bits, boolean on) {
    return on ? bits | PROTECTED : bits & ~PROTECTED;
  }

  /** Returns {@code bits} with the protection of {@code other}. */
  static long protectedAs(long bits, long other) {
    return withProtection(bits, isProtected(other));
  }

  /** Returns only the visible part of {@code bits}. */
  static long look(long bits) {
    return bits & ~PROTECTED;
  }

  private int color(int shift) {
    int field = (int) (bits >>> shift & COLOR_MASK);
    return (field & RGB) != 0 ? field : field - 1;
  }

  /** A palette colour is stored plus one, so that 0 is the default. */
  private static long withColor(long bits, int shift, int color) {
    long field = (color & RGB) != 0 && color >= 0 ? color : color + 1;
    return (bits & ~(COLOR_MASK << shift)) | ((field & COLOR_MASK) << shift);
  }
}
