package dev.sessionlog.export;

import dev.sessionlog.terminal.Style;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * A row of the screen as elements of an SVG picture, from the left and with the text's base line at
 * 0. Each run has exactly the width of its cells, whatever the font.
 */
final class SvgRow {
  /** How wide a cell is, and how high a row, in pixels. */
  static final double CELL = 8.4;

  static final int HEIGHT = 18;

  /** From a row's top to the base line of its text. */
  static final int BASE = 14;

  private static final String REPLACEMENT = "\uFFFD";

  private SvgRow() {}

  /** Returns the elements; empty for a blank row. */
  static String elements(HtmlRow row) {
    StringBuilder areas = new StringBuilder();
    StringBuilder texts = new StringBuilder();
    int column = 0;
    for (HtmlRow.Run run : row.runs()) {
      int cells = run.columns() > 0 ? run.columns() : run.text().length();
      Style style = new Style(run.style());
      boolean inverse = style.has(Style.Attribute.INVERSE);
      String area = inverse ? ink(style.foreground()) : paper(style.background());
      if (!area.isEmpty()) {
        areas.append("<rect x=\"").append(pixels(column)).append("\" y=\"").append(-BASE);
        areas.append("\" width=\"").append(pixels(cells)).append("\" height=\"").append(HEIGHT);
        areas.append('"').append(area).append("/>");
      }
      if (!style.has(Style.Attribute.INVISIBLE)) {
        text(run, style, column, texts);
      }
      column += cells;
    }
    return areas.append(texts).toString();
  }

  private static void text(HtmlRow.Run run, Style style, int column, StringBuilder out) {
    boolean drawn = style.has(Style.Attribute.UNDERLINED) || isStruck(style);
    String text = drawn ? run.text() : run.text().stripTrailing();
    String shown = drawn ? text : text.stripLeading();
    if (shown.isEmpty()) {
      return;
    }
    int from = column + text.length() - shown.length();
    int cells = run.columns() > 0 ? run.columns() : shown.length();
    out.append("<text x=\"").append(pixels(from)).append('"');
    if (cells > 1) {
      out.append(" textLength=\"").append(pixels(cells)).append('"');
    }
    out.append(color(style))
        .append(looks(style))
        .append('>')
        .append(escaped(shown))
        .append("</text>");
  }

  /** Returns the attribute for the colour of text; empty for the picture's own. */
  private static String color(Style style) {
    if (!style.has(Style.Attribute.INVERSE)) {
      return paper(style.foreground());
    }
    String color = paper(style.background());
    return color.isEmpty() ? " fill=\"" + SvgFilm.PAPER + "\"" : color;
  }

  private static boolean isStruck(Style style) {
    return style.has(Style.Attribute.CROSSED_OUT) || style.has(Style.Attribute.OVERLINED);
  }

  private static String looks(Style style) {
    StringBuilder looks = new StringBuilder();
    if (style.has(Style.Attribute.BOLD)) {
      looks.append(" font-weight=\"bold\"");
    }
    if (style.has(Style.Attribute.ITALIC)) {
      looks.append(" font-style=\"italic\"");
    }
    if (style.has(Style.Attribute.FAINT)) {
      looks.append(" opacity=\".6\"");
    }
    StringJoiner lines = new StringJoiner(" ", " text-decoration=\"", "\"");
    lines.setEmptyValue("");
    if (style.has(Style.Attribute.UNDERLINED)) {
      lines.add("underline");
    }
    if (style.has(Style.Attribute.CROSSED_OUT)) {
      lines.add("line-through");
    }
    if (style.has(Style.Attribute.OVERLINED)) {
      lines.add("overline");
    }
    return looks.append(lines).toString();
  }

  /** Returns the attribute for a drawing colour. */
  private static String ink(int color) {
    return color == Style.DEFAULT_COLOR ? " fill=\"" + SvgFilm.INK + "\"" : paper(color);
  }

  /** Returns the attribute for a background; empty for the screen's own. */
  private static String paper(int color) {
    if (color == Style.DEFAULT_COLOR) {
      return "";
    }
    if (color >= 0 && color < 16) {
      return " class=\"c" + color + "\"";
    }
    return String.format(Locale.ROOT, " fill=\"#%06x\"", rgb(color));
  }

  /** Returns a colour of xterm's palette of 256, or a direct colour. */
  private static int rgb(int color) {
    if ((color & Style.RGB) != 0) {
      return color & 0xffffff;
    }
    if (color > 231) {
      return (8 + (color - 232) * 10) * 0x010101;
    }
    int value = color - 16;
    return level(value / 36) << 16 | level(value / 6 % 6) << 8 | level(value % 6);
  }

  private static int level(int step) {
    return step == 0 ? 0 : 55 + step * 40;
  }

  /** Returns the width of a number of cells, with one decimal at most. */
  static String pixels(int cells) {
    long tenths = Math.round(cells * CELL * 10);
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
  }

  /** Escapes markup, and replaces characters that XML does not allow. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> {
                  if (isAllowed(c)) {
                    escaped.appendCodePoint(c);
                  } else {
                    escaped.append(REPLACEMENT);
                  }
                }
              }
            });
    return escaped.toString();
  }

  private static boolean isAllowed(int c) {
    return c >= ' '
        && (c < 0x7f || c >= 0xa0)
        && (c & 0xfffe) != 0xfffe
        && (c < 0xd800 || c >= 0xe000);
  }
}
