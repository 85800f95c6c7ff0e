package dev.sessionlog.replay;

import dev.sessionlog.terminal.Snapshot;
import dev.sessionlog.terminal.Style;
import dev.sessionlog.terminal.Style.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts together what is to be seen: the recorded screen, cut to the window around its cursor where
 * it is larger, and below it a line of our own.
 *
 * @param columns the window's columns, at least 1
 * @param rows the window's rows, at least 1
 */
record FrameComposer(int columns, int rows) {
  private static final Style BAR = Frame.PLAIN.toggled(Attribute.INVERSE);

  FrameComposer {
    columns = Math.max(1, columns);
    rows = Math.max(1, rows);
  }

  /** Returns true when the screen is larger than the room for it. */
  boolean crops(Snapshot screen) {
    return screen.columns() > columns || screen.rows() > room();
  }

  private int room() {
    return Math.max(1, rows - 1);
  }

  /** Returns the picture. */
  Frame compose(Snapshot screen, Optional<Pattern> highlighted, String line, boolean typing) {
    Frame frame = new Frame(columns, rows);
    int top = first(screen.cursorRow(), screen.rows(), room());
    int left = first(screen.cursorColumn(), screen.columns(), columns);
    for (int row = 0; row < Math.min(room(), screen.rows() - top); row++) {
      copyRow(screen, top + row, left, frame, row);
    }
    highlighted.ifPresent(pattern -> highlight(screen, pattern, top, left, frame));
    if (rows > 1) {
      putLine(frame, line);
    }
    if (typing) {
      frame.setCursor(rows - 1, Math.min(columns - 1, line.length()));
    } else if (screen.isCursorVisible() && screen.cursorRow() - top < room()) {
      frame.setCursor(screen.cursorRow() - top, screen.cursorColumn() - left);
    }
    return frame;
  }

  /** Returns the first row or column to show so that the cursor is seen, as few as can be cut. */
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

  private void highlight(Snapshot screen, Pattern pattern, int top, int left, Frame frame) {
    for (SnapshotLines.Cell cell : SnapshotLines.of(screen).cells(pattern)) {
      int row = cell.row() - top;
      if (row < room()) {
        Style style = screen.style(cell.row(), cell.column()).toggled(Attribute.INVERSE);
        frame.setStyle(row, cell.column() - left, style);
      }
    }
  }

  private void putLine(Frame frame, String line) {
    frame.put(rows - 1, 0, line + " ".repeat(Math.max(0, columns - line.length())), BAR);
  }

  /** Returns {@code frame} with lines of text over it. */
  Frame withText(Frame frame, List<String> lines) {
    for (int row = 0; row < Math.min(lines.size(), room()); row++) {
      String text = "  " + lines.get(row);
      frame.put(row, 0, text + " ".repeat(Math.max(0, columns - text.length())), Frame.PLAIN);
    }
    return frame;
  }
}
