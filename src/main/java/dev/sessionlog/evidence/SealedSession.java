package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger says of one session.
 *
 * @param id its name
 * @param user whose it is
 * @param at when that was last sealed
 * @param typescript what was sealed of it last
 * @param timing what was sealed of it last
 * @param sessionFile {@code session.json}, once the session was closed
 * @param gone why it was removed, with who did it
 */
record SealedSession(
    SessionId id,
    String user,
    Instant at,
    Prefix typescript,
    Prefix timing,
    Optional<Prefix> sessionFile,
    Optional<LedgerEntry.Gone> gone) {
  private static final Prefix NOTHING = new Prefix(0, Sha256.of());

  static SealedSession of(LedgerEntry.Open open) {
    return new SealedSession(
        open.session(),
        open.user(),
        open.at(),
        NOTHING,
        NOTHING,
        Optional.empty(),
        Optional.empty());
  }

  static SealedSession of(LedgerEntry.Close close) {
    return new SealedSession(
        close.session(),
        close.user(),
        close.at(),
        close.typescript(),
        close.timing(),
        Optional.of(close.sessionFile()),
        Optional.empty());
  }

  SealedSession with(LedgerEntry.Part part) {
    return new SealedSession(
        id, user, part.at(), part.typescript(), part.timing(), sessionFile, gone);
  }

  SealedSession with(LedgerEntry.Gone removal) {
    return new SealedSession(id, user, at, typescript, timing, sessionFile, Optional.of(removal));
  }

  /** Returns true once the session ended. */
  boolean closed() {
    return sessionFile.isPresent();
  }
}
