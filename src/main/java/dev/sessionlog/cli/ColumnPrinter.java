package dev.sessionlog.cli;

import dev.sessionlog.cli.Column.Narrow;
import dev.sessionlog.session.Visible;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints rows of cells: for people as a table that fits the screen, with titles above; for programs
 * with a tab between two cells and nothing else. Control characters in cells are spelt out.
 *
 * <p>A table is printed when it is {@linkplain #finish finished}, since its widths depend on all of
 * its rows.
 */
final class ColumnPrinter {
  private static final String SPACE = "  ";
  private static final int NARROWEST = 4;

  private final List<Column> columns;
  private final PrintWriter out;
  private final int screenWidth;
  private final List<List<String>> rows = new ArrayList<>();

  private ColumnPrinter(List<Column> columns, PrintWriter out, int screenWidth) {
    this.columns = List.copyOf(columns);
    this.out = out;
    this.screenWidth = screenWidth;
  }

  /** Returns a printer of a table for a screen of that many columns. */
  static ColumnPrinter table(List<Column> columns, PrintWriter out, int screenWidth) {
    if (screenWidth < 1) {
      throw new IllegalArgumentException("screen width: " + screenWidth);
    }
    return new ColumnPrinter(columns, out, screenWidth);
  }

  /** Returns a printer of lines for programs. */
  static ColumnPrinter plain(List<Column> columns, PrintWriter out) {
    return new ColumnPrinter(columns, out, 0);
  }

  /** Returns the printer that suits the output: a table when it is a terminal. */
  static ColumnPrinter of(List<Column> columns, CommandContext context) {
    return context.isTerminal()
        ? table(columns, context.out(), context.columns())
        : plain(columns, context.out());
  }

  /** Adds a row of as many cells as there are columns. */
  void row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + columns.size());
    }
    List<String> visible = cells.stream().map(Visible::field).toList();
    if (screenWidth == 0) {
      out.println(String.join("\t", visible));
    } else {
      rows.add(visible);
    }
  }

  /** Prints what is not printed yet. A table without rows prints nothing, not even titles. */
  void finish() {
    if (!rows.isEmpty()) {
      int[] widths = widths();
      printRow(columns.stream().map(Column::title).toList(), widths);
      rows.forEach(row -> printRow(row, widths));
      rows.clear();
    }
    out.flush();
  }

  private int[] widths() {
    int[] natural = naturalWidths();
    int[] widths = cutToFit(natural);
    if (excess(widths) > 0) {
      for (int i = 0; i < natural.length; i++) {
        natural[i] = columns.get(i).is(Narrow.IS_LEFT_OUT) ? 0 : natural[i];
      }
      widths = cutToFit(natural);
    }
    return widths;
  }

  private int[] naturalWidths() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int longest = rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
      widths[i] = Math.max(longest, length(columns.get(i).title()));
    }
    return widths;
  }

  private int[] cutToFit(int[] natural) {
    int[] widths = natural.clone();
    int excess = excess(widths);
    while (excess > 0 && shrinkWidest(widths)) {
      excess--;
    }
    return widths;
  }

  /** Returns by how much a row is too long. A column that is left out has the width 0. */
  private int excess(int[] widths) {
    int length = -SPACE.length() - screenWidth;
    for (int width : widths) {
      length += width == 0 ? 0 : width + SPACE.length();
    }
    return length;
  }

  private boolean shrinkWidest(int[] widths) {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean shrinks = columns.get(i).is(Narrow.IS_CUT) && widths[i] > NARROWEST;
      if (shrinks && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    if (widest >= 0) {
      widths[widest]--;
    }
    return widest >= 0;
  }

  private void printRow(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == 0) {
        continue;
      }
      String cell = cut(cells.get(i), widths[i]);
      String padding = " ".repeat(widths[i] - length(cell));
      line.append(i == 0 ? "" : SPACE);
      line.append(columns.get(i).rightAligned() ? padding + cell : cell + padding);
    }
    out.println(line.toString().stripTrailing());
  }

  private static String cut(String cell, int width) {
    return length(cell) <= width
        ? cell
        : cell.substring(0, cell.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
