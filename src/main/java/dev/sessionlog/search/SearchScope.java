package dev.sessionlog.search;

import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where to look.
 *
 * @param users whose sessions
 * @param session the only session, where one is wanted
 * @param since lines that stood there then or later
 * @param until lines that stood there before then
 * @param without a session to be left out, where there is one
 * @param before how many lines of the same session before each find are wanted
 * @param after how many after it
 * @param screens whether to look inside full-screen programs too
 * @param live whether sessions that go on are looked for in their recordings: where no log of
 *     theirs is at hand
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

  /** Returns whether lines beside the finds are wanted, too. */
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
