package dev.sessionlog.transcriber;

import dev.sessionlog.transcript.TranscriptRenderer;
import java.util.HashMap;
import java.util.Map;

/**
 * The memory budget for the screens of all sessions. The memory of a session is bounded by its
 * screen ({@link TranscriptRenderer#MOST_BYTES}). If the budget of a user or the total one is
 * exceeded, a session that takes a turn with more than a small screen is reduced to one ({@link
 * TranscriptRenderer#MOST_BYTES_REDUCED}). So all sessions together take at most the total budget
 * plus a small screen for each session. Thread-safe.
 */
final class ScreenMemory {
  /** The total budget; the heap of a transcriber has room for it and 1000 small screens. */
  static final long OF_ALL = 96L << 20;

  static final long OF_A_USER = 24L << 20;

  private final long ofAll;
  private final long ofAUser;
  private final Map<String, Long> users = new HashMap<>();
  private long sum;

  /** Whose memory it is that is used up. */
  enum Verdict {
    ENOUGH,
    USER_FULL,
    ALL_FULL
  }

  ScreenMemory(long ofAll, long ofAUser) {
    this.ofAll = ofAll;
    this.ofAUser = ofAUser;
  }

  /** Returns the share of a session of {@code user}, which uses nothing yet. */
  Share share(String user) {
    return new Share(user);
  }

  /** Returns the memory used by all sessions, in bytes. */
  synchronized long taken() {
    return sum;
  }

  private synchronized Verdict change(String user, long more) {
    sum += more;
    long theirs = users.merge(user, more, Long::sum);
    if (theirs == 0) {
      users.remove(user);
    }
    if (theirs > ofAUser) {
      return Verdict.USER_FULL;
    }
    return sum > ofAll ? Verdict.ALL_FULL : Verdict.ENOUGH;
  }

  /** The share of one session. For one thread at a time. */
  final class Share {
    private final String user;
    private long bytes;

    private Share(String user) {
      this.user = user;
    }

    /** Sets its present use; returns true if that is within the budget. */
    Verdict takes(long now) {
      Verdict verdict = change(user, now - bytes);
      bytes = now;
      return now > TranscriptRenderer.MOST_BYTES_REDUCED ? verdict : Verdict.ENOUGH;
    }

    /** Releases its share. */
    void release() {
      takes(0);
    }
  }
}
