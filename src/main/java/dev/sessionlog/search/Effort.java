package dev.sessionlog.search;

import dev.sessionlog.transcript.BoundedText;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a search may spend on the lines of one user beyond what is fair for each, counted in
 * characters looked at: so that nobody's lines keep an auditor waiting. Thread-safe.
 */
final class Effort {
  private static final long FOR_A_USER = 500_000_000;
  private static final long FOR_A_LINE = 50_000_000;

  private final AtomicLong left = new AtomicLong(FOR_A_USER);

  /** Returns how much a line of that length may cost now. */
  long most(int length) {
    return BoundedText.fair(length) + Math.max(0, Math.min(FOR_A_LINE, left.get()));
  }

  /** Takes note of what a line of that length cost. */
  void spent(int length, long cost) {
    long more = cost - BoundedText.fair(length);
    if (more > 0) {
      left.addAndGet(-more);
    }
  }
}
