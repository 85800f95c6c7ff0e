package dev.sessionlog.commands;

import java.util.Set;
import java.util.regex.Pattern;

/** Tells whether a shell would ask for another line. */
final class Incomplete {
  private static final Set<String> OPENING =
      Set.of("for", "while", "until", "if", "case", "select", "begin", "switch", "function", "{");

  private static final Set<String> CLOSING = Set.of("done", "fi", "esac", "end", "}");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s;]+");

  private Incomplete() {}

  /** Returns true when the command does not look whole. */
  static boolean is(String command) {
    String text = command.strip();
    if (text.isEmpty()) {
      return false;
    }
    int open = 0;
    for (String word : BETWEEN_WORDS.split(text)) {
      open += OPENING.contains(word) ? 1 : 0;
      open -= CLOSING.contains(word) ? 1 : 0;
    }
    return open > 0
        || "\\|(".indexOf(text.charAt(text.length() - 1)) >= 0
        || text.endsWith("&&")
        || text.contains("<<")
        || isOdd(text, '"')
        || isOdd(text, '\'');
  }

  private static boolean isOdd(String text, char quote) {
    return text.chars().filter(c -> c == quote).count() % 2 == 1;
  }
}
