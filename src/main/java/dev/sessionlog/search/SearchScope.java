package dev.sessionlog.search;

import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The scope of a search.
 *
 * @param users the users
 * @param session the only session, if one is given
 * @param since lines from this time on
 * @param until lines before this time
 * @param without a session to leave out, if any
 * @param before the number of context lines before each match
 * @param after the number of context lines after it
 * @param screens true to search inside full-screen programs, too
 * @param live true to search the recordings of sessions that go on: no log of theirs is at hand
 */
public record SearchScope(
    List<String> users,
    Optional<SessionId> session,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<SessionId> without,
    int before,
    int after,
    boolean screens,
    boolean live) {
  public SearchScope {
    users = List.copyOf(users);
  }

  /** Returns true if context lines are wanted. */
  public boolean hasContext() {
    return before > 0 || after > 0;
  }

  boolean accepts(SessionId id, Instant time) {
    return !without.equals(Optional.of(id))
        && session.filter(wanted -> !wanted.equals(id)).isEmpty()
        && since.filter(time::isBefore).isEmpty()
        && until.filter(end -> !time.isBefore(end)).isEmpty();
  }
}
