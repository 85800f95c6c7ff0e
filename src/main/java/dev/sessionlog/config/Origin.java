package dev.sessionlog.config;

import java.nio.file.Path;

/**
 * Where a value came from.
 *
 * @param text for people: {@code default}, a file and line, or an option
 */
public record Origin(String text) {
  static final Origin DEFAULT = new Origin("default");

  static Origin line(Path file, int line) {
    return new Origin(file + ":" + line);
  }

  static Origin option(String name) {
    return new Origin("option " + name);
  }

  @Override
  public String toString() {
    return text;
  }
}
