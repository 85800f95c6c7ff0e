package dev.sessionlog.transcript;

import dev.sessionlog.terminal.Row;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalListener.Origin;
import dev.sessionlog.terminal.TextBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines on a terminal's primary screen. A line is a row with its continuation rows, identified
 * by the numbers of its first and last row. The top line may have a head that scrolled off. The
 * note of a line's first row contains the text that was last passed on from there.
 */
final class ScreenLines {
  /** The note of a row whose text was passed on with the row above. It equals no line. */
  private static final String JOINED = Note.NO_LINE;

  /** The most lines that a prompt has above the one with the input. */
  private static final int MAX_PROMPT_LINES = 4;

  private final Terminal terminal;
  private final LineHead head;
  private final TextBuffer text = new TextBuffer();

  ScreenLines(Terminal terminal, LineHead head) {
    this.terminal = terminal;
    this.head = head;
  }

  int start(int row) {
    int start = row;
    while (start > 0 && row(start).isContinuation()) {
      start--;
    }
    return start;
  }

  int end(int row) {
    int end = row;
    while (end + 1 < terminal.rows() && row(end + 1).isContinuation()) {
      end++;
    }
    return end;
  }

  /** Returns the last row that is not blank; -1 if all are blank. */
  int lastWithText() {
    int row = terminal.rows() - 1;
    while (row >= 0 && row(row).isBlank()) {
      row--;
    }
    return row;
  }

  boolean hasTextBelow(int row) {
    for (int below = row + 1; below < terminal.rows(); below++) {
      if (!row(below).isBlank()) {
        return true;
      }
    }
    return false;
  }

  boolean continuesHead(int first) {
    return first == 0 && head.isPresent() && row(0).isContinuation();
  }

  /** Returns true if the line differs from what was passed on, if anything was. */
  boolean isChanged(int first, int last) {
    for (int row = first; row <= last; row++) {
      if (row(row).isChanged()) {
        return true;
      }
    }
    return continuesHead(first);
  }

  /** Returns true if the line was passed on with a text and has another now. */
  boolean isRewritten(int first) {
    String note = row(first).note();
    int last = end(first);
    return note != null
        && !note.isEmpty()
        && !Note.isDrawnOver(note)
        && isChanged(first, last)
        && !Note.isOf(text(first, last), note);
  }

  /** Returns true if the cursor left the line, or a part of it, by a line feed. */
  boolean isLineFed(int first, int last) {
    for (int row = first; row <= last; row++) {
      if (row(row).isLineFed()) {
        return true;
      }
    }
    return continuesHead(first) && head.isLineFed();
  }

  /** Returns true if the row is blank because the cursor was moved over it. */
  boolean isPassedOver(int row) {
    return row(row).note() == null && !row(row).isChanged() && row(row).isBlank();
  }

  String text(int first, int last) {
    text.clear();
    if (continuesHead(first)) {
      text.append(head.text());
    }
    for (int row = first; row <= last; row++) {
      text.append(row(row), row < last ? row(row).length() : row(row).trimmedLength());
    }
    text.trim();
    String result = text.toString();
    text.clear();
    return result;
  }

  /** Returns the time of the line's last change. */
  long at(int first, int last) {
    long at = continuesHead(first) ? head.at() : 0;
    for (int row = first; row <= last; row++) {
      at = Math.max(at, row(row).changedAt());
    }
    return at;
  }

  @Nullable String note(int first) {
    return continuesHead(first) ? head.note() : row(first).note();
  }

  void setNote(int first, int last, @Nullable String note) {
    row(first).setNote(note == null ? null : Note.of(note));
    for (int row = first + 1; row <= last; row++) {
      row(row).setNote(JOINED);
    }
  }

  /** Notes that a line that was passed on is about to be overwritten. */
  void noteDrawnOver(int first, int last) {
    String note = row(first).note();
    row(first).setNote(note == null || Note.isDrawnOver(note) ? note : Note.drawnOver(note));
    for (int row = first + 1; row <= last; row++) {
      row(row).setNote(null);
    }
  }

  /**
   * Finds a drawn line above with the same text, because a program that draws the whole screen
   * moves lines up by drawing them again from the top.
   *
   * @return true if there is such a line; it replaces this one from now on
   */
  boolean movedUp(int first, int last, Origin origin) {
    for (int above = 0; above < first; above = end(above) + 1) {
      if (isCopy(above, first, last)) {
        boolean given = !isChanged(first, last);
        for (int i = 0; i <= last - first; i++) {
          row(above + i).setOrigin(origin);
          if (given) {
            row(above + i).setNote(row(first + i).note());
          }
        }
        return true;
      }
    }
    return false;
  }

  private boolean isCopy(int above, int first, int last) {
    if (row(above).origin() != Origin.DRAWN || !row(above).isChanged()) {
      return false;
    }
    for (int i = 0; i <= last - first; i++) {
      boolean continued = row(above + i + 1).isContinuation();
      if (!row(above + i).readsAs(row(first + i)) || continued != i < last - first) {
        return false;
      }
    }
    return true;
  }

  /** Returns true if a line has at most {@code most} cells. */
  boolean isWithin(int first, int last, int most) {
    return !continuesHead(first) && (last - first + 1L) * terminal.columns() <= most;
  }

  /** Notes that the skipped rows above a line were counted as blank lines. */
  void notePassedOverAbove(int first) {
    for (int row = first - 1; row >= 0 && row(row).isBlank(); row--) {
      if (isPassedOver(row)) {
        row(row).setNote("");
      }
    }
  }

  /** Returns the beginning of the text of the line that the cursor is on. */
  String cursorLine(int most) {
    int row = terminal.primaryCursorRow();
    return beginning(start(row), end(row), most);
  }

  /** Returns the beginning of the cursor's line, or of the nearest above it that is not blank. */
  String lastLine(int most) {
    String line = cursorLine(most);
    int row = start(terminal.primaryCursorRow()) - 1;
    while (line.isEmpty() && row >= 0) {
      int start = start(row);
      line = beginning(start, row, most);
      row = start - 1;
    }
    return line;
  }

  /** Returns the beginnings of the last lines with text, up from the cursor's. */
  List<String> lastLines(int count, int most) {
    List<String> last = new ArrayList<>();
    for (int row = terminal.primaryCursorRow(); row >= 0 && last.size() < count; ) {
      int start = start(row);
      String line = start == row && row(row).isBlank() ? "" : beginning(start, row, most);
      if (!line.isEmpty()) {
        last.add(line);
      }
      row = start - 1;
    }
    return last;
  }

  /** Returns the lines above a row, the nearest first, as many as a prompt may have. */
  List<String> above(int row, int most) {
    List<String> lines = new ArrayList<>();
    for (int below = row; below > 0 && lines.size() < MAX_PROMPT_LINES; ) {
      int start = start(below - 1);
      lines.add(beginning(start, below - 1, most));
      below = start;
    }
    return lines;
  }

  /** Returns the lines with text above a row, the nearest first, as many as a prompt may have. */
  List<String> textAbove(int row, int most) {
    List<String> lines = new ArrayList<>();
    for (int below = row; below > 0 && lines.size() <= MAX_PROMPT_LINES; ) {
      int last = below - 1;
      int start = start(last);
      String line = start == last && row(last).isBlank() ? "" : beginning(start, last, most);
      if (!line.isEmpty()) {
        lines.add(line);
      }
      below = start;
    }
    return lines;
  }

  /** Returns the text of a line, up to a number of characters. */
  private String beginning(int first, int last, int most) {
    if (continuesHead(first) && head.text().length() > most) {
      return head.text().beginning(most);
    }
    int end = first;
    for (int cells = row(first).length(); end < last && cells <= 2L * most; end++) {
      cells += row(end + 1).length(); // a wide character takes two cells
    }
    String line = text(first, end);
    return line.length() > most ? line.substring(0, most) : line;
  }

  /** Returns the memory of the notes and the buffer, in bytes. */
  long bytes() {
    long bytes = text.bytes();
    for (int row = 0; row < terminal.rows(); row++) {
      String note = row(row).note();
      bytes += note == null ? 0 : Note.bytes(note);
    }
    return bytes;
  }

  private Row row(int index) {
    return terminal.primaryRow(index);
  }
}
