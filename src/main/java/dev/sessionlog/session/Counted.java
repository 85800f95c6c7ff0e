package dev.sessionlog.session;

/** Numbers of things, for people. */
public final class Counted {
  private Counted() {}

  /** Returns a number and what is counted, such as {@code 1 session} or {@code 2 sessions}. */
  public static String of(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }
}
