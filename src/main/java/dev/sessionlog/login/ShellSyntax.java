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

    /**
     * A shell that cannot become another program ends, and the login with it, but for bash with
     * this option. The others first see whether the program can be run with these words. Should it
     * be refused a moment later all the same, dash, mksh and ash can still begin anew, and ask
     * again; ksh and zsh cannot. ksh refuses once, as it does to end, while something that the
     * profile started runs.
     */
    @Override
    String becomeSh(String words) {
      return "_be() { if [ -n \"${BASH_VERSION-}\" ]; then shopt -s execfail;"
          + " else /bin/sh -c : \"$@\" || return; _sh=$6; trap 'exec \"$_sh\" -l' EXIT; fi;"
          + " for v in 1 2; do exec /bin/sh -c \"$@\"; done; }; _be "
          + words;
    }

    @Override
    String set(String name, String text) {
      return name + "=" + quote(text);
    }

    /** Not by {@code :}, whose redirection that fails ends a shell. */
    @Override
    String openAndClose(String quotedPipe) {
      return "v=" + quotedPipe + "; [ ! -p \"$v\" ] || true >\"$v\"";
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
    String becomeSh(String words) {
      return "exec /bin/sh -c " + words;
    }

    /** Global: a function uses it, later. */
    @Override
    String set(String name, String text) {
      return "set -g " + name + " " + quote(text);
    }

    @Override
    String openAndClose(String quotedPipe) {
      return "set -l v " + quotedPipe + "; test -p $v; and true >$v";
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
   * Returns a command that opens a pipe to write, and closes it; where it is gone, makes no file.
   */
  abstract String openAndClose(String quotedPipe);

  /**
   * Returns commands by which the shell becomes {@code /bin/sh -c} with these words, and goes on
   * when it cannot.
   *
   * @param words the sixth is the program of the shell itself
   */
  abstract String becomeSh(String words);

  /** Returns a command that sets a variable, which no program gets. */
  abstract String set(String name, String text);

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
