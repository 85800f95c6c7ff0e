package dev.sessionlog.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The man page of one command: its help, and the sections of its {@link PageText}. */
final class CommandPage {
  private static final Set<String> COMMON = Set.of("--help", "--config", "--run-dir", "--debug");
  private static final List<String> NEAR_THE_DESCRIPTION = List.of("DESCRIPTION", "COMMANDS");

  private final CommandLine command;
  private final Help help;
  private final PageText more;
  private final Roff page;
  private final BiConsumer<Roff, String> commandEntry;

  private CommandPage(CommandLine command, PageText more, Roff page) {
    this.command = command;
    this.help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF));
    this.more = more;
    this.page = page;
    this.commandEntry = CommandPage.this::commandEntry;
  }

  /** Returns the command's page, of which {@code page} has the head. */
  static String of(CommandLine command, PageText more, Roff page) {
    new CommandPage(command, more, page).write();
    return page.toString();
  }

  private void write() {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    List<String> description =
        Arrays.stream(usage.description()).map(text -> text.formatted()).toList();
    page.section("NAME")
        .text(command.getCommandSpec().qualifiedName("-") + " - " + summary(description.get(0)));
    page.section("SYNOPSIS").text(synopsis());
    page.section("DESCRIPTION");
    if (command.getSubcommands().isEmpty()) {
      description.forEach(this::describe);
    }
    for (String heading : more.headings()) {
      if (NEAR_THE_DESCRIPTION.contains(heading)) {
        write(heading);
      }
    }
    arguments();
    options();
    exitCodes(usage.exitCodeList());
    footer(usage);
    for (String heading : more.headings()) {
      if (!NEAR_THE_DESCRIPTION.contains(heading)) {
        write(heading);
      }
    }
  }

  private void describe(String text) {
    if (text.startsWith(" ")) {
      page.verbatim(List.of(text.strip()));
    } else if (!text.isBlank()) {
      page.paragraph(text);
    }
  }

  private void write(String heading) {
    if (!heading.equals("DESCRIPTION")) {
      page.section(heading);
    }
    more.write(heading, page, commandEntry);
  }

  /** The first sentence as whatis(1) shows it: in small letters and without a full stop. */
  private static String summary(String sentence) {
    String text = sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private String synopsis() {
    String name = command.getCommandSpec().qualifiedName();
    if (!command.getSubcommands().isEmpty()) {
      return "`" + name + "` [_OPTION_...] _COMMAND_ [_ARGUMENT_...]";
    }
    Stream<String> options = options(false).map(this::bracketed).distinct();
    Stream<String> parameters =
        command.getCommandSpec().positionalParameters().stream().map(p -> italic(label(p)));
    return "`" + name + "` " + Stream.concat(options, parameters).collect(Collectors.joining(" "));
  }

  private String bracketed(OptionSpec option) {
    if (option.group() != null) {
      return option.group().options().stream()
          .map(this::synopsis)
          .collect(Collectors.joining(" | ", "[", "]"));
    }
    return option.required()
        ? synopsis(option)
        : "[" + synopsis(option) + "]" + (option.isMultiValue() ? "..." : "");
  }

  private String synopsis(OptionSpec option) {
    String name = option.names()[0];
    String label = label(option);
    boolean separate = name.length() == 2 && label.startsWith("=");
    return "`" + name + "`" + italic(separate ? Roff.UNBREAKABLE + label.substring(1) : label);
  }

  private void arguments() {
    List<PositionalParamSpec> parameters = command.getCommandSpec().positionalParameters();
    if (parameters.isEmpty()) {
      return;
    }
    page.section("ARGUMENTS");
    for (PositionalParamSpec parameter : parameters) {
      Text[][] rows =
          help.createDefaultParameterRenderer()
              .render(parameter, help.parameterLabelRenderer(), help.colorScheme());
      page.entry(List.of(italic(label(parameter))), description(rows));
    }
  }

  private void options() {
    page.section("OPTIONS");
    Stream.concat(options(false), options(true))
        .forEach(
            option -> {
              Text[][] rows =
                  help.createDefaultOptionRenderer()
                      .render(option, help.parameterLabelRenderer(), help.colorScheme());
              String names =
                  Arrays.stream(option.names())
                      .map(name -> "`" + name + "`")
                      .collect(Collectors.joining(", "));
              page.entry(List.of(names + italic(label(option))), description(rows));
            });
  }

  private Stream<OptionSpec> options(boolean common) {
    return command.getCommandSpec().options().stream()
        .filter(o -> !o.hidden() && COMMON.contains(o.longestName()) == common);
  }

  private String label(ArgSpec argument) {
    return help.parameterLabelRenderer()
        .renderParameterLabel(argument, Ansi.OFF, List.of())
        .toString();
  }

  private static String italic(String label) {
    return label.replaceAll("[A-Z]+", "_$0_");
  }

  /** The last column of a table of picocli's. */
  private static String description(Text[][] rows) {
    return Arrays.stream(rows)
        .map(row -> row[row.length - 1].toString().strip())
        .collect(Collectors.joining(" "));
  }

  /** The help's own lists: a heading ends in a colon, an entry is indented and has two columns. */
  private void footer(UsageMessageSpec usage) {
    String text = usage.footerHeading() + "\n" + String.join("\n", usage.footer());
    int column = 0;
    List<Map.Entry<String, String>> rows = new ArrayList<>();
    StringBuilder rest = new StringBuilder();
    for (String line : text.formatted().split("\n")) {
      if (line.matches("[A-Z][a-z ]*:")) {
        table(rows);
        page.section(line.substring(0, line.length() - 1).toUpperCase(Locale.ROOT));
        column = 0;
      } else if (line.startsWith(" ")) {
        column = column == 0 ? secondColumn(line) : column;
        String tag = line.substring(0, column).strip().replaceAll(" +", " ");
        rows.add(Map.entry(tag, line.substring(column)));
      } else {
        rest.append(line).append(' ');
      }
    }
    table(rows);
    if (!rest.toString().isBlank()) {
      page.paragraph(rest.toString());
    }
  }

  private void table(List<Map.Entry<String, String>> rows) {
    if (!rows.isEmpty()) {
      page.table(rows);
      rows.clear();
    }
  }

  private static int secondColumn(String line) {
    return line.length() - line.replaceFirst("^\\s*\\S.*?\\s{2,}", "").length();
  }

  private void exitCodes(Map<String, String> codes) {
    if (!codes.isEmpty()) {
      page.section("EXIT STATUS");
      codes.forEach((code, meaning) -> page.entry(List.of("`" + code + "`"), meaning));
    }
  }

  private void commandEntry(Roff roff, String name) {
    CommandLine named = command.getSubcommands().get(name);
    String summary = named.getCommandSpec().usageMessage().description()[0];
    roff.entry(List.of("sessionlog-" + name + "(1)"), summary.formatted());
  }
}
