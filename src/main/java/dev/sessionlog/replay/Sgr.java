package dev.sessionlog.replay;

import dev.sessionlog.terminal.Style;
import dev.sessionlog.terminal.Style.Attribute;
import java.util.List;

/** Formats a style as a control sequence: SELECT GRAPHIC RENDITION (ECMA-48). */
final class Sgr {
  private static final List<Attribute> ATTRIBUTES = List.of(Attribute.values());
  private static final int[] CODES = {1, 2, 3, 4, 5, 7, 8, 9, 53};

  private Sgr() {}

  /** Returns the sequence that sets {@code style}, whatever was set before. */
  static String sequence(Style style) {
    StringBuilder sequence = new StringBuilder("\033[0");
    for (int i = 0; i < CODES.length; i++) {
      if (style.has(ATTRIBUTES.get(i))) {
        sequence.append(';').append(CODES[i]);
      }
    }
    appendColor(sequence, style.foreground(), 30);
    appendColor(sequence, style.background(), 40);
    return sequence.append('m').toString();
  }

  private static void appendColor(StringBuilder sequence, int color, int base) {
    if (color == Style.DEFAULT_COLOR) {
      return;
    }
    sequence.append(';');
    if ((color & Style.RGB) != 0) {
      sequence.append(base + 8).append(";2;").append(color >> 16 & 0xFF);
      sequence.append(';').append(color >> 8 & 0xFF).append(';').append(color & 0xFF);
    } else if (color < 8) {
      sequence.append(base + color);
    } else if (color < 16) {
      sequence.append(base + 60 + color - 8);
    } else {
      sequence.append(base + 8).append(";5;").append(color);
    }
  }
}
