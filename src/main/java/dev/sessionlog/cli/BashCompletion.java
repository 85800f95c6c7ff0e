package dev.sessionlog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The completion function for bash: that of picocli for commands and options, wrapped in one for
 * users and sessions, which are read from the folders of recordings, so that no JVM is started.
 */
final class BashCompletion {
  private final CommandLine model;

  BashCompletion(CommandLine model) {
    this.model = model;
  }

  String script() {
    String name = model.getCommandName();
    String generated = AutoComplete.bash(name, model);
    String files = "COMPREPLY=( $( compgen -f -- \"${curr_word}\" ) ) # files";
    String registration = "complete -F _complete_" + name + " ";
    return generated
        .replace(files, "_" + name + "_files \"${curr_word}\"")
        .replace(
            registration,
            """
        # Completes users and sessions where %1$s takes them, and all else as above.
        function _%1$s_with_recordings() {
          _complete_%1$s "$@"
          local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
          local kind="" IFS=$'\\n'
          [[ $current == -* ]] && return
          case "${COMP_WORDS[1]} $previous" in
        %2$s
          esac
          if [[ -z $kind && $previous != -* ]]; then
            case "${COMP_WORDS[1]}" in
        %3$s
            esac
          fi
          [[ -n $kind ]] || return
          # Not by compgen -W, which evaluates the words.
          COMPREPLY=()
          local name
          while IFS= read -r name; do
            [[ $name == "$current"* ]] && COMPREPLY+=("$name")
          done < <(_%1$s_recordings "$kind")
        }

        # Completes files; their names are read line by line, so that none is taken for a pattern.
        function _%1$s_files() {
          COMPREPLY=()
          local name
          while IFS= read -r name; do
            COMPREPLY+=("$name")
          done < <(compgen -f -- "$1")
        }

        %4$s
        """
                    .formatted(
                        name,
                        cases(optionsWithUsers(), 4),
                        cases(parameters(), 6),
                        recordings(name))
                + "\n"
                + registration.replace("_complete_" + name, "_" + name + "_with_recordings"));
  }

  /**
   * Returns a shell function that prints users, or users and sessions. It prints only names without
   * special characters, because others are not ours, see {@link
   * dev.sessionlog.session.UserFileName}, and would be inserted in a command.
   */
  static String recordings(String name) {
    return """
        # Prints the users of whom there are recordings, and for 'sessions' the sessions, too.
        function _%s_recordings() {
          local dir
          for dir in /var/log/sessionlog "${XDG_STATE_HOME:-$HOME/.local/state}/sessionlog"; do
            [[ -r $dir/sessions ]] || continue
            command ls -q "$dir/sessions" 2>/dev/null |
              LC_ALL=C command grep -Ex '[A-Za-z0-9_+@][A-Za-z0-9_+@.-]*'
            [[ $1 == sessions ]] && command ls -q "$dir/sessions"/* 2>/dev/null |
              LC_ALL=C command grep -Ex '[0-9]+T[0-9]+-[a-z0-9]+'
          done
        }"""
        .formatted(name);
  }

  private static String cases(Map<String, String> kinds, int indent) {
    return kinds.entrySet().stream()
        .map(e -> " ".repeat(indent) + e.getKey() + ") kind=" + e.getValue() + " ;;")
        .collect(Collectors.joining("\n"));
  }

  private Map<String, String> optionsWithUsers() {
    Map<String, String> kinds = new TreeMap<>();
    for (CommandLine command : model.getSubcommands().values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        List<String> patterns = new ArrayList<>();
        for (String optionName : option.names()) {
          patterns.add("'" + command.getCommandName() + " " + optionName + "'");
        }
        kind(option, String.join(" | ", patterns), kinds);
      }
    }
    return kinds;
  }

  private Map<String, String> parameters() {
    Map<String, String> kinds = new TreeMap<>();
    for (CommandLine command : model.getSubcommands().values()) {
      for (ArgSpec parameter : command.getCommandSpec().positionalParameters()) {
        kind(parameter, command.getCommandName(), kinds);
      }
    }
    return kinds;
  }

  private static void kind(ArgSpec argument, String pattern, Map<String, String> kinds) {
    if (argument.paramLabel().equals("USER")) {
      kinds.put(pattern, "users");
    } else if (argument.paramLabel().equals("SESSION")) {
      kinds.put(pattern, "sessions");
    }
  }
}
