package dev.sessionlog.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * The hand-written sections of a man page, from {@code src/man/PAGE.txt}. In such a file
 *
 * <ul>
 *   <li>a line in capitals at the margin begins a section, one in other letters a subsection,
 *   <li>text indented by two blanks is a paragraph,
 *   <li>text indented by four is printed as it stands,
 *   <li>{@code TAG ::} indented by two is an entry, followed by its text, indented by four,
 *   <li>{@code @command NAME} is the entry of a command, with the text of its help.
 * </ul>
 */
final class PageText {
  private final Map<String, List<String>> sections = new LinkedHashMap<>();

  /** Reads the file. */
  static PageText read(Path file) throws IOException {
    PageText text = new PageText();
    String section = "";
    for (String line : Files.readAllLines(file)) {
      if (line.matches("[A-Z][A-Z ]*")) {
        section = line;
        text.sections.put(section, new ArrayList<>());
      } else {
        List<String> lines = text.sections.get(section);
        if (lines == null) {
          throw new IOException(file + ": text before the first section: " + line);
        }
        lines.add(line);
      }
    }
    return text;
  }

  /** Returns the headings, in the order of the file. */
  List<String> headings() {
    return List.copyOf(sections.keySet());
  }

  /** Appends a section's text to the page; {@code command} appends the entry of a command. */
  void write(String heading, Roff page, BiConsumer<Roff, String> command) {
    List<String> block = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (String line : sections.get(heading)) {
      boolean tag = line.endsWith(" ::");
      boolean startsAnother =
          line.isEmpty() || tag || line.startsWith("@") || indent(line) != indent(first(block));
      if (startsAnother && !(line.isEmpty() && indent(first(block)) == 4 && tags.isEmpty())) {
        flush(block, tags, page);
      }
      if (tag) {
        tags.add(line.substring(0, line.length() - 3).strip());
      } else if (line.startsWith("@command ")) {
        command.accept(page, line.substring(9));
      } else if (!line.isEmpty() && indent(line) == 0) {
        page.subsection(line);
      } else if (!line.isEmpty() || !block.isEmpty()) {
        block.add(line);
      }
    }
    flush(block, tags, page);
  }

  private static void flush(List<String> block, List<String> tags, Roff page) {
    while (!block.isEmpty() && block.get(block.size() - 1).isEmpty()) {
      block.remove(block.size() - 1);
    }
    if (block.isEmpty()) {
      return;
    }
    String text = block.stream().map(String::strip).collect(Collectors.joining(" "));
    if (!tags.isEmpty()) {
      page.entry(tags, text);
    } else if (indent(block.get(0)) == 4) {
      page.verbatim(block.stream().map(l -> l.isEmpty() ? l : l.substring(4)).toList());
    } else {
      page.paragraph(text);
    }
    block.clear();
    tags.clear();
  }

  private static String first(List<String> block) {
    return block.isEmpty() ? "" : block.get(0);
  }

  private static int indent(String line) {
    return Math.min(4, line.length() - line.stripLeading().length());
  }
}
