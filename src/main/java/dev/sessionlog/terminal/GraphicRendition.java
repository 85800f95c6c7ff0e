package dev.sessionlog.terminal;

import dev.sessionlog.terminal.Style.Attribute;

/** SELECT GRAPHIC RENDITION (ECMA-48, 8.3.117) with xterm's colours of 256 and of 24 bits. */
final class GraphicRendition {
  private GraphicRendition() {}

  /** Returns {@code style} changed by {@code parameters}. */
  static long apply(long style, Parameters parameters) {
    if (parameters.count() == 0) {
      return Style.protectedAs(Style.PLAIN, style);
    }
    long result = style;
    int index = 0;
    while (index < parameters.count()) {
      int code = parameters.get(index);
      int next = index + 1;
      while (parameters.isSub(next)) {
        next++;
      }
      if (code == 38 || code == 48 || code == 58) {
        boolean colons = next > index + 1;
        int end = colons ? next : endOfColor(parameters, index);
        int color = colons ? subColor(parameters, index, end) : color(parameters, index);
        result = colored(result, code, color);
        index = end;
      } else if (code == 4 && next > index + 1) {
        result = underlined(result, parameters.get(index + 1));
        index = next;
      } else {
        result = apply(result, code);
        index = next;
      }
    }
    return Style.protectedAs(result, style);
  }

  private static long apply(long style, int code) {
    if (code >= 30 && code <= 37) {
      return Style.withForeground(style, code - 30);
    }
    if (code >= 40 && code <= 47) {
      return Style.withBackground(style, code - 40);
    }
    if (code >= 90 && code <= 97) {
      return Style.withForeground(style, code - 90 + 8);
    }
    if (code >= 100 && code <= 107) {
      return Style.withBackground(style, code - 100 + 8);
    }
    return switch (code) {
      case 0 -> Style.PLAIN;
      case 1 -> Style.with(style, Attribute.BOLD);
      case 2 -> Style.with(style, Attribute.FAINT);
      case 3 -> Style.with(style, Attribute.ITALIC);
      case 4, 21 -> Style.with(style, Attribute.UNDERLINED);
      case 5, 6 -> Style.with(style, Attribute.BLINKING);
      case 7 -> Style.with(style, Attribute.INVERSE);
      case 8 -> Style.with(style, Attribute.INVISIBLE);
      case 9 -> Style.with(style, Attribute.CROSSED_OUT);
      case 22 -> Style.without(Style.without(style, Attribute.BOLD), Attribute.FAINT);
      case 23 -> Style.without(style, Attribute.ITALIC);
      case 24 -> Style.without(style, Attribute.UNDERLINED);
      case 25 -> Style.without(style, Attribute.BLINKING);
      case 27 -> Style.without(style, Attribute.INVERSE);
      case 28 -> Style.without(style, Attribute.INVISIBLE);
      case 29 -> Style.without(style, Attribute.CROSSED_OUT);
      case 39 -> Style.withForeground(style, Style.DEFAULT_COLOR);
      case 49 -> Style.withBackground(style, Style.DEFAULT_COLOR);
      case 53 -> Style.with(style, Attribute.OVERLINED);
      case 55 -> Style.without(style, Attribute.OVERLINED);
      default -> style;
    };
  }

  private static long underlined(long style, int kind) {
    return kind == 0
        ? Style.without(style, Attribute.UNDERLINED)
        : Style.with(style, Attribute.UNDERLINED);
  }

  private static long colored(long style, int code, int color) {
    if (color == Style.DEFAULT_COLOR || code == 58) {
      return style; // unknown, or the colour of an underline, which is not kept
    }
    return code == 38 ? Style.withForeground(style, color) : Style.withBackground(style, color);
  }

  /** Returns the end of {@code 38;5;n} or {@code 38;2;r;g;b} at {@code index}. */
  private static int endOfColor(Parameters parameters, int index) {
    int length =
        switch (parameters.get(index + 1)) {
          case 2 -> 5;
          case 5 -> 3;
          default -> 2;
        };
    return Math.min(index + length, parameters.count());
  }

  private static int color(Parameters parameters, int index) {
    return switch (parameters.get(index + 1)) {
      case 2 -> rgb(parameters, index + 2);
      case 5 -> parameters.get(index + 2) & 0xFF;
      default -> Style.DEFAULT_COLOR;
    };
  }

  /** {@code 38:5:n}, {@code 38:2:r:g:b}, or with a colour space {@code 38:2:s:r:g:b}. */
  private static int subColor(Parameters parameters, int index, int end) {
    return switch (parameters.get(index + 1)) {
      case 2 -> rgb(parameters, end - index >= 6 ? index + 3 : index + 2);
      case 5 -> parameters.get(index + 2) & 0xFF;
      default -> Style.DEFAULT_COLOR;
    };
  }

  private static int rgb(Parameters parameters, int index) {
    int red = parameters.get(index) & 0xFF;
    int green = parameters.get(index + 1) & 0xFF;
    int blue = parameters.get(index + 2) & 0xFF;
    return Style.RGB | red << 16 | green << 8 | blue;
  }
}
