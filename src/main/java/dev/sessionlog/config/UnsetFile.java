package dev.sessionlog.config;

import java.util.HashSet;
import java.util.Set;

/**
 * Recognizes a configuration file that sets nothing, as an installation leaves it: comments, blank
 * lines and names of tables. Such a file needs no parser, which takes a third of the time of most
 * commands. Whatever else stands there, or is no TOML, is not recognized.
 */
final class UnsetFile {
  private final Set<String> tables;

  /** Recognizes these names of tables. */
  UnsetFile(Set<String> tables) {
    this.tables = tables;
  }

  /** Returns true when {@code text} is right, and sets no key. */
  boolean matches(String text) {
    Set<String> left = new HashSet<>(tables);
    for (String line : text.split("\r?\n", -1)) {
      String said = line.trim();
      boolean nothing = said.isEmpty() || said.charAt(0) == '#' || left.remove(table(said));
      if (!nothing || !isText(line)) {
        return false;
      }
    }
    return true;
  }

  /** Any other control character is a mistake, which the parser tells. */
  private static boolean isText(String line) {
    return line.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127) || c >= 160);
  }

  /** Returns the name between the brackets; nothing that is a name when there are none. */
  private static String table(String line) {
    return line.startsWith("[") && line.endsWith("]") ? line.substring(1, line.length() - 1) : "";
  }
}
