package dev.sessionlog.config;

import java.util.List;

/** Reports a configuration that cannot be used, with all its mistakes at once. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  ConfigurationException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Returns the mistakes, one per line: where, which key, what is wrong, what is expected. */
  public List<String> problems() {
    return problems;
  }
}
