package dev.sessionlog.session;

/** Counts of things as people read them. */
public final class Counted {
  private Counted() {}

  /** Returns a number with its noun, for example {@code 1 session} or {@code 2 sessions}. */
  public static String of(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }
}
