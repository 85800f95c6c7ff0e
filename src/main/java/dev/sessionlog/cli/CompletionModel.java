package dev.sessionlog.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What completion scripts of all shells tell of the commands. */
final class CompletionModel {
  private static final String FINDER = "completion.sh";

  private final CommandLine root;

  CompletionModel(CommandLine root) {
    this.root = root;
  }

  /** Returns the program's own name. */
  String name() {
    return root.getCommandName();
  }

  /** Returns the program itself, with its options. */
  CommandSpec program() {
    return root.getCommandSpec();
  }

  /** Returns the commands that the help shows. */
  List<CommandSpec> commands() {
    return root.getSubcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .toList();
  }

  /** Returns the options of a command that the help shows. */
  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream().filter(option -> !option.hidden()).toList();
  }

  /** Returns true if the option takes a value as the next word. */
  static boolean takesValue(OptionSpec option) {
    return option.arity().min() > 0;
  }

  /** Returns what a command's parameters can be; they are all of one kind. */
  static CompletedValue parameter(CommandSpec command) {
    return command.positionalParameters().stream()
        .findFirst()
        .map(parameter -> CompletedValue.of(command, parameter))
        .orElse(new CompletedValue(CompletedValue.Kind.NONE, List.of(), false));
  }

  /** Returns an argument's label as one word. */
  static String label(ArgSpec argument) {
    return argument.paramLabel().replaceAll("[<>\\[\\]]", "");
  }

  /** Returns what a command does, in a line. */
  static String description(CommandSpec command) {
    return firstOf(command.usageMessage().description());
  }

  /** Returns the first line of a description. */
  static String firstOf(String[] lines) {
    return lines.length == 0 ? "" : lines[0].replace("%%", "%").replaceAll("\\$\\{[^}]*\\}", "");
  }

  /**
   * Returns the program for sh(1) that finds users, sessions, places and hosts, without the comment
   * at its head. It is the same for all shells, each of which runs it by {@code sh -c}.
   */
  static String finder() {
    try (InputStream text = CompletionModel.class.getResourceAsStream(FINDER)) {
      if (text == null) {
        throw new IllegalStateException(FINDER + " is missing in this program");
      }
      String all = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      return all.substring(all.indexOf("\nexec ") + 1).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a text in single quotes, as sh, bash and zsh take it. */
  static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
