package dev.sessionlog.transcript;

import java.util.regex.Matcher;

/**
 * A line for a regular expression, with a bounded cost, because users can craft lines that are
 * expensive to match. {@link java.util.regex.Pattern} backtracks, for some expressions twice as
 * often with each further character. Here every access to a character costs one. For one thread.
 */
public final class BoundedText implements CharSequence {
  private static final long SMALL = 50_000;
  private static final long FOR_EACH = 64;

  private final String text;
  private final long most;
  private long left;

  /** Thrown if a line has cost too much. */
  public static final class TooCostly extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooCostly() {
      super("the expression takes too long on a line", null, false, false);
    }
  }

  /** Thrown by an invalid expression that {@link java.util.regex.Pattern} accepted. */
  public static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(Throwable cause) {
      super("a class has nothing after &&", cause);
    }
  }

  /**
   * Finds the next match.
   *
   * @throws TooCostly if the text is bounded and has cost too much
   * @throws Unusable if the expression is invalid: Pattern accepts {@code [a&&]}, for example, but
   *     fails in use
   */
  public static boolean find(Matcher matcher) {
    try {
      return matcher.find();
    } catch (NullPointerException e) {
      throw new Unusable(e);
    }
  }

  /**
   * Creates a text.
   *
   * @param most the allowed number of accesses
   */
  public BoundedText(String text, long most) {
    this.text = text;
    this.most = most;
    this.left = most;
  }

  /** Returns the allowed cost of a line of that length, many times the usual one. */
  public static long fair(int length) {
    return SMALL + FOR_EACH * length;
  }

  /** Returns the number of accesses so far. */
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
