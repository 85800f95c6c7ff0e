package dev.sessionlog.replay;

import dev.sessionlog.terminal.Style;
import org.jspecify.annotations.Nullable;

/**
 * Creates the bytes that turn one {@link Frame} on a terminal into the next: characters, and of
 * control sequences CUP, SGR, ED and the cursor's DECTCEM; to begin and to end also the alternate
 * screen (1049) and DECAWM. Nothing else, whatever the frames contain. Not thread-safe.
 */
final class ScreenPainter {
  /** Takes over the screen: switches to the alternate one, without cursor and wrapping. */
  static final String ENTER = "\033[?1049h\033[?25l\033[?7l\033[0m\033[2J";

  /** Restores the screen. */
  static final String LEAVE = "\033[0m\033[?7h\033[?25h\033[?1049l";

  private @Nullable Frame shown;
  private Style style = Frame.PLAIN;
  private int row;
  private int column;
  private boolean certain;

  /** Discards the known content, so that the next frame is drawn completely. */
  void forget() {
    shown = null;
  }

  /** Returns the output that makes the terminal show {@code next}; may be empty. */
  String paint(Frame next) {
    StringBuilder out = new StringBuilder();
    Frame last = shown;
    certain = false;
    if (last == null || last.columns() != next.columns() || last.rows() != next.rows()) {
      out.append("\033[?25l\033[0m\033[2J");
      style = Frame.PLAIN;
      last = new Frame(next.columns(), next.rows());
    }
    for (int r = 0; r < next.rows(); r++) {
      paintRow(last, next, r, out);
    }
    paintCursor(next, out);
    shown = next;
    return out.toString();
  }

  private void paintRow(Frame last, Frame next, int r, StringBuilder out) {
    for (int c = 0; c < next.columns(); c++) {
      boolean wide = c + 1 < next.columns() && next.text(r, c + 1).isEmpty();
      boolean same = last.sameCell(next, r, c) && (!wide || last.sameCell(next, r, c + 1));
      if (same || next.text(r, c).isEmpty()) {
        continue;
      }
      if (out.isEmpty()) {
        out.append("\033[?25l");
      }
      if (!certain || row != r || column != c) {
        moveTo(r, c, out);
      }
      if (!next.style(r, c).equals(style)) {
        style = next.style(r, c);
        out.append(Sgr.sequence(style));
      }
      String text = next.text(r, c);
      out.append(text);
      row = r;
      column = c + 1;
      // Terminals disagree on the widths of characters beyond ASCII.
      certain = text.length() == 1 && text.charAt(0) < 0x7f && column < next.columns();
    }
  }

  private void paintCursor(Frame next, StringBuilder out) {
    boolean moved =
        shown == null
            || !out.isEmpty()
            || shown.cursorRow() != next.cursorRow()
            || shown.cursorColumn() != next.cursorColumn();
    if (!moved) {
      return;
    }
    if (next.hasCursor()) {
      moveTo(next.cursorRow(), next.cursorColumn(), out);
      out.append("\033[?25h");
    } else {
      out.append("\033[?25l");
    }
  }

  private static void moveTo(int row, int column, StringBuilder out) {
    out.append("\033[").append(row + 1).append(';').append(column + 1).append('H');
  }
}
