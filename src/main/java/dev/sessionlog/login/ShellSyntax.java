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
    String unlessCommand(String then) {
      return "[ -n \"${" + Answer.COMMAND + "-}\" ] || " + then;
    }

    @Override
    String execWith(String variable, String command) {
      return variable + " exec " + command;
    }
  },
  /** fish, whose single quotes know the backslash. */
  FISH {
    @Override
    String quote(String text) {
      return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    String ifInteractive(String then, String otherwise) {
      return "if status is-interactive; or set -q "
          + Answer.COMMAND
          + "; "
          + then
          + "; else; "
          + otherwise
          + "; end";
    }

    @Override
    String unlessCommand(String then) {
      return "test -n \"$" + Answer.COMMAND + "\"; or " + then;
    }

    @Override
    String execWith(String variable, String command) {
      return "exec /usr/bin/env " + variable + " " + command;
    }
  };

  /** Returns a word that the shell reads as {@code text}, whatever is in it. */
  abstract String quote(String text);

  /**
   * Returns a command that runs the one in a shell that talks to a user or has a command to run at
   * a terminal, else the other.
   */
  abstract String ifInteractive(String then, String otherwise);

  /**
   * Returns a command that runs the one unless the session is for a command: it might be parsed.
   */
  abstract String unlessCommand(String then);

  /** Returns a command that becomes {@code command}, with {@code NAME=value} in its environment. */
  abstract String execWith(String variable, String command);

  /** Returns the language of the shell whose program is {@code name}. */
  static ShellSyntax of(String name) {
    return name.equals("fish") ? FISH : POSIX;
  }
}
