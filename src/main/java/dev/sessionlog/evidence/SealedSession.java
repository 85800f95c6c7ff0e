package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import dev.sessionlog.session.SessionId;
import java.time.Instant;

/**
 * The last sealed state of an active session.
 *
 * @param id its name
 * @param user whose it is
 * @param at the time of the last seal
 * @param typescript what was sealed of it last
 * @param timing what was sealed of it last
 */
record SealedSession(SessionId id, String user, Instant at, Prefix typescript, Prefix timing) {
  private static final Prefix NOTHING = new Prefix(0, Sha256.of());

  static SealedSession of(LedgerEntry.Open open) {
    return new SealedSession(open.session(), open.user(), open.at(), NOTHING, NOTHING);
  }

  SealedSession with(LedgerEntry.Part part) {
    return new SealedSession(id, user, part.at(), part.typescript(), part.timing());
  }
}
