package dev.sessionlog.commands;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt as it stood on the screen. Prompts of the same shell differ in the directory that they
 * show; what tells shells apart is user, host and the sign at the end.
 *
 * @param text the prompt, with the blanks at its end
 * @param host {@code alice@web1}; empty when the prompt shows no such thing
 * @param sign the sign by which it was taken for a prompt; a blank when it has none
 */
record Prompt(String text, String host, char sign) {
  /** How many characters a prompt has at most. */
  static final int LONGEST = 160;

  /** A prompt that is no longer, without a host, has nothing that would differ. */
  private static final int SHORT = 3;

  /** How many characters may stand before user and host, as the name of an environment. */
  private static final int MOST_BEFORE_HOST = 40;

  private static final String SIGNS = "$#%>\u276F\u279C\u00BB\u03BB";

  /** Signs that no text but a prompt begins with. */
  private static final String LEADING_SIGNS = "\u276F\u279C\u00BB\u03BB";

  private static final Pattern HOST = Pattern.compile("[\\w.-]{1,64}@[\\w-]{1,64}");
  private static final Pattern DIRECTORY = Pattern.compile("(?:^|[ :\\[(])([~/][^ \\])]{0,160})");
  private static final Pattern CONTINUATION = Pattern.compile("(?:[a-z]+(?: [a-z]+){0,8})?> ?");

  /** Returns true when a prompt shows {@code sign} where others do. */
  static boolean isSign(int sign) {
    return SIGNS.indexOf(sign) >= 0;
  }

  /**
   * Takes a line that ends at the cursor for a prompt behind which nothing was typed yet.
   *
   * @param any whether it may be one without any sign: the shell said that it reads a line
   */
  static Optional<Prompt> bare(String line, boolean any) {
    String trimmed = line.stripTrailing();
    if (trimmed.isEmpty() || line.length() > LONGEST || line.length() - trimmed.length() > 1) {
      return Optional.empty();
    }
    char last = trimmed.charAt(trimmed.length() - 1);
    boolean spaced = line.length() > trimmed.length();
    if (isSign(last)) {
      return Optional.of(of(line, last));
    }
    if (spaced && LEADING_SIGNS.indexOf(trimmed.charAt(0)) >= 0) {
      return Optional.of(of(line, trimmed.charAt(0)));
    }
    return spaced && any ? Optional.of(of(line, ' ')) : Optional.empty();
  }

  private static Prompt of(String line, char sign) {
    Matcher host = HOST.matcher(line);
    return new Prompt(line, host.find() ? host.group() : "", sign);
  }

  /** Returns the prompt that a shell with this one wrote at the beginning of a line. */
  Optional<Prompt> beginning(String line) {
    if (line.startsWith(text)) {
      return Optional.of(this);
    }
    if (sign == ' ' || (host.isEmpty() && !varies(line))) {
      return Optional.empty();
    }
    int from = host.isEmpty() ? 0 : line.indexOf(host);
    if (from < 0 || from > MOST_BEFORE_HOST) {
      return Optional.empty();
    }
    int most = Math.min(line.length() - 1, LONGEST);
    for (int i = from + host.length(); i < most; i++) {
      if (line.charAt(i) == sign && line.charAt(i + 1) == ' ') {
        return Optional.of(new Prompt(line.substring(0, i + 2), host, sign));
      }
    }
    return Optional.empty();
  }

  private boolean varies(String other) {
    return text.length() > SHORT && !other.isEmpty() && other.charAt(0) == text.charAt(0);
  }

  /** Returns true when {@code other} may be a prompt of the same shell. */
  boolean isOfSameShell(Prompt other) {
    if (text.equals(other.text)) {
      return true;
    }
    return sign == other.sign
        && host.equals(other.host)
        && (!host.isEmpty() || (varies(other.text) && other.text.length() > SHORT));
  }

  /** Returns true when a shell shows such a prompt, and hardly any other program. */
  boolean isOfShell() {
    return !host.isEmpty() || (sign != '>' && sign != ' ');
  }

  /** Returns true when the prompt is nothing but its sign and a blank. */
  boolean isBareSign() {
    return text.length() == 2 && text.charAt(1) == ' ';
  }

  /** Returns the directory that the prompt shows, if it shows one from the root or from home. */
  Optional<String> directory() {
    int end = sign == ' ' ? text.length() : Math.max(text.lastIndexOf(sign), 1);
    Matcher directory = DIRECTORY.matcher(text.substring(0, end));
    return directory.find() ? Optional.of(directory.group(1)) : Optional.empty();
  }

  /**
   * Returns how many characters at the beginning of a line are a prompt for another line of the
   * same command, as {@code > } or {@code quote> }; 0 when there is no such one.
   */
  static int continuationEnd(String line) {
    Matcher matcher = CONTINUATION.matcher(line);
    return matcher.lookingAt() ? matcher.end() : 0;
  }
}
