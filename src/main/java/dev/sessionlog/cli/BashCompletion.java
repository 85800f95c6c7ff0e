package dev.sessionlog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion function for bash, from 4.2, with or without the package bash-completion. */
final class BashCompletion {
  private static final String TEXT =
      """
      # Completes the commands, options and values of @name@; made by '@name@ generate-completion bash'.

      # Says what comes next, for `_@name@`: sets options, and kind, what a value can be.
      _@name@_knows() {
        case $1 in
      @commands@
        esac
        [[ -n $2 ]] || return
        case "$1 $2" in
      @values@
          *' --config') kind=files ;;
          *' --run-dir') kind=folders ;;
          *) kind= ;;
        esac
      }

      # Finds users, sessions, places and hosts; a program for sh, which runs nothing that a name says.
      _@name@_finder=@finder@

      # Puts those into COMPREPLY that begin with what was typed: the words `lead` and `value`.
      _@name@_offer() {
        local name quoted plain='^[][A-Za-z0-9_.,@+%:/=-][][A-Za-z0-9_.,@+%:/=~-]*$'
        while IFS= read -r name; do
          name=${name%%$'\\t'*}
          [[ -n $name && $name == "$value"* ]] || continue
          [[ $name != [0-9]*T* || ${#name} -ge 20 || $kind != sessions* ]] || compopt -o nospace 2>/dev/null
          if [[ ! $name =~ $plain ]]; then
            # Inside a quote the shell takes it as it stands, so it must not act on it.
            [[ -z $quote || $name != *[\\"\\'\\\\\\`\\$\\!]* ]] || continue
            [[ -n $quote ]] || { printf -v quoted %q "$name" && name=$quoted; }
          fi
          name=$lead$name
          COMPREPLY+=("${name#"$cut"}")
        done
      }

      _@name@() {
        local IFS=$' \\t\\n' line=${COMP_LINE:0:COMP_POINT} words=() word rest i
        # bash takes words apart at each : and =, which are parts of ours.
        for ((i = 0; i <= COMP_CWORD; i++)); do
          rest=${line#"${line%%[![:space:]]*}"}
          word=${COMP_WORDS[i]}
          ((i < COMP_CWORD)) || word=$rest
          if ((i > 0)) && [[ -n $rest && $rest == "$line" ]]; then
            words[${#words[@]}-1]+=$word
          else
            words+=("$word")
          fi
          line=${rest#"$word"}
        done
        local count=${#words[@]} command= options= with_value= kind= value lead= quote= cut=
        value=${words[count-1]}
        # What bash keeps of the word by itself.
        [[ $word == [:=]* ]] && cut=$value || cut=${value%"$word"}
        case $value in [\\"\\']*) quote=${value:0:1} value=${value:1} ;; esac
        [[ -n $quote ]] || value=${value//\\\\/}
        local previous=${words[count-2]} argument=
        for ((i = 1; i < count - 1; i++)); do
          case ${words[i]} in
            --config | --run-dir) ((i++)) ;;
            -*) ;;
            *) command=${words[i]} && break ;;
          esac
        done
        COMPREPLY=()
        _@name@_knows "$command" ''
        if ((count > 2)) && [[ " $with_value " == *" $previous "* ]]; then
          argument=$previous
        elif [[ $value == --*=* ]]; then
          argument=${value%%=*}
          lead=$argument=
          value=${value#*=}
        elif [[ $value == -* ]]; then
          kind=options
        else
          argument=parameter
        fi
        [[ -z $argument ]] || _@name@_knows "$command" "$argument"
        [[ $kind != list* || $value != *,* ]] || { lead+=${value%,*}, && value=${value##*,}; }
        kind=${kind#list }
        case $kind in
          options) _@name@_offer <<<"${options// /$'\\n'}" ;;
          'words '*)
            rest=${kind#words }
            _@name@_offer <<<"${rest// /$'\\n'}"
            ;;
          users | sessions | sessions-or-files | places | hosts)
            _@name@_offer < <(
              /bin/sh -c "$_@name@_finder" @name@ "${kind%-or-files}" "$value" "${words[@]:0:count-1}"
            )
            ;;
        esac
        case $kind in
          files | sessions-or-files | folders)
            [[ $kind != sessions-or-files || ${#COMPREPLY[@]} == 0 ]] || return 0
            compopt -o filenames 2>/dev/null
            local how=-f
            [[ $kind != folders ]] || how=-d
            # Line by line, so that no name is taken for a pattern.
            while IFS= read -r word; do
              COMPREPLY+=("$word")
            done < <(compgen "$how" -- "$value")
            ;;
        esac
      }

      complete -F _@name@ @name@
      """;

  private final CompletionModel model;

  BashCompletion(CommandLine root) {
    this.model = new CompletionModel(root);
  }

  String script() {
    return TEXT.replace("@commands@", commands())
        .replace("@values@", values())
        .replace("@finder@", CompletionModel.quote(CompletionModel.finder()))
        .replace("@name@", model.name());
  }

  private String commands() {
    List<String> cases = new ArrayList<>();
    cases.add(commandCase("''", model.program()));
    model.commands().forEach(command -> cases.add(commandCase(command.name(), command)));
    return String.join("\n", cases);
  }

  private static String commandCase(String pattern, CommandSpec command) {
    List<String> all = new ArrayList<>();
    List<String> valued = new ArrayList<>();
    for (OptionSpec option : CompletionModel.options(command)) {
      all.addAll(List.of(option.names()));
      if (CompletionModel.takesValue(option)) {
        valued.addAll(List.of(option.names()));
      }
    }
    return "    %s)\n      options='%s'\n      with_value='%s'\n      ;;"
        .formatted(pattern, String.join(" ", all), String.join(" ", valued));
  }

  private String values() {
    List<String> cases = new ArrayList<>();
    String names =
        model.commands().stream().map(CommandSpec::name).collect(Collectors.joining(" "));
    cases.add("    ' parameter') kind='words " + names + "' ;;");
    for (CommandSpec command : model.commands()) {
      for (OptionSpec option : CompletionModel.options(command)) {
        boolean common = option.names()[0].matches("--config|--run-dir");
        List<String> patterns = new ArrayList<>();
        for (String name : option.names()) {
          patterns.add("'" + command.name() + " " + name + "'");
        }
        add(cases, patterns, common ? "" : kind(CompletedValue.of(command, option)));
      }
      String parameter = "'" + command.name() + " parameter'";
      add(cases, List.of(parameter), kind(CompletionModel.parameter(command)));
    }
    return String.join("\n", cases);
  }

  private static void add(List<String> cases, List<String> patterns, String kind) {
    if (!kind.isEmpty()) {
      cases.add("    " + String.join(" | ", patterns) + ") kind='" + kind + "' ;;");
    }
  }

  private static String kind(CompletedValue value) {
    String kind =
        switch (value.kind()) {
          case NONE -> "";
          case WORDS -> "words " + String.join(" ", value.words());
          case SESSIONS_OR_FILES -> "sessions-or-files";
          default -> value.kind().word();
        };
    return value.isList() && !kind.isEmpty() ? "list " + kind : kind;
  }
}
