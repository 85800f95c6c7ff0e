package dev.sessionlog.terminal;

/**
 * The functions on rectangles: DECCRA, DECFRA, DECERA and DECSERA. Their rows and columns count
 * from 1, from the margins in origin mode, and omitted last ones are those of the screen.
 */
final class Rectangles {
  private static final Rectangle NOTHING = new Rectangle(0, 0, -1, -1);

  private Rectangles() {}

  static void obey(Screen screen, int last, Parameters parameters) {
    switch (last) {
      case 'v' -> copy(screen, parameters);
      case 'x' -> fill(screen, parameters);
      case 'z' -> {
        Rectangle area = area(screen, parameters, 0);
        if (!area.isEmpty()) {
          screen.editor.eraseRectangle(area);
        }
      }
      case '{' -> {
        Rectangle area = area(screen, parameters, 0);
        if (!area.isEmpty()) {
          screen.editor.eraseRectangleUnprotected(area);
        }
      }
      default -> {}
    }
  }

  private static void fill(Screen screen, Parameters parameters) {
    int character = parameters.get(0);
    boolean shown = (character >= 32 && character < 127) || (character >= 160 && character < 256);
    Rectangle area = area(screen, parameters, 1);
    if (shown && !area.isEmpty()) {
      screen.editor.fillRectangle(area, Characters.visible(character));
    }
  }

  /** There is only one page. */
  private static void copy(Screen screen, Parameters parameters) {
    Rectangle area = area(screen, parameters, 0);
    if (!area.isEmpty()) {
      Rectangle target = target(screen, parameters.get(5, 1) - 1, parameters.get(6, 1) - 1);
      if (!target.isEmpty()) {
        screen.editor.copyRectangle(area, target);
      }
    }
  }

  /** The part of the screen from that place on; between the margins in origin mode. */
  private static Rectangle target(Screen screen, int row, int column) {
    Margins margins = screen.margins;
    return margins.isOrigin()
        ? new Rectangle(
            margins.top() + row, margins.left() + column, margins.bottom(), margins.right())
        : new Rectangle(row, column, screen.rows() - 1, screen.columns() - 1);
  }

  /**
   * Returns the part of the page; empty if the first row or column is beyond the page, or beyond
   * the margins in origin mode, as in xterm.
   */
  private static Rectangle area(Screen screen, Parameters parameters, int first) {
    Margins margins = screen.margins;
    int top = parameters.get(first, 1) - 1;
    int left = parameters.get(first + 1, 1) - 1;
    Rectangle page = target(screen, 0, 0);
    if (top >= page.rows() || left >= page.columns()) {
      return NOTHING;
    }
    return new Rectangle(
        margins.rowOf(top, screen.rows()),
        margins.columnOf(left),
        margins.rowOf(parameters.get(first + 2, Parameters.MAX_VALUE) - 1, screen.rows()),
        margins.columnOf(parameters.get(first + 3, Parameters.MAX_VALUE) - 1));
  }
}
