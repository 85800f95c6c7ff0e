package dev.sessionlog.search;

import dev.sessionlog.transcript.BoundedText;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The budget of a search for expensive lines of one user, counted in accesses to characters, so
 * that no user's lines can keep an auditor waiting. Thread-safe.
 */
final class Effort {
  private static final long FOR_A_USER = 500_000_000;
  private static final long FOR_A_LINE = 50_000_000;

  private final AtomicLong left = new AtomicLong(FOR_A_USER);

  /** Returns the allowed cost of a line of that length now. */
  long most(int length) {
    return BoundedText.fair(length) + Math.max(0, Math.min(FOR_A_LINE, left.get()));
  }

  /** Counts the cost of a line of that length. */
  void spent(int length, long cost) {
    long more = cost - BoundedText.fair(length);
    if (more > 0) {
      left.addAndGet(-more);
    }
  }
}
