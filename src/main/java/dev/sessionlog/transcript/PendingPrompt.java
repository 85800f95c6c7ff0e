package dev.sessionlog.transcript;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A line that was erased with the screen while the cursor was on it. When a shell clears the screen
 * for its user (Ctrl-L) it writes the prompt and what was typed so far anew: then the line goes on
 * and is not to be given now. Otherwise it is.
 */
final class PendingPrompt {
  /** How many control functions a shell may need to write its prompt. */
  private static final int MAX_CONTROLS = 256;

  /** What sets off a prompt at the right edge, which may show another time when written anew. */
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
   * Makes a line.
   *
   * @param above the lines that stood above it, the nearest first
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

  /** Returns how many characters of a line tell whether it begins as this one did. */
  int beginningLength() {
    return beginning.length();
  }

  /** Returns how many bytes of memory the lines take. */
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

  /** Returns true when {@code line} begins as this one did. */
  boolean isBegunBy(String line) {
    return line.startsWith(beginning);
  }

  /**
   * Returns true when nothing else stands above a line that begins as this one did than the upper
   * lines of the same prompt, in which a clock may have gone on.
   *
   * @param textAbove the lines with text that stand above that line now, the nearest first
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

  /** Counts a control function; returns true when the line was not written anew for too long. */
  boolean isWaitOver() {
    controls++;
    return controls > MAX_CONTROLS;
  }
}
