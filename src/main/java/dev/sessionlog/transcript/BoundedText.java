package dev.sessionlog.transcript;

import java.util.regex.Matcher;

/**
 * A line as a regular expression sees it, at a bounded cost: whoever wrote the line may have meant
 * it to be expensive. {@link java.util.regex.Pattern} goes back and tries again, for some
 * expressions twice as often with each character more; each character that it looks at costs one
 * here. For one thread.
 */
public final class BoundedText implements CharSequence {
  private static final long SMALL = 50_000;
  private static final long FOR_EACH = 64;

  private final String text;
  private final long most;
  private long left;

  /** Thrown when a line has cost too much. */
  public static final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooCostly() {
      super("the expression takes too long on a line", null, false, false);
    }
  }

  /** Thrown by an expression that {@link java.util.regex.Pattern} took by mistake. */
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(Throwable cause) {
      super("a class has nothing after &&", cause);
    }
  }

  /**
   * Finds the next match.
   *
   * @throws TooCostly when the text is bounded, and has cost too much
   * @throws Unusable when the expression cannot be used: Pattern takes such as {@code [a&&]}, and
   *     fails when it comes to use it
   */
  public static boolean find(Matcher matcher) {
    try {
      return matcher.find();
    } catch (NullPointerException e) {
      throw new Unusable(e);
    }
  }

  /**
   * Makes a text.
   *
   * @param most how often a character may be looked at
   */
  public BoundedText(String text, long most) {
    this.text = text;
    this.most = most;
    this.left = most;
  }

  /** Returns what any line of that length may cost: many times what is usual. */
  public static long fair(int length) {
    return SMALL + FOR_EACH * length;
  }

  /** Returns how often a character was looked at. */
  public long cost() {
    return most - Math.max(0, left);
  }

  @Override
  public char charAt(int index) {
    left--;
    if (left < 0) {
      throw new TooCostly();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
