package dev.sessionlog.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * The prompts that were on the screen when a program switched to the alternate one. If such a
 * prompt appears there, the shell is running again. Not thread-safe.
 */
final class Prompts {
  /** The most characters of a prompt. */
  static final int LONGEST = 100;

  /** The number of lines that are searched for prompts. */
  static final int MOST = 8;

  /** The least length of a prompt that does not occur by chance in other text. */
  private static final int TELLING = 6;

  private static final String SIGNS = "$#%>\u276F\u279C\u00BB\u03BB";

  private final List<String> known = new ArrayList<>();

  /** Remembers the prompts at the beginning of {@code lines}. */
  void learn(List<String> lines) {
    known.clear();
    for (String line : lines) {
      int end = end(line, 0);
      if (end > 0 && !known.contains(line.substring(0, end))) {
        known.add(line.substring(0, end));
      }
    }
  }

  /**
   * Returns true if a line begins with a known prompt, or with one of the same user and host in
   * another directory.
   *
   * @param telling true if the prompt must be distinctive
   */
  boolean begin(String line, boolean telling) {
    for (String prompt : known) {
      if (prompt.length() >= (telling ? TELLING : 1)) {
        if (line.startsWith(prompt)) {
          return true;
        }
        int host = hostEnd(prompt);
        if (host >= TELLING && line.startsWith(prompt.substring(0, host)) && end(line, host) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns true if a line may be a command: a prompt with text after it. */
  static boolean isCommand(String line) {
    int end = end(line, 0);
    return end > 0 && end < line.length() && line.charAt(end) != ' ';
  }

  /** Returns true if a line may be a prompt with nothing typed yet. */
  static boolean isBare(String line) {
    int last = line.length() - 1;
    return last >= 0 && last <= LONGEST && SIGNS.indexOf(line.charAt(last)) >= 0;
  }

  /** Returns the end of {@code alice@web1} in a prompt; 0 if it has no such part. */
  private static int hostEnd(String prompt) {
    int at = prompt.indexOf('@');
    int end = at + 1;
    while (at > 0 && end < prompt.length() && Character.isLetterOrDigit(prompt.charAt(end))) {
      end++;
    }
    return at > 0 ? end : 0;
  }

  /** Returns the end of a prompt, after its sign and a blank; 0 if the line has none. */
  private static int end(String line, int from) {
    int last = Math.min(line.length() - 1, LONGEST);
    for (int i = from; i < last; i++) {
      if (SIGNS.indexOf(line.charAt(i)) >= 0 && line.charAt(i + 1) == ' ') {
        return i + 2;
      }
    }
    return 0;
  }
}
