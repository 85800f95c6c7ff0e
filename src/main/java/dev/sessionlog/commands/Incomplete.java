package dev.sessionlog.commands;

import java.util.Set;

/** Tells whether a shell would ask for another line. */
final class Incomplete {
  private static final Set<String> BEGINNINGS =
      Set.of("for", "while", "until", "if", "case", "select", "{", "(", "function");

  private Incomplete() {}

  /** Returns true when the command does not look whole. */
  static boolean is(String command) {
    String text = command.strip();
    int blank = text.indexOf(' ');
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    return "\\|({".indexOf(last) >= 0
        || text.endsWith("&&")
        || text.contains("<<")
        || text.chars().filter(c -> c == '"').count() % 2 == 1
        || text.chars().filter(c -> c == '\'').count() % 2 == 1
        || BEGINNINGS.contains(blank < 0 ? text : text.substring(0, blank));
  }
}
