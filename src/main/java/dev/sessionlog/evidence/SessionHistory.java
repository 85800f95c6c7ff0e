package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * All that the ledger says of one session. What comes after its end counts for nothing: whoever has
 * the next key can seal it once more, as they made it. For one thread.
 */
final class SessionHistory {
  private final SessionId id;
  private final String user;
  private final SealedPrefixes typescript = new SealedPrefixes();
  private final SealedPrefixes timing = new SealedPrefixes();
  private final SealedPrefixes sessionFile = new SealedPrefixes();
  private Instant at;
  private boolean closed;
  private Optional<LedgerEntry.Gone> gone = Optional.empty();

  /** Creates that of a session that was opened, or first heard of, at a time. */
  SessionHistory(SessionId id, String user, Instant at) {
    this.id = id;
    this.user = user;
    this.at = at;
  }

  void add(LedgerEntry.Part part) {
    if (!closed) {
      typescript.add(part.typescript());
      timing.add(part.timing());
      at = part.at();
    }
  }

  void add(LedgerEntry.Close close) {
    if (!closed) {
      typescript.add(close.typescript());
      timing.add(close.timing());
      sessionFile.add(close.sessionFile());
      at = close.at();
      closed = true;
    }
  }

  void add(LedgerEntry.Gone removal) {
    gone = Optional.of(removal);
  }

  SessionId id() {
    return id;
  }

  String user() {
    return user;
  }

  /** Returns when it was last sealed. */
  Instant at() {
    return at;
  }

  SealedPrefixes typescript() {
    return typescript;
  }

  SealedPrefixes timing() {
    return timing;
  }

  /** Returns those of {@code session.json}: one, once the session was closed. */
  SealedPrefixes sessionFile() {
    return sessionFile;
  }

  /** Returns why it was removed, with who did it. */
  Optional<LedgerEntry.Gone> gone() {
    return gone;
  }

  /** Returns true once the session ended. */
  boolean closed() {
    return closed;
  }
}
