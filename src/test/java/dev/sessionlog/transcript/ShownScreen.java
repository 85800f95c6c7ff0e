package dev.sessionlog.transcript;

import dev.sessionlog.terminal.Snapshot;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalListener;
import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal shows, ours or another.
 *
 * @param rows the text of each row down to the last that is not blank, without trailing spaces
 * @param cursorRow from 0
 * @param cursorColumn from 0; the last one also when the next character will wrap
 */
record ShownScreen(List<String> rows, int cursorRow, int cursorColumn) {
  static ShownScreen of(List<String> rows, int cursorRow, int cursorColumn) {
    List<String> trimmed = new ArrayList<>(rows.stream().map(String::stripTrailing).toList());
    while (!trimmed.isEmpty() && trimmed.get(trimmed.size() - 1).isEmpty()) {
      trimmed.remove(trimmed.size() - 1);
    }
    return new ShownScreen(List.copyOf(trimmed), cursorRow, cursorColumn);
  }

  /** Returns what our terminal shows after these bytes. */
  static ShownScreen ours(byte[] bytes, int columns, int rows) {
    Terminal terminal = new Terminal(columns, rows, new TerminalListener() {});
    terminal.feed(bytes, 0, bytes.length);
    return of(terminal.snapshot());
  }

  private static ShownScreen of(Snapshot snapshot) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < snapshot.rows(); row++) {
      rows.add(snapshot.text(row));
    }
    return of(rows, snapshot.cursorRow(), snapshot.cursorColumn());
  }

  @Override
  public String toString() {
    return String.join("\n", rows) + "\n[cursor " + cursorRow + ";" + cursorColumn + "]";
  }
}
