package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.session.SessionId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * The sessions that are finished in the ledger, for at least as long as they could be found again:
 * those of one or two days, as 64 bits of a hash each. For one thread.
 */
final class SeenSessions {
  private final Duration span;
  private Set<Long> recent = new HashSet<>();
  private Set<Long> older = new HashSet<>();
  private Instant since = Instant.MIN;

  /**
   * Creates it.
   *
   * @param span the least time for which one is remembered
   */
  SeenSessions(Duration span) {
    this.span = span;
  }

  void add(SessionId id) {
    recent.add(hash(id));
  }

  boolean contains(SessionId id) {
    Long hash = hash(id);
    return recent.contains(hash) || older.contains(hash);
  }

  /** Drops older ones. If the clock is set back, they are remembered longer. */
  void forgetBefore(Instant now) {
    if (since.equals(Instant.MIN)) {
      since = now;
    } else if (now.isAfter(since.plus(span))) {
      older = recent;
      recent = new HashSet<>();
      since = now;
    }
  }

  private static long hash(SessionId id) {
    byte[] text = id.toString().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.wrap(Sha256.of(text).bytes()).getLong();
  }
}
