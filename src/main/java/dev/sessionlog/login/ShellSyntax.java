package dev.sessionlog.login;

/** The parts of shell languages that answers need. */
public enum ShellSyntax {
  /** sh and its relatives: bash, dash, ksh, zsh. */
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
     * A shell that fails to execute another program exits, and the login with it, except bash with
     * this option. The others first check whether the program can be run with these arguments. If
     * the real attempt then fails, dash, mksh and ash can still start again and ask again; ksh and
     * zsh cannot. ksh refuses once while a job of the profile is running, as it does at its exit.
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

    /** Not with {@code :}, because a failing redirection of it ends a shell. */
    @Override
    String openAndClose(String quotedPipe) {
      return "v=" + quotedPipe + "; [ ! -p \"$v\" ] || true >\"$v\"";
    }

    @Override
    String setLoaderAside() {
      // Unexported variables reach no program. A variable that cannot be unset shows in the memory
      // of script.
      return KEPT
          + "=; for v in "
          + LoaderVariables.NAMES
          + "; do if eval \"[ \\${$v+x} ]\"; then case \"$(export -p)\" in *\" $v=\"*) eval \""
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
  /** fish, whose single quotes interpret the backslash. */
  FISH {
    @Override
    String quote(String text) {
      return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /**
     * During {@code sessionlog init-user | source} fish has given the terminal away, so a program
     * that it executes would be in the background. The code therefore runs at the first prompt.
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
      // An unexported global variable also hides a universal one, which must stay.
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

  /** Returns {@code text} quoted as one word. */
  abstract String quote(String text);

  /**
   * Returns a command that runs the first command in a shell that is interactive or has a command
   * to run at a terminal, and otherwise the second one.
   */
  abstract String ifInteractive(String then, String otherwise);

  /**
   * Returns a command that opens a pipe for writing, and closes it; creates no file if the pipe is
   * gone.
   */
  abstract String openAndClose(String quotedPipe);

  /**
   * Returns commands by which the shell executes {@code /bin/sh -c} with these arguments, and
   * continues if that fails.
   *
   * @param words the sixth is the program of the shell itself
   */
  abstract String becomeSh(String words);

  /** Returns a command that sets a variable, which no program gets. */
  abstract String set(String name, String text);

  /**
   * Returns commands that remove {@link LoaderVariables} from the environment, save them, and list
   * them in a shell variable.
   */
  abstract String setLoaderAside();

  /** Returns the language of the shell with the program {@code name}. */
  static ShellSyntax of(String name) {
    return name.equals("fish") ? FISH : POSIX;
  }
}
