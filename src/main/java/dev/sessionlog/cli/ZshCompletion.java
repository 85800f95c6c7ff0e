package dev.sessionlog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The completion function for zsh, with the descriptions of commands and options: see {@code
 * _arguments} in zshcompsys(1).
 */
final class ZshCompletion {
  /** The completion of a value, by its label in the help. */
  private static final Map<String, String> ACTIONS =
      Map.of(
          "FILE",
          "_files",
          "DIR",
          "_files -/",
          "USER",
          "_sessionlog_users",
          "SESSION",
          "_sessionlog_sessions");

  private static final String NEXT_LINE = " \\\n";

  private final CommandLine model;

  ZshCompletion(CommandLine model) {
    this.model = model;
  }

  String script() {
    String name = model.getCommandName();
    String function = "_" + name;
    return """
        #compdef %1$s
        # Completes the commands and options of %1$s; made by '%1$s generate-completion zsh'.

        %6$s

        _sessionlog_users() { compadd -- ${(f)"$(_sessionlog_recordings users)"} }
        _sessionlog_sessions() { compadd -- ${(f)"$(_sessionlog_recordings sessions)"} }

        %2$s() {
          local curcontext="$curcontext" context state state_descr line ret=1
          typeset -A opt_args

          _arguments -C \\
        %3$s \\
            '(-): :->command' \\
            '(-)*:: :->argument' && ret=0

          case $state in
            command)
              local -a commands=(
        %4$s
              )
              _describe -t commands command commands && ret=0
              ;;
            argument)
              case $words[1] in
        %5$s
              esac
              ;;
          esac
          return ret
        }

        if [[ $funcstack[1] == %2$s ]]; then
          %2$s "$@"
        else
          compdef %2$s %1$s
        fi
        """
        .formatted(
            name,
            function,
            arguments(model, "    "),
            commands(),
            cases(),
            BashCompletion.recordings(name));
  }

  private String commands() {
    return subcommands().stream()
        .map(c -> "        " + quote(c.getCommandName() + ":" + description(c.getCommandSpec())))
        .collect(Collectors.joining("\n"));
  }

  private String cases() {
    return subcommands().stream()
        .map(
            c ->
                "        "
                    + c.getCommandName()
                    + ")\n          _arguments"
                    + NEXT_LINE
                    + arguments(c, "            ")
                    + " && ret=0\n          ;;")
        .collect(Collectors.joining("\n"));
  }

  private List<CommandLine> subcommands() {
    return model.getSubcommands().values().stream()
        .filter(c -> !c.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private static String arguments(CommandLine command, String indent) {
    List<String> specs = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      if (!option.hidden()) {
        specs.add(option(option));
      }
    }
    for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
      String many = parameter.index().isVariable() ? "*" : "";
      specs.add(quote(many + ":" + escape(label(parameter)) + ":" + action(parameter)));
    }
    return specs.stream().map(spec -> indent + spec).collect(Collectors.joining(NEXT_LINE));
  }

  private static String option(OptionSpec option) {
    boolean hasValue = option.arity().max() > 0;
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add(name + (hasValue ? (name.startsWith("--") ? "=" : "+") : ""));
    }
    String value = hasValue ? ":" + escape(label(option)) + ":" + action(option) : "";
    String rest = "[" + escape(firstOf(option.description())) + "]" + value;
    boolean repeats = option.isMultiValue();
    if (names.size() == 1) {
      return quote((repeats ? "*" : "") + names.get(0) + rest);
    }
    String others = repeats ? "*" : "(" + String.join(" ", option.names()) + ")";
    return quote(others) + "{" + String.join(",", names) + "}" + quote(rest);
  }

  private static String action(ArgSpec argument) {
    if (argument.completionCandidates() != null) {
      return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
          .collect(Collectors.joining(" ", "(", ")"));
    }
    return ACTIONS.getOrDefault(label(argument), " ");
  }

  private static String label(ArgSpec argument) {
    return argument.paramLabel().replaceAll("[<>\\[\\]]", "");
  }

  private static String description(CommandSpec command) {
    return firstOf(command.usageMessage().description());
  }

  private static String firstOf(String[] lines) {
    return lines.length == 0 ? "" : lines[0].replace("%%", "%").replaceAll("\\$\\{[^}]*\\}", "");
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
