package dev.sessionlog.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A man page in man(7) macros, built section by section. Text is plain except for two marks: {@code
 * `bold`} for what is typed as it stands, and {@code _ITALIC_} for what the reader replaces. Names
 * of other pages such as {@code sessionlog-tail(1)} become bold by themselves.
 */
final class Roff {
  /** A blank at which no line is broken. */
  static final String UNBREAKABLE = "\u00a0";

  private static final int WIDTH = 78;
  private static final Pattern MARK =
      Pattern.compile(
          "`(?<bold>[^`]+)`|\\b_(?<italic>[A-Z][A-Z0-9,.\\[\\]]*)_\\b"
              + "|\\b(?<page>[a-z][a-z0-9.-]*)(?<section>\\([158]\\))");

  private final StringBuilder page = new StringBuilder();

  /** Starts a page. The date has the form 2026-11-27. */
  Roff(String name, int section, String date, String source, String maker) {
    page.append(".\\\" Made by ").append(maker).append("; do not edit.\n");
    page.append(".TH ").append(escaped(name.toUpperCase(Locale.ROOT)));
    page.append(" %d %s \"%s\" \"Sessionlog Manual\"\n".formatted(section, date, source));
    // A name that is broken at the margin could not be copied.
    page.append(".nh\n.ad l\n");
  }

  Roff section(String heading) {
    page.append(".SH ").append(escaped(heading)).append('\n');
    return this;
  }

  Roff subsection(String heading) {
    page.append(".SS ").append(escaped(heading)).append('\n');
    return this;
  }

  Roff paragraph(String text) {
    return lines(".PP", text);
  }

  /** Appends text that follows a heading or a tag at once. */
  Roff text(String text) {
    wrap(marked(text));
    return this;
  }

  /** Appends the tags of an entry, each on a line of its own, and what they mean. */
  Roff entry(List<String> tags, String text) {
    page.append(".TP\n");
    for (int i = 0; i < tags.size(); i++) {
      page.append(i == 0 ? "" : ".TQ\n").append(safeStart(marked(tags.get(i)))).append('\n');
    }
    return text(text);
  }

  /** Appends a list of short entries, one below the other without blank lines. */
  Roff table(List<Map.Entry<String, String>> rows) {
    int width = rows.stream().mapToInt(row -> row.getKey().length()).max().orElse(0) + 3;
    page.append(".PD 0\n");
    for (Map.Entry<String, String> row : rows) {
      page.append(".TP ").append(width).append('\n');
      page.append(safeStart(marked("`" + row.getKey() + "`"))).append('\n');
      text(row.getValue());
    }
    page.append(".PD\n");
    return this;
  }

  /** Appends lines that keep their breaks and blanks. */
  Roff verbatim(List<String> lines) {
    page.append(".PP\n.RS 4\n.EX\n");
    lines.forEach(line -> page.append(safeStart(escaped(line))).append('\n'));
    page.append(".EE\n.RE\n");
    return this;
  }

  private Roff lines(String macro, String text) {
    // A paragraph macro right after a heading does nothing, and mandoc says so.
    int start = page.lastIndexOf("\n", page.length() - 2) + 1;
    if (!page.substring(start).startsWith(".S")) {
      page.append(macro).append('\n');
    }
    return text(text);
  }

  private void wrap(String text) {
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        page.append(safeStart(line.toString())).append('\n');
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    page.append(safeStart(line.toString())).append('\n');
  }

  private static String marked(String text) {
    StringBuilder marked = new StringBuilder();
    Matcher matcher = MARK.matcher(text);
    int done = 0;
    while (matcher.find()) {
      marked.append(escaped(text.substring(done, matcher.start())));
      if (matcher.group("bold") != null) {
        marked.append("\\fB").append(escaped(matcher.group("bold"))).append("\\fP");
      } else if (matcher.group("italic") != null) {
        marked.append("\\fI").append(escaped(matcher.group("italic"))).append("\\fP");
      } else {
        marked.append("\\fB").append(escaped(matcher.group("page"))).append("\\fP");
        marked.append(matcher.group("section"));
      }
      done = matcher.end();
    }
    return marked.append(escaped(text.substring(done))).toString();
  }

  /** Makes each character appear as it is, so that what is copied from the page works. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("`", "\\(ga")
        .replace("^", "\\(ha")
        .replace("~", "\\(ti");
  }

  private static String safeStart(String line) {
    String kept = line.replace(UNBREAKABLE, "\\ ");
    // A dot at the start is a macro, one at the end is the end of a sentence.
    String ended = kept.endsWith("...") ? kept + "\\&" : kept;
    return ended.startsWith(".") ? "\\&" + ended : ended;
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
