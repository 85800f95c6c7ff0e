package dev.sessionlog.login;

/** The languages of shells, as far as an answer needs them. */
public enum ShellSyntax {
  /** sh and what descends from it: bash, dash, ksh, zsh. */
  POSIX {
    @Override
    String quote(String text) {
      return "'" + text.replace("'", "'\\''") + "'";
    }

    @Override
    String ifInteractive(String then, String otherwise) {
      return "case $-${"
          + Answer.COMMAND
          + "+i} in *i*) "
          + then
          + ";; *) "
          + otherwise
          + ";; esac";
    }

    @Override
    String surviveExec() {
      return "[ -z \"${BASH_VERSION-}\" ] || shopt -s execfail; ";
    }

    @Override
    String setLoaderAside() {
      // What is not exported reaches no program. What cannot be unset is seen in script's memory.
      return KEPT
          + "=; for v in "
          + LoaderVariables.NAMES
          + "; do if eval \"[ -n \\\"\\${$v+x}\\\" ]\"; then case \"$(export -p)\" in *\" $v=\"*) eval \""
          + LoaderVariables.ASIDE
          + "$v=\\$$v\"; export \""
          + LoaderVariables.ASIDE
          + "$v\"; unset \"$v\"; "
          + KEPT
          + "=\"$"
          + KEPT
          + " $v\";; esac; fi; done";
    }
  },
  /** fish, whose single quotes know the backslash. */
  FISH {
    @Override
    String quote(String text) {
      return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /**
     * In {@code sessionlog init-user | source} fish has given the terminal away, and what it
     * becomes there would be in the background: it waits for its first prompt.
     */
    @Override
    String ifInteractive(String then, String otherwise) {
      return "if status is-interactive; or set -q "
          + Answer.COMMAND
          + "; function __sessionlog --on-event fish_prompt; functions -e __sessionlog; "
          + then
          + "; end; if isatty stdin; or set -q "
          + Answer.COMMAND
          + "; __sessionlog; end; else; "
          + otherwise
          + "; end";
    }

    @Override
    String surviveExec() {
      return "";
    }

    @Override
    String setLoaderAside() {
      // A global one that is not exported also hides a universal one, which must stay.
      return "set -g "
          + KEPT
          + "; for v in "
          + LoaderVariables.NAMES
          + "; if set -qx $v; set -gx "
          + LoaderVariables.ASIDE
          + "$v \"$$v\"; set -gu $v; set -a "
          + KEPT
          + " $v; end; end";
    }
  };

  private static final String KEPT = LoaderVariables.KEPT;

  /** Returns a word that the shell reads as {@code text}, whatever is in it. */
  abstract String quote(String text);

  /**
   * Returns a command that runs the one in a shell that talks to a user or has a command to run at
   * a terminal, else the other.
   */
  abstract String ifInteractive(String then, String otherwise);

  /**
   * Returns a command after which the shell goes on when it cannot become another program, where
   * there is one: bash ends else while it reads a profile, fish never does.
   */
  abstract String surviveExec();

  /**
   * Returns commands that take {@link LoaderVariables} out of the environment, keep them beside,
   * and list them in a shell variable.
   */
  abstract String setLoaderAside();

  /** Returns the language of the shell whose program is {@code name}. */
  static ShellSyntax of(String name) {
    return name.equals("fish") ? FISH : POSIX;
  }
}
