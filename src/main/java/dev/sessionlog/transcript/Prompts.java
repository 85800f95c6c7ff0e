package dev.sessionlog.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * The prompts that stood on the screen when a program took the alternate one: who writes such a
 * prompt there is the shell again. Not safe for use by several threads.
 */
final class Prompts {
  /** How many characters of a line may be a prompt. */
  static final int LONGEST = 100;

  /** How many lines are looked at for prompts. */
  static final int MOST = 8;

  /** What is long enough not to stand by chance in a text that a program shows. */
  private static final int TELLING = 6;

  private static final String SIGNS = "$#%>\u276F\u279C\u00BB\u03BB";

  private final List<String> known = new ArrayList<>();

  /** Takes note of the prompts that {@code lines} begin with. */
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
   * Returns true when a line begins with a prompt that is known, or with one of the same user and
   * host in another directory.
   *
   * @param telling whether the prompt must be one that no other text begins with
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

  /** Returns true when a line may be a command: it begins with a prompt, and text is behind it. */
  static boolean isCommand(String line) {
    int end = end(line, 0);
    return end > 0 && end < line.length() && line.charAt(end) != ' ';
  }

  /** Returns true when a line may be a prompt behind which nothing was typed yet. */
  static boolean isBare(String line) {
    int last = line.length() - 1;
    return last >= 0 && last <= LONGEST && SIGNS.indexOf(line.charAt(last)) >= 0;
  }

  /** Returns where {@code alice@web1} ends in a prompt, 0 when it has no such part. */
  private static int hostEnd(String prompt) {
    int at = prompt.indexOf('@');
    int end = at + 1;
    while (at > 0 && end < prompt.length() && Character.isLetterOrDigit(prompt.charAt(end))) {
      end++;
    }
    return at > 0 ? end : 0;
  }

  /** Returns where a prompt ends, after its sign and a blank; 0 when the line has none. */
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
