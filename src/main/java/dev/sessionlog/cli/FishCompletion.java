package dev.sessionlog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completions for fish(1), from 3.0: see complete(1) of fish. */
final class FishCompletion {
  private static final String TEXT =
      """
      # Completes the commands, options and values of @name@; made by '@name@ generate-completion fish'.

      # Finds users, sessions, places and hosts; a program for sh, which runs nothing that a name says.
      set -g __@name@_finder '@finder@'

      # Prints users, sessions, places or hosts, each with what it is.
      function __@name@_find
          /bin/sh -c $__@name@_finder @name@ $argv[1] (__@name@_typed) (commandline -opc) 2>/dev/null
      end

      # Prints what there is of the value that is typed.
      function __@name@_typed
          string replace -r -- '^--[a-z-]+=' '' (commandline -ct)
          return 0
      end

      # Prints each of the lines on its input as the next of a list that is separated by commas.
      function __@name@_list
          set -l before (__@name@_typed | string match -r '^.*,')
          while read -l line
              printf '%s%s\\n' "$before" $line
          end
      end

      # Tells whether that command is typed; without one, whether none is.
      function __@name@_in
          set -l words (commandline -opc)
          set -e words[1]
          while set -q words[1]
              switch $words[1]
                  case --config --run-dir
                      set -e words[1]
                  case '-*'
                  case '*'
                      test "$words[1]" = "$argv[1]"
                      return
              end
              set -e words[1]
          end
          not set -q argv[1]
      end

      complete -c @name@ -e
      complete -c @name@ -f
      @lines@
      """;

  private final CompletionModel model;

  FishCompletion(CommandLine root) {
    this.model = new CompletionModel(root);
  }

  String script() {
    List<String> lines = new ArrayList<>();
    for (OptionSpec option : CompletionModel.options(model.program())) {
      lines.add(option("__@name@_in", model.program(), option));
    }
    for (CommandSpec command : model.commands()) {
      lines.add(
          "complete -c @name@ -n __@name@_in -a "
              + command.name()
              + " -d "
              + quote(CompletionModel.description(command)));
    }
    for (CommandSpec command : model.commands()) {
      String condition = quote("__@name@_in " + command.name());
      for (OptionSpec option : CompletionModel.options(command)) {
        lines.add(option(condition, command, option));
      }
      String value = value(CompletionModel.parameter(command));
      if (!value.isEmpty()) {
        lines.add("complete -c @name@ -n " + condition + value);
      }
    }
    return TEXT.replace("@finder@", escape(CompletionModel.finder()))
        .replace("@lines@", String.join("\n", lines))
        .replace("@name@", model.name());
  }

  private static String option(String condition, CommandSpec command, OptionSpec option) {
    String names =
        List.of(option.names()).stream()
            .map(
                name ->
                    name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1))
            .collect(Collectors.joining());
    String value = "";
    if (option.arity().max() > 0) {
      String required = CompletionModel.takesValue(option) ? " -r" : "";
      value = required + value(CompletedValue.of(command, option));
    }
    return "complete -c @name@ -n "
        + condition
        + names
        + value
        + " -d "
        + quote(CompletionModel.firstOf(option.description()));
  }

  private static String value(CompletedValue value) {
    String words = String.join(" ", value.words());
    String list = value.isList() ? " | __@name@_list" : "";
    return switch (value.kind()) {
      case NONE -> "";
      case WORDS ->
          value.isList()
              ? " -f -a " + quote("(printf '%s\\n' " + words + list + ")")
              : " -f -a " + quote(words);
      case FILES -> " -F";
      case FOLDERS -> " -f -a '(__fish_complete_directories)'";
      case SESSIONS_OR_FILES -> " -F -a '(__@name@_find sessions)'";
      default -> " -f -a " + quote("(__@name@_find " + value.kind().word() + list + ")");
    };
  }

  private static String quote(String text) {
    return "'" + escape(text) + "'";
  }

  /** Escapes what a text in single quotes must not have as it stands. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("'", "\\'");
  }
}
