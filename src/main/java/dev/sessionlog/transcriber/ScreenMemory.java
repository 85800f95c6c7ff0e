package dev.sessionlog.transcriber;

import dev.sessionlog.transcript.TranscriptRenderer;
import java.util.HashMap;
import java.util.Map;

/**
 * What the screens of all sessions may take together in memory. A session's share is bounded by its
 * screen ({@link TranscriptRenderer#MOST_BYTES}). Above a user's budget, or above that of all, the
 * session that takes a turn and holds more than a small screen takes goes on with a small one
 * ({@link TranscriptRenderer#MOST_BYTES_REDUCED}). So all together they take at most the budget of
 * all and a small screen for each session. Thread-safe.
 */
final class ScreenMemory {
  /** The heap of a transcriber has room for this and for 1000 small screens. */
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

  /** Returns the part of a session of {@code user}, which takes nothing yet. */
  Share share(String user) {
    return new Share(user);
  }

  /** Returns how many bytes are taken by all sessions. */
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

  /** What one session takes. For one thread at a time. */
  final class Share {
    private final String user;
    private long bytes;

    private Share(String user) {
      this.user = user;
    }

    /** Says how much it takes now, and returns whether that may go on so. */
    Verdict takes(long now) {
      Verdict verdict = change(user, now - bytes);
      bytes = now;
      return now > TranscriptRenderer.MOST_BYTES_REDUCED ? verdict : Verdict.ENOUGH;
    }

    /** Says that it takes nothing any more. */
    void release() {
      takes(0);
    }
  }
}
