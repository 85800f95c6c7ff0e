package dev.sessionlog.export;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sessionlog.terminal.Snapshot;
import dev.sessionlog.terminal.Style;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the screen as runs of cells with the same style.
 *
 * @param runs the runs, from the left; blanks at the end are left out
 */
record HtmlRow(List<Run> runs) {
  private static final List<Style.Attribute> ATTRIBUTES =
      List.of(
          Style.Attribute.BOLD,
          Style.Attribute.FAINT,
          Style.Attribute.ITALIC,
          Style.Attribute.UNDERLINED,
          Style.Attribute.BLINKING,
          Style.Attribute.INVERSE,
          Style.Attribute.INVISIBLE,
          Style.Attribute.CROSSED_OUT,
          Style.Attribute.OVERLINED);

  /**
   * A run.
   *
   * @param text its characters; never a control character
   * @param columns its width in cells if it is one character whose width a browser may see
   *     differently; otherwise 0
   * @param style the bits of its {@link Style}
   */
  record Run(String text, int columns, long style) {}

  HtmlRow {
    runs = List.copyOf(runs);
  }

  static HtmlRow of(Snapshot picture, int row) {
    List<Run> runs = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    long style = 0;
    int end = end(picture, row);
    for (int column = 0; column < end; column++) {
      int width = picture.width(row, column);
      long look = picture.style(row, column).bits();
      String character = picture.text(row, column);
      boolean odd = width != 1 || !isRegular(character);
      if ((odd || look != style) && text.length() > 0) {
        runs.add(new Run(text.toString(), 0, style));
        text.setLength(0);
      }
      if (odd && width > 0) {
        runs.add(new Run(character, width, look));
      } else if (width > 0) {
        text.append(character);
      }
      style = look;
    }
    if (text.length() > 0) {
      runs.add(new Run(text.toString(), 0, style));
    }
    return new HtmlRow(runs);
  }

  private static int end(Snapshot picture, int row) {
    int end = picture.columns();
    while (end > 0
        && picture.style(row, end - 1).bits() == 0
        && picture.text(row, end - 1).equals(" ")) {
      end--;
    }
    return end;
  }

  /**
   * Latin letters and box drawing characters, which have the same width in every monospaced font.
   */
  private static boolean isRegular(String character) {
    if (character.length() != 1) {
      return false;
    }
    char c = character.charAt(0);
    return c < 0x7f || (c >= 0xa0 && c < 0x180) || (c >= 0x2500 && c < 0x25a0);
  }

  /**
   * Writes it as an array: an unstyled run as its text, another run as {@code [text, columns,
   * foreground, background, attributes]}. Colours are -1 for the page's own, 0 to 255 for the
   * palette, above that 2²⁴ and red, green, blue; attribute bits are in the order of {@link
   * #ATTRIBUTES}.
   */
  void write(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (Run run : runs) {
      if (run.style == 0 && run.columns == 0) {
        json.writeString(run.text);
      } else {
        write(json, run);
      }
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, Run run) throws IOException {
    Style style = new Style(run.style);
    int attributes = 0;
    for (int bit = 0; bit < ATTRIBUTES.size(); bit++) {
      attributes |= style.has(ATTRIBUTES.get(bit)) ? 1 << bit : 0;
    }
    json.writeStartArray();
    json.writeString(run.text);
    json.writeNumber(run.columns);
    json.writeNumber(style.foreground());
    json.writeNumber(style.background());
    json.writeNumber(attributes);
    json.writeEndArray();
  }
}
