package dev.sessionlog.cli;

import dev.sessionlog.session.Visible;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Prints rows of cells: for people as a table that fits the screen, with titles above; for programs
 * separated only by tabs. Control characters in cells are spelt out.
 *
 * <p>A table is printed when it is {@linkplain #finish finished}, because its widths depend on all
 * rows. If it is too wide for the screen, cells are cut as far as their columns allow, and then
 * columns are left out one by one until the rest fits.
 */
final class ColumnPrinter {
  private static final String SPACE = "  ";

  private final List<Column> columns;
  private final CommandContext context;
  private final PrintWriter out;
  private final int screenWidth;
  private final List<List<String>> rows = new ArrayList<>();

  private ColumnPrinter(List<Column> columns, CommandContext context) {
    this.columns = List.copyOf(columns);
    this.context = context;
    this.out = context.out();
    this.screenWidth = context.isTerminal() ? Math.max(1, context.columns()) : 0;
  }

  /** Returns the printer for the output: a table for a terminal. */
  static ColumnPrinter of(List<Column> columns, CommandContext context) {
    return new ColumnPrinter(columns, context);
  }

  /** Adds a row with one cell for each column. */
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

  /** Prints everything not printed yet. A table without rows prints nothing, not even titles. */
  void finish() {
    if (!rows.isEmpty()) {
      int[] widths = widths();
      printRow(columns.stream().map(Column::title).toList(), widths, (column, cell) -> "");
      rows.forEach(row -> printRow(row, widths, (column, cell) -> column.colour().apply(cell)));
      rows.clear();
    }
    out.flush();
  }

  private int[] widths() {
    int[] natural = naturalWidths();
    int[] widths = cutToFit(natural);
    for (int next : inOrderOfLeavingOut()) {
      if (excess(widths) <= 0) {
        break;
      }
      natural[next] = 0;
      widths = cutToFit(natural);
    }
    return widths;
  }

  private List<Integer> inOrderOfLeavingOut() {
    return IntStream.range(0, columns.size())
        .boxed()
        .filter(i -> columns.get(i).leftOut() > 0)
        .sorted(Comparator.comparing(i -> columns.get(i).leftOut()))
        .toList();
  }

  private int[] naturalWidths() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      List<String> cells = rows.stream().map(row -> row.get(column)).toList();
      int longest = cells.stream().mapToInt(ColumnPrinter::length).max().orElse(0);
      widths[i] =
          columns.get(i).isWorthwhile(cells)
              ? Math.max(longest, length(columns.get(i).title()))
              : 0;
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

  /** Returns the excess width of a row. A column that is left out has the width 0. */
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
      int narrowest = columns.get(i).narrowest();
      boolean shrinks = narrowest > 0 && widths[i] > narrowest;
      if (shrinks && (widest < 0 || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    if (widest >= 0) {
      widths[widest]--;
    }
    return widest >= 0;
  }

  private void printRow(
      List<String> cells, int[] widths, BiFunction<Column, String, String> colours) {
    StringBuilder line = new StringBuilder();
    String space = ""; // no blanks at a line's end
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == 0) {
        continue;
      }
      Column column = columns.get(i);
      String cell = cut(cells.get(i), widths[i]);
      String padding = " ".repeat(widths[i] - length(cell));
      String shown = context.coloured(colours.apply(column, cells.get(i)), cell);
      line.append(space).append(column.rightAligned() ? padding : "").append(shown);
      space = (column.rightAligned() ? "" : padding) + SPACE;
    }
    out.println(line);
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
