package dev.sessionlog.terminal;

import java.nio.charset.StandardCharsets;

/** Terminals under test, and what they show. */
final class Screens {
  static final TerminalListener NOBODY = new TerminalListener() {};

  private Screens() {}

  static void feed(Terminal terminal, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    terminal.feed(bytes, 0, bytes.length);
  }

  static Snapshot snapshot(int columns, int rows, String text) {
    Terminal terminal = new Terminal(columns, rows, NOBODY);
    feed(terminal, text);
    return terminal.snapshot();
  }

  /** Returns the rows down to the last that is not blank, joined by {@code |}. */
  static String text(Snapshot snapshot) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < snapshot.rows(); row++) {
      text.append(row == 0 ? "" : "|").append(snapshot.text(row));
    }
    return text.toString().replaceFirst("\\|+$", "");
  }

  /** Returns what a terminal of 10 columns and 5 rows shows. */
  static String show(String text) {
    return text(snapshot(10, 5, text));
  }

  /** Returns the cursor's place as sequences number it: row, column, from 1. */
  static String cursor(Snapshot snapshot) {
    return (snapshot.cursorRow() + 1) + ";" + (snapshot.cursorColumn() + 1);
  }
}
