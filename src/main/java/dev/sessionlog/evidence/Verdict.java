package dev.sessionlog.evidence;

import dev.sessionlog.session.SessionId;

/**
 * The result of {@link Verifier} for one session.
 *
 * @param session which
 * @param user whose
 * @param status how it is
 * @param more details for people, for example since when; may be empty
 */
public record Verdict(SessionId session, String user, Status status, String more) {
  /** The state of a session. */
  public enum Status {
    /** Everything is as it was sealed. */
    SEALED("sealed", true),
    /** It is active, and its sealed part is unchanged. */
    SEALED_UNTIL("sealed until", true),
    /** Its removal was noted. */
    REMOVED("removed", true),
    /** It is so new that no checkpoint covers it yet. */
    NOT_SEALED_YET("not sealed yet", true),
    /** The ledger came to the archive before the recording did. */
    NOT_BROUGHT_YET("not in the archive yet", true),
    /** It is older than the ledger. */
    OLDER("older than the ledger", true),
    /** It was recorded while sealing was off. */
    OFF("recorded while sealing was off", true),
    /** It should be in the ledger but is not. */
    NOT_SEALED("not sealed", false),
    /** Its content differs from what was sealed. */
    CHANGED("changed", false),
    /** It is shorter than what was sealed. */
    CUT("cut", false),
    /** It is missing, and its removal was not noted. */
    MISSING("missing", false);

    private final String words;
    private final boolean good;

    Status(String words, boolean good) {
      this.words = words;
      this.good = good;
    }

    /** Returns true if nothing needs investigation. */
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
