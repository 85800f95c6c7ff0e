package dev.sessionlog.transcript;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A line that was erased with the screen while the cursor was on it. If a shell clears the screen
 * for its user (Ctrl-L), it writes the prompt and the text typed so far again. Then the line
 * continues and must not be passed on yet; otherwise it must.
 */
final class PendingPrompt {
  /** The most control functions that a shell needs to write its prompt. */
  private static final int MAX_CONTROLS = 256;

  /** Separates a right prompt, which may show another time when it is written again. */
  private static final String RIGHT_PROMPT_GAP = "   ";

  /** How many characters a line may have that is pending, and each above it that is compared. */
  static final int LONGEST = 4096;

  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private final String text;
  private final String beginning;
  private final long at;
  private final List<String> above;
  private int controls;

  /**
   * Creates it.
   *
   * @param above the lines above it, the nearest first
   */
  PendingPrompt(String text, long at, List<String> above) {
    this.text = text;
    this.at = at;
    this.above = above;
    int gap = text.indexOf(RIGHT_PROMPT_GAP);
    this.beginning = gap > 0 ? text.substring(0, gap) : text;
  }

  String text() {
    return text;
  }

  long at() {
    return at;
  }

  /** Returns how many characters of a line are needed to compare its beginning. */
  int beginningLength() {
    return beginning.length();
  }

  /** Returns the memory of the lines, in bytes. */
  long bytes() {
    long bytes = Note.bytes(text) + Note.bytes(beginning);
    for (String line : above) {
      bytes += Note.bytes(line);
    }
    return bytes;
  }

  List<String> above() {
    return above;
  }

  /** Returns true if {@code line} begins like this one. */
  boolean isBegunBy(String line) {
    return line.startsWith(beginning);
  }

  /**
   * Returns true if only the upper lines of the same prompt are above a line that begins like this
   * one. A clock in them may have advanced.
   *
   * @param textAbove the lines with text that are now above that line, the nearest first
   */
  boolean isRedrawnBy(List<String> textAbove) {
    List<String> before = above.stream().filter(text -> !text.isEmpty()).toList();
    for (int i = 0; i < textAbove.size(); i++) {
      if (i >= before.size() || !isSameButForDigits(textAbove.get(i), before.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameButForDigits(String one, String other) {
    return DIGIT.matcher(one).replaceAll("0").equals(DIGIT.matcher(other).replaceAll("0"));
  }

  /** Counts a control function; returns true if the line was not written again for too long. */
  boolean isWaitOver() {
    controls++;
    return controls > MAX_CONTROLS;
  }
}
