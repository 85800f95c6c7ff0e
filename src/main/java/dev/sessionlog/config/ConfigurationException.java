package dev.sessionlog.config;

import java.util.List;

/** A configuration that cannot be used; says everything that is wrong with it at once. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  ConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns what is wrong, each in one line: where, which key, what is wrong, what is expected. */
  public List<String> problems() {
    return problems;
  }
}
