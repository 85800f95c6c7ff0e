package dev.sessionlog.config;

import java.nio.file.Path;

/**
 * Where a value came from.
 *
 * @param kind what gave it
 * @param text for people: {@code default}, a file and line, or an option
 */
public record Origin(Kind kind, String text) {
  static final Origin DEFAULT = new Origin(Kind.DEFAULT, "default");

  /** What can give a value. */
  public enum Kind {
    DEFAULT,
    FILE,
    OPTION
  }

  static Origin line(Path file, int line) {
    return new Origin(Kind.FILE, file + ":" + line);
  }

  static Origin option(String name) {
    return new Origin(Kind.OPTION, "option " + name);
  }

  @Override
  public String toString() {
    return text;
  }
}
