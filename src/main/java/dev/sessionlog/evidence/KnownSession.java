package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/** The combined facts of the sealed entries about one session. For one thread. */
final class KnownSession {
  private final SessionId id;
  private final String user;
  private final SealTrail trail = new SealTrail();
  private Instant at;
  private boolean closed;
  private boolean held;
  private Optional<LedgerEntry.Gone> gone = Optional.empty();

  KnownSession(SessionId id, String user, Instant at) {
    this.id = id;
    this.user = user;
    this.at = at;
  }

  /** Takes what the recording held. */
  void seal(LedgerEntry.Contents entry, long place) {
    trail.add(place);
    at = entry.at();
    closed |= entry instanceof LedgerEntry.Close;
    held |= !(entry instanceof LedgerEntry.Part part) || part.typescript().bytes() > 0;
  }

  /** Returns true if anything of its output was sealed. */
  boolean held() {
    return held;
  }

  void remove(LedgerEntry.Gone removal) {
    gone = Optional.of(removal);
  }

  SessionId id() {
    return id;
  }

  /** Returns its first user. */
  String user() {
    return user;
  }

  /** Returns the time of its last seal. */
  Instant at() {
    return at;
  }

  /** Returns true once the session ended. */
  boolean closed() {
    return closed;
  }

  Optional<LedgerEntry.Gone> gone() {
    return gone;
  }

  SealTrail trail() {
    return trail;
  }
}
