package dev.sessionlog.replay;

import dev.sessionlog.terminal.Snapshot;
import dev.sessionlog.transcript.BoundedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of text on a screen, with wrapped rows joined, and the cells of their characters. */
final class SnapshotLines {
  /** A cell of the screen. */
  record Cell(int row, int column) {}

  private final List<String> texts = new ArrayList<>();
  private final List<int[]> places = new ArrayList<>();
  private final int columns;

  private SnapshotLines(int columns) {
    this.columns = columns;
  }

  /** Reads the lines of what {@code snapshot} shows. */
  static SnapshotLines of(Snapshot snapshot) {
    SnapshotLines lines = new SnapshotLines(snapshot.columns());
    int row = 0;
    while (row < snapshot.rows()) {
      row = lines.add(snapshot, row);
    }
    return lines;
  }

  private int add(Snapshot snapshot, int first) {
    StringBuilder text = new StringBuilder();
    int[] where = new int[columns];
    int row = first;
    do {
      for (int column = 0; column < columns; column++) {
        String character = snapshot.text(row, column);
        int end = text.length() + character.length();
        if (end > where.length) {
          where = Arrays.copyOf(where, Math.max(end, where.length * 2));
        }
        Arrays.fill(where, text.length(), end, row * columns + column);
        text.append(character);
      }
      row++;
    } while (row < snapshot.rows() && snapshot.isContinuation(row));
    texts.add(text.toString().stripTrailing());
    places.add(where);
    return row;
  }

  /**
   * Returns the number of matches of {@code pattern}; empty matches do not count.
   *
   * @throws ExpressionException if it is invalid
   */
  int count(Pattern pattern) {
    int count = 0;
    for (String text : texts) {
      count += count(pattern, text);
    }
    return count;
  }

  /** Counts matches in a line; if the line is too expensive, the matches so far count. */
  static int count(Pattern pattern, String text) {
    int count = 0;
    Matcher found = pattern.matcher(bounded(text));
    while (find(found)) {
      count += found.end() > found.start() ? 1 : 0;
    }
    return count;
  }

  private static BoundedText bounded(String text) {
    return new BoundedText(text, BoundedText.fair(text.length()));
  }

  private static boolean find(Matcher matcher) {
    try {
      return BoundedText.find(matcher);
    } catch (StackOverflowError | BoundedText.TooCostly tooMuchForThisLine) {
      return false;
    } catch (BoundedText.Unusable e) {
      throw new ExpressionException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the cells of the matches of {@code pattern}. */
  List<Cell> cells(Pattern pattern) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      Matcher found = pattern.matcher(bounded(texts.get(i)));
      while (find(found)) {
        for (int at = found.start(); at < found.end(); at++) {
          int place = places.get(i)[at];
          cells.add(new Cell(place / columns, place % columns));
        }
      }
    }
    return cells;
  }
}
