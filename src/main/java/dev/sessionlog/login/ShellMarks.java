package dev.sessionlog.login;

/**
 * The answer to a login inside a recorded session where {@code login.marks} is on: code by which
 * the shell marks its prompts and commands (OSC 133), says in which directory it is (OSC 7), and
 * with which exit code commands end.
 *
 * <p>The shell is the user's own, called as it would be anyhow, and none of the user's files is
 * touched or left out. It gets functions and variables that begin with {@code _sl_}, and what it
 * calls at each prompt; none of that is exported, so other shells inside know nothing of it. A
 * shell that sends marks already is left alone, and so are terminals that may show them.
 */
final class ShellMarks {
  /**
   * For bash from 4.4. The prompt names variables, so that one that is exported shows nothing
   * elsewhere. An element of its own in {@code PROMPT_COMMAND} gets the exit code whatever the
   * others do, and stays when a profile sets the first one later. One that is exported must stay
   * one string to go on being exported; if somebody puts commands before ours there, no exit code
   * is told. DEBUG traps are not touched.
   */
  private static final String BASH =
      """
      if [ "${BASH_VERSINFO[0]}${BASH_VERSINFO[1]}" -ge 44 ] && shopt -q promptvars; then
      _sl_a=$'\\e]133;A;aid='$$$'\\a'; _sl_b=$'\\e]133;B\\a'; _sl_c=$'\\e]133;C\\a';
      _sl_m() { local s=${1-$?} r=${1-$?} d;
      case ${PS0-}${PS1-} in *']133;'*|*']633;'*) return "$s"; esac;
      case ${PS0-} in *_sl_c*) ;; *) PS0=${PS0-}'${_sl_c-}'; esac;
      case ${PS1-} in *_sl_a*_sl_b*) ;; *) PS1='\\[${_sl_a-}\\]'${PS1-}'\\[${_sl_b-}\\]'; esac;
      case ${1+x}$PROMPT_COMMAND in x_sl_s=*) ;; x*) s=; esac;
      d=${PWD//%/%25}; printf '\\e]133;D;%s;aid=%s\\a\\e]7;file://%s%s\\a'
      "$s" "$$" "$HOSTNAME" "${d//[[:cntrl:]]/?}"; return "$r"; };
      case ${PROMPT_COMMAND+${PROMPT_COMMAND@a}}${BASH_VERSINFO[0]}${BASH_VERSINFO[1]} in
      *x*|[0-4]*|50)
      PROMPT_COMMAND='_sl_s=$?; (exit $_sl_s)'$'\\n'${PROMPT_COMMAND-}$'\\n''! declare -F _sl_m >/dev/null || _sl_m "$_sl_s"';;
      *) PROMPT_COMMAND=("${PROMPT_COMMAND[@]-}" _sl_m); esac; fi
      """;

  /** For zsh. What other functions print before a prompt comes before or after our marks. */
  private static final String ZSH =
      """
      _sl_a=$'\\e]133;A;aid='$$$'\\a'; _sl_b=$'%{\\e]133;B\\a%}';
      _sl_p() { local s=$?;
      [[ $PS1 != *$'\\e]'(133|633)';'* || $PS1 = *$_sl_b* ]] || return $s;
      printf '\\e]133;D;%s;aid=%s\\a\\e]7;file://%s%s\\a%s'
      $s $$ $HOST "${${PWD//\\%/%25}//[[:cntrl:]]/?}" $_sl_a;
      [[ ${(t)PS1} = *export* || $PS1 = *$_sl_b* ]] || PS1=$PS1$_sl_b; return $s; };
      _sl_c() { printf '\\e]133;C\\a'; };
      typeset -ga precmd_functions preexec_functions;
      precmd_functions+=(_sl_p); preexec_functions+=(_sl_c)
      """;

  /** For fish before 4, which sends marks itself. */
  private static final String FISH =
      """
      if status is-interactive; and string match -qr '^[0-3]\\.' -- $version;
      and not functions -q __sessionlog_c; and not contains -- "$TERM" '' dumb linux;
      and not set -q VSCODE_INJECTION; and not set -q KITTY_SHELL_INTEGRATION;
      and not set -q GHOSTTY_RESOURCES_DIR;
      set -g __sessionlog_s 0;
      function __sessionlog_p --on-event fish_prompt;
      printf '\\e]133;D;%s;aid=%s\\a\\e]7;file://%s%s\\a\\e]133;A;aid=%s\\a'
      $__sessionlog_s $fish_pid $hostname (string escape --style=url -- $PWD) $fish_pid; end;
      function __sessionlog_c --on-event fish_preexec;
      printf '\\e]133;C;cmdline_url=%s\\a' (string escape --style=url -- $argv[1]); end;
      function __sessionlog_d --on-event fish_postexec; set -g __sessionlog_s $status; end; end
      """;

  private ShellMarks() {}

  /** Returns the code for shells with this syntax. */
  static Answer answer(ShellSyntax syntax) {
    if (syntax == ShellSyntax.FISH) {
      return new Answer(line(FISH));
    }
    return new Answer(
        "case $- in *i*) case"
            + " ${_sl_a+:}${VSCODE_INJECTION+:}${KITTY_SHELL_INTEGRATION+:}${GHOSTTY_RESOURCES_DIR+:}${TERM:-dumb}"
            + " in *:*|dumb|linux) ;; *) if [ -n \"${BASH_VERSION-}\" ]; then eval "
            + syntax.quote(line(BASH))
            + "; elif [ -n \"${ZSH_VERSION-}\" ]; then eval "
            + syntax.quote(line(ZSH))
            + "; fi;; esac;; esac");
  }

  private static String line(String code) {
    return code.strip().replaceAll("\\s*\n\\s*", " ");
  }
}
