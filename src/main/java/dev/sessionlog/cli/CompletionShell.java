package dev.sessionlog.cli;

import java.util.Locale;
import picocli.CommandLine;

/** A shell with completion of our commands and options. */
enum CompletionShell {
  /** bash(1), with or without the package bash-completion. */
  BASH("sessionlog.bash") {
    @Override
    String script(CommandLine model) {
      return new BashCompletion(model).script();
    }
  },

  /** zsh(1), as a function on its {@code fpath} or sourced. */
  ZSH("_sessionlog") {
    @Override
    String script(CommandLine model) {
      return new ZshCompletion(model).script();
    }
  },

  /** fish(1), in a folder of completions or sourced. */
  FISH("sessionlog.fish") {
    @Override
    String script(CommandLine model) {
      return new FishCompletion(model).script();
    }
  };

  private final String fileName;

  CompletionShell(String fileName) {
    this.fileName = fileName;
  }

  /** Returns the name of the file for the script. */
  String fileName() {
    return fileName;
  }

  /** Returns the script that completes the commands of that model. */
  abstract String script(CommandLine model);

  /** Returns the shell's name, as it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
