package dev.sessionlog.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The man page sessionlog.toml(5), made from the sample configuration: a comment there is the text
 * about the keys below it.
 */
final class ConfigurationPage {
  private final Map<String, String> expectedValues;
  private final Roff page;
  private final List<String> comment = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final Map<String, String> expected = new LinkedHashMap<>();
  private String table = "";

  private ConfigurationPage(Map<String, String> expectedValues, Roff page) {
    this.expectedValues = expectedValues;
    this.page = page;
  }

  /**
   * Returns the page, of which {@code page} has the head.
   *
   * @param sample the lines of the sample configuration
   * @param expectedValues the values that each key takes, by its full name
   * @param more the sections that are written by hand
   */
  static String of(
      List<String> sample, Map<String, String> expectedValues, PageText more, Roff page) {
    page.section("NAME").text("sessionlog.toml - configuration of sessionlog(1)");
    page.section("SYNOPSIS").text("`/etc/sessionlog/sessionlog.toml`");
    page.paragraph("`~/.config/sessionlog/sessionlog.toml`");
    page.section("DESCRIPTION");
    more.write("DESCRIPTION", page, (roff, name) -> {});
    page.section("KEYS");
    ConfigurationPage writer = new ConfigurationPage(expectedValues, page);
    int start = sample.indexOf(sample.stream().filter(l -> l.startsWith("[")).findFirst().get());
    sample.subList(start, sample.size()).forEach(writer::line);
    writer.flush();
    for (String heading : more.headings()) {
      if (!heading.equals("DESCRIPTION")) {
        page.section(heading);
        more.write(heading, page, (roff, name) -> {});
      }
    }
    return page.toString();
  }

  private void line(String line) {
    String bare = line.replaceFirst("^# ?", "");
    if (line.startsWith("[")) {
      flush();
      table = line.substring(1, line.indexOf(']'));
      page.subsection("[" + table + "]");
    } else if (bare.matches("[a-z_]+ = .*")) {
      String name = bare.substring(0, bare.indexOf(' '));
      keys.add("`" + name + "` = " + bare.substring(bare.indexOf('=') + 2));
      expected.put(name, expectedValues.get(table + "." + name));
    } else if (!bare.isBlank()) {
      if (!keys.isEmpty()) {
        flush();
      }
      comment.add(bare);
    }
  }

  private void flush() {
    if (!keys.isEmpty()) {
      String text = String.join(" ", comment);
      page.entry(keys, text + values(text));
    }
    comment.clear();
    keys.clear();
    expected.clear();
  }

  /** Says which values the keys take, as far as the text does not say it. */
  private String values(String text) {
    Set<String> values = new LinkedHashSet<>();
    expected.forEach((name, value) -> values.add(shortened(value, text)));
    if (values.size() == 1) {
      String value = values.iterator().next();
      return text.contains(value) ? "" : " Takes " + value + ".";
    }
    StringBuilder each = new StringBuilder();
    expected.forEach(
        (name, value) -> each.append(" `%s` takes %s.".formatted(name, shortened(value, text))));
    return each.toString();
  }

  /** The description of the page explains sizes and durations once for all keys. */
  private static String shortened(String expected, String text) {
    String value = expected.replaceFirst(" such as (\"\\w+\"(,| or)? ?)+,? ?from", " from");
    int zero = value.indexOf(", or \"0\" for ");
    return zero > 0 && text.contains("\"0\" for ") ? value.substring(0, zero) : value;
  }
}
