package dev.sessionlog.export;

import dev.sessionlog.terminal.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a terminal as one SVG that moves by CSS alone. Each row of the screen is a strip with
 * all its contents side by side, of which one is visible; a rule determines which one and when. So
 * the size grows with the number of different contents, not with the number of changes. Without
 * animation, or if the reader prefers none, it shows the picture with the most text.
 */
final class SvgFilm {
  static final String INK = "#d8dee9";
  static final String PAPER = "#0d0f12";

  /** The most changes of a row that a browser draws easily. */
  private static final int MOST_CHANGES = 50_000;

  private static final int MARGIN = 10;
  private static final List<String> PALETTE =
      List.of(
          "30363d", "ff7b72", "7ee787", "e3b341", "79c0ff", "d2a8ff", "56d4dd", "c9d1d9", "6e7681",
          "ffa198", "aff5b4", "f2cc60", "a5d6ff", "e2c5ff", "b3f0ff", "ffffff");

  /** A new content of a row, or a new place of the cursor, with its time. */
  private record Change(long millis, int what) {}

  private final Map<HtmlRow, Integer> ids = new HashMap<>();
  private final List<String> contents = new ArrayList<>(List.of(""));
  private final List<List<Change>> rows = new ArrayList<>();
  private final List<Change> cursor = new ArrayList<>();
  private @Nullable Snapshot last;

  /** The content of each row of the last picture. */
  private int[] standing = {};

  private int columns = 1;
  private int changes;
  private long end;
  private long poster;
  private int mostText = -1;

  /**
   * Takes the next picture.
   *
   * @param millis when it comes
   */
  void add(long millis, Snapshot picture) throws IOException {
    int[] next = new int[picture.rows()];
    int text = 0;
    for (int row = 0; row < next.length; row++) {
      next[row] = picture.isRowAs(last, row) ? standing[row] : id(HtmlRow.of(picture, row));
      text += contents.get(next[row]).length();
    }
    if (text > 0) {
      grow(millis, picture);
    }
    last = picture;
    standing = next;
    for (int row = 0; row < rows.size(); row++) {
      change(rows.get(row), millis, row < next.length ? next[row] : 0);
    }
    boolean shown = picture.isCursorVisible();
    change(cursor, millis, shown ? picture.cursorRow() << 16 | picture.cursorColumn() : -1);
    if (text > mostText) {
      mostText = text;
      poster = millis;
    }
    if (changes > MOST_CHANGES) {
      throw new IOException(
          "this session is too long or too busy for a moving picture;"
              + " use --at for a single moment, or -f html for a page that plays it whole");
    }
  }

  /**
   * Enlarges the film for a picture. Blank pictures are ignored, because many sessions begin in
   * another size.
   */
  private void grow(long millis, Snapshot picture) {
    columns = Math.max(columns, picture.columns());
    while (rows.size() < picture.rows()) {
      rows.add(new ArrayList<>(millis == 0 ? List.of() : List.of(new Change(0, 0))));
    }
  }

  private void change(List<Change> of, long millis, int what) {
    if (of.isEmpty() || of.get(of.size() - 1).what != what) {
      of.add(new Change(millis, what));
      changes++;
    }
  }

  private int id(HtmlRow row) {
    return ids.computeIfAbsent(
        row,
        fresh -> {
          String elements = SvgRow.elements(fresh);
          if (elements.isEmpty()) {
            return 0;
          }
          contents.add(elements);
          return contents.size() - 1;
        });
  }

  /**
   * Returns the picture as a document.
   *
   * @param title a description for people who cannot see it
   * @param millis its length; 0 for a still one
   */
  String document(String title, long millis) {
    end = millis;
    if (rows.isEmpty() && last != null) {
      grow(1, last);
    }
    StringBuilder out = new StringBuilder(1 << 16);
    int width = (int) Math.ceil(columns * SvgRow.CELL);
    int height = rows.size() * SvgRow.HEIGHT;
    int wide = width + 2 * MARGIN;
    int high = height + 2 * MARGIN;
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(wide);
    out.append("\" height=\"").append(high);
    out.append("\" viewBox=\"0 0 ").append(wide).append(' ').append(high).append("\">\n<title>");
    out.append(SvgRow.escaped(title)).append("</title>\n<style>\n");
    styles(out);
    Strips strips = new Strips(width + MARGIN);
    StringBuilder drawn = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      strips.row(row, rows.get(row), out, drawn);
    }
    cursorRule(out);
    out.append(
        "</style>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"" + PAPER + "\"/>\n");
    strips.definitions(out);
    out.append("<svg x=\"")
        .append(MARGIN)
        .append("\" y=\"")
        .append(MARGIN)
        .append("\" fill=\"" + INK);
    out.append("\" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(height)
        .append("\">\n")
        .append(drawn);
    cursorMark(out);
    return out.append("</svg>\n</svg>\n").toString();
  }

  private void styles(StringBuilder out) {
    out.append("text{font-size:14px;font-family:ui-monospace,Menlo,Consolas,\"DejaVu Sans Mono\"");
    out.append(",\"Liberation Mono\",monospace;white-space:pre}\n");
    for (int color = 0; color < PALETTE.size(); color++) {
      out.append(".c").append(color).append("{fill:#").append(PALETTE.get(color)).append("}");
    }
    out.append('\n');
    if (end > 0) {
      out.append("@media(prefers-reduced-motion:reduce){g,#k{animation:none!important}}\n");
    }
  }

  private void rule(String name, List<Change> of, StringBuilder out, IntFunction<String> place) {
    out.append('#').append(name).append("{animation:").append(name).append(' ').append(end);
    out.append("ms step-end infinite}@keyframes ").append(name).append('{');
    for (Change change : of) {
      out.append(percent(change.millis)).append("%{transform:").append(place.apply(change.what));
      out.append('}');
    }
    out.append("}\n");
  }

  private String percent(long millis) {
    long thousandths = Math.min(99_999, millis * 100_000 / Math.max(1, end));
    String text = String.valueOf(thousandths / 1000.0);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static int at(List<Change> of, long millis) {
    int what = of.get(0).what;
    for (Change change : of) {
      what = change.millis <= millis ? change.what : what;
    }
    return what;
  }

  private void cursorRule(StringBuilder out) {
    if (end > 0 && cursor.size() > 1) {
      rule("k", cursor, out, what -> "translate(" + cursorAt(what, "px") + ")");
    }
  }

  private void cursorMark(StringBuilder out) {
    int what = at(cursor, poster);
    if (what >= 0 || cursor.size() > 1) {
      out.append("<rect id=\"k\" width=\"").append(SvgRow.pixels(1)).append("\" height=\"");
      out.append(SvgRow.HEIGHT).append("\" fill=\"" + INK + "\" opacity=\".5\" transform=\"");
      out.append("translate(").append(cursorAt(what, "")).append(")\"/>\n");
    }
  }

  private static String cursorAt(int what, String unit) {
    if (what < 0) {
      return "-99" + unit + ",0";
    }
    return SvgRow.pixels(what & 0xffff) + unit + "," + (what >> 16) * SvgRow.HEIGHT + unit;
  }

  /** Writes the rows as strips. A content that appears in several places is defined once. */
  private final class Strips {
    private final int step;
    private final int[] used = new int[contents.size()];

    Strips(int step) {
      this.step = step;
      for (List<Change> row : rows) {
        row.stream().mapToInt(Change::what).distinct().forEach(id -> used[id]++);
      }
    }

    void row(int row, List<Change> of, StringBuilder rules, StringBuilder drawn) {
      Map<Integer, Integer> places = new LinkedHashMap<>();
      of.forEach(change -> places.putIfAbsent(change.what, places.size()));
      if (places.size() == 1 && of.get(0).what == 0) {
        return;
      }
      String name = "r" + row;
      boolean moves = end > 0 && of.size() > 1;
      if (moves) {
        rule(name, of, rules, what -> "translate(" + -step * places.get(what) + "px)");
      }
      int y = row * SvgRow.HEIGHT + SvgRow.BASE;
      drawn.append("<g transform=\"translate(0,").append(y).append(")\">");
      if (moves) {
        int first = -step * places.get(at(of, poster));
        drawn.append("<g id=\"").append(name).append("\" transform=\"translate(").append(first);
        drawn.append(")\">");
      }
      places.forEach((id, place) -> part(id, place * step, drawn));
      drawn.append(moves ? "</g></g>\n" : "</g>\n");
    }

    private void part(int id, int x, StringBuilder drawn) {
      if (id == 0) {
        return;
      }
      if (used[id] > 1) {
        drawn.append("<use href=\"#").append(name(id)).append('"');
        drawn.append(x == 0 ? "" : " x=\"" + x + "\"").append("/>");
      } else if (x == 0) {
        drawn.append(contents.get(id));
      } else {
        drawn.append("<g transform=\"translate(").append(x).append(")\">");
        drawn.append(contents.get(id)).append("</g>");
      }
    }

    private String name(int id) {
      return "t" + Integer.toString(id, 36);
    }

    void definitions(StringBuilder out) {
      if (Arrays.stream(used).skip(1).noneMatch(uses -> uses > 1)) {
        return;
      }
      out.append("<defs>\n");
      for (int id = 1; id < used.length; id++) {
        if (used[id] > 1) {
          out.append("<g id=\"").append(name(id)).append("\">").append(contents.get(id));
          out.append("</g>\n");
        }
      }
      out.append("</defs>\n");
    }
  }
}
