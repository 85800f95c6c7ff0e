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
 * Which sessions the ledger is done with, for at least as long as they are looked for: as many as
 * there were in one or two days, in 64 bits of a hash each. For one thread.
 */
final class SeenSessions {
  private final Duration span;
  private Set<Long> recent = new HashSet<>();
  private Set<Long> older = new HashSet<>();
  private Instant since = Instant.MIN;

  /**
   * Creates it.
   *
   * @param span how long one is remembered at least
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

  /** Forgets what is older than that. A clock that goes back makes it remember for longer. */
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
