package dev.sessionlog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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
  private static final String NEXT_LINE = " \\\n";

  private static final String TEXT =
      """
      #compdef @name@
      # Completes the commands, options and values of @name@; made by '@name@ generate-completion zsh'.

      # Finds users, sessions, places and hosts; a program for sh, which runs nothing that a name says.
      _@name@_finder=@finder@

      # Offers users, sessions, places or hosts; other arguments are those of compadd.
      _@name@_find() {
        local kind=${(M)@:#(users|sessions|places|hosts)}
        local -a names steps others=("${@:#$kind}")
        local line tab=$'\\t'
        for line in "${(@f)$(/bin/sh -c "$_@name@_finder" @name@ $kind "${(Q)PREFIX}" "${asked[@]}")}"; do
          line=${${${line//\\\\/\\\\\\\\}//:/\\\\:}/$tab/:}
          if [[ $line == [0-9]*T*:sessions ]]; then
            steps+=("$line")
          elif [[ -n $line ]]; then
            names+=("$line")
          fi
        done
        local ret=1
        (( $#names )) && _describe -t $kind $kind names "${others[@]}" && ret=0
        (( $#steps )) && _describe -t $kind $kind steps "${others[@]}" -S '' && ret=0
        return ret
      }

      _@name@() {
        local curcontext="$curcontext" context state state_descr line ret=1
        local -a asked=("${(@Q)words[1,CURRENT-1]}")
        typeset -A opt_args

        _arguments -C \\
      @options@ \\
          '(-): :->command' \\
          '(-)*:: :->argument' && ret=0

        case $state in
          command)
            local -a commands=(
      @commands@
            )
            _describe -t commands command commands && ret=0
            ;;
          argument)
            case $words[1] in
      @cases@
            esac
            ;;
        esac
        return ret
      }

      if [[ $funcstack[1] == _@name@ ]]; then
        _@name@ "$@"
      else
        compdef _@name@ @name@
      fi
      """;

  private final CompletionModel model;

  ZshCompletion(CommandLine root) {
    this.model = new CompletionModel(root);
  }

  String script() {
    return TEXT.replace("@options@", arguments(model.program(), "    "))
        .replace("@commands@", commands())
        .replace("@cases@", cases())
        .replace("@finder@", CompletionModel.quote(CompletionModel.finder()))
        .replace("@name@", model.name());
  }

  private String commands() {
    return model.commands().stream()
        .map(
            c ->
                "        "
                    + CompletionModel.quote(
                        c.name() + ":" + escape(CompletionModel.description(c))))
        .collect(Collectors.joining("\n"));
  }

  private String cases() {
    return model.commands().stream()
        .map(
            c ->
                "        "
                    + c.name()
                    + ")\n          _arguments"
                    + NEXT_LINE
                    + arguments(c, "            ")
                    + " && ret=0\n          ;;")
        .collect(Collectors.joining("\n"));
  }

  private static String arguments(CommandSpec command, String indent) {
    List<String> specs = new ArrayList<>();
    for (OptionSpec option : CompletionModel.options(command)) {
      specs.add(option(command, option));
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String many = parameter.index().isVariable() ? "*" : "";
      String label = CompletionModel.label(parameter);
      specs.add(
          CompletionModel.quote(many + ":" + escape(label) + ":" + action(command, parameter)));
    }
    return specs.stream().map(spec -> indent + spec).collect(Collectors.joining(NEXT_LINE));
  }

  private static String option(CommandSpec command, OptionSpec option) {
    boolean hasValue = option.arity().max() > 0;
    boolean mayLack = !CompletionModel.takesValue(option);
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      String sign = name.startsWith("--") ? mayLack ? "=-" : "=" : "+";
      names.add(name + (hasValue ? sign : ""));
    }
    String before = mayLack ? "::" : ":";
    String value =
        hasValue
            ? before + escape(CompletionModel.label(option)) + ":" + action(command, option)
            : "";
    String rest = "[" + escape(CompletionModel.firstOf(option.description())) + "]" + value;
    boolean repeats = option.isMultiValue();
    if (names.size() == 1) {
      return CompletionModel.quote((repeats ? "*" : "") + names.get(0) + rest);
    }
    String others = repeats ? "*" : "(" + String.join(" ", option.names()) + ")";
    return CompletionModel.quote(others)
        + "{"
        + String.join(",", names)
        + "}"
        + CompletionModel.quote(rest);
  }

  private static String action(CommandSpec command, ArgSpec argument) {
    CompletedValue value = CompletedValue.of(command, argument);
    String words = String.join(" ", value.words());
    String list = value.isList() ? "_sequence " : "";
    return switch (value.kind()) {
      case NONE -> " ";
      case WORDS -> value.isList() ? "_sequence compadd - " + words : "(" + words + ")";
      case FILES -> "_files";
      case FOLDERS -> "_files -/";
      case SESSIONS_OR_FILES ->
          " _alternative \"sessions\\:session\\:_@name@_find sessions\" \"files\\:file\\:_files\"";
      default -> list + "_@name@_find " + value.kind().word();
    };
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }
}
