package dev.sessionlog.replay;

import dev.sessionlog.terminal.Snapshot;
import dev.sessionlog.terminal.Style;
import dev.sessionlog.terminal.Style.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Composes the picture: the recorded screen, reduced to the part around its cursor if it is larger
 * than the window, and our own line below it.
 *
 * @param columns the window's columns, at least 1
 * @param rows the window's rows, at least 1
 */
record FrameComposer(int columns, int rows) {
  private static final Style BAR = Frame.PLAIN.toggled(Attribute.INVERSE);
  private static final Style EDGE = Frame.PLAIN.toggled(Attribute.FAINT);

  /** The width of each of two columns of help beside each other. */
  private static final int HELP_COLUMNS = 40;

  FrameComposer {
    columns = Math.max(1, columns);
    rows = Math.max(1, rows);
  }

  /** Returns true if the screen is larger than the window, regardless of the bar. */
  boolean crops(Snapshot screen) {
    return screen.columns() > columns || screen.rows() > rows;
  }

  private int room(boolean bar) {
    return Math.max(1, bar ? rows - 1 : rows);
  }

  /**
   * Returns the picture.
   *
   * @param bar the line below it; empty for none, and one row more for the screen
   */
  Frame compose(
      Snapshot screen, Optional<Pattern> highlighted, Optional<String> bar, boolean typing) {
    Frame frame = new Frame(columns, rows);
    int room = room(bar.isPresent());
    int top = first(screen.cursorRow(), screen.rows(), room);
    int left = first(screen.cursorColumn(), screen.columns(), columns);
    for (int row = 0; row < Math.min(room, screen.rows() - top); row++) {
      copyRow(screen, top + row, left, frame, row);
    }
    putEdges(frame, screen, room);
    highlighted.ifPresent(pattern -> highlight(screen, pattern, top, left, frame, room));
    if (rows > 1) {
      bar.ifPresent(line -> putLine(frame, line));
    }
    if (typing) {
      frame.setCursor(rows - 1, Math.min(columns - 1, bar.orElse("").length()));
    } else if (screen.isCursorVisible() && screen.cursorRow() - top < room) {
      frame.setCursor(screen.cursorRow() - top, screen.cursorColumn() - left);
    }
    return frame;
  }

  /** If the window is larger than the screen, lines show the edge of the screen. */
  private void putEdges(Frame frame, Snapshot screen, int room) {
    boolean right = screen.columns() < columns;
    boolean below = screen.rows() < room;
    for (int row = 0; right && row < Math.min(room, screen.rows()); row++) {
      frame.put(row, screen.columns(), "\u2502", EDGE);
    }
    if (below) {
      String corner = right ? "\u2518" : "";
      frame.put(
          screen.rows(), 0, "\u2500".repeat(Math.min(columns, screen.columns())) + corner, EDGE);
    }
  }

  /**
   * Returns the first row or column to show, so that the cursor is visible and as little as
   * possible is cut off.
   */
  private static int first(int cursor, int count, int room) {
    return Math.max(0, Math.min(cursor - room + 1, count - room));
  }

  private void copyRow(Snapshot screen, int from, int left, Frame frame, int to) {
    for (int column = left; column < Math.min(screen.columns(), left + columns); column++) {
      int width = screen.width(from, column);
      if (width > 0) {
        frame.put(to, column - left, screen.text(from, column), width, screen.style(from, column));
      }
    }
  }

  private void highlight(
      Snapshot screen, Pattern pattern, int top, int left, Frame frame, int room) {
    for (SnapshotLines.Cell cell : SnapshotLines.of(screen).cells(pattern)) {
      int row = cell.row() - top;
      if (row < room) {
        Style style = screen.style(cell.row(), cell.column()).toggled(Attribute.INVERSE);
        frame.setStyle(row, cell.column() - left, style);
      }
    }
  }

  private void putLine(Frame frame, String line) {
    frame.put(rows - 1, 0, line + " ".repeat(Math.max(0, columns - line.length())), BAR);
  }

  /** Returns {@code frame} with lines of text over it, in two columns if one is too high. */
  Frame withText(Frame frame, List<String> lines) {
    int room = room(true);
    boolean beside = lines.size() > room && columns >= 2 * HELP_COLUMNS;
    int high = beside ? (lines.size() + 1) / 2 : lines.size();
    for (int row = 0; row < Math.min(high, room); row++) {
      String text = "  " + lines.get(row);
      if (beside && high + row < lines.size()) {
        text += " ".repeat(Math.max(0, HELP_COLUMNS - text.length())) + lines.get(high + row);
      }
      frame.put(row, 0, text + " ".repeat(Math.max(0, columns - text.length())), Frame.PLAIN);
    }
    return frame;
  }
}
