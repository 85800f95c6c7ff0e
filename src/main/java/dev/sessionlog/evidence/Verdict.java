package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;

/**
 * What {@link Verifier} found of one session.
 *
 * @param session which
 * @param user whose
 * @param status how it is
 * @param more what a person wants to know besides, such as since when; may be empty
 */
public record Verdict(SessionId session, String user, Status status, String more) {
  /** How a session is. */
  public enum Status {
    /** All of it is as it was sealed. */
    SEALED("sealed", true),
    /** It goes on, and is as it was sealed as far as it was. */
    SEALED_UNTIL("sealed until", true),
    /** Its removal was noted. */
    REMOVED("removed", true),
    /** It is so new that no checkpoint covers it. */
    NOT_SEALED_YET("not sealed yet", true),
    /** The ledger came to the archive before the recording did. */
    NOT_BROUGHT_YET("not in the archive yet", true),
    /** It is older than the ledger. */
    OLDER("older than the ledger", true),
    /** It is of a time in which sealing was switched off. */
    OFF("recorded while sealing was off", true),
    /** It should be in the ledger, and is not. */
    NOT_SEALED("not sealed", false),
    /** It holds other bytes than were sealed. */
    CHANGED("changed", false),
    /** It is shorter than what was sealed. */
    CUT("cut", false),
    /** It is not there, and nobody noted its removal. */
    MISSING("missing", false);

    private final String words;
    private final boolean good;

    Status(String words, boolean good) {
      this.words = words;
      this.good = good;
    }

    /** Returns true when there is nothing to be looked into. */
    public boolean good() {
      return good;
    }

    /** Returns the words for it. */
    @Override
    public String toString() {
      return words;
    }
  }
}
