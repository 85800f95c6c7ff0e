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
 * @param context how many lines of the same session before and after each find are wanted
 * @param screens whether to look inside full-screen programs too
 */
public record SearchScope(
    List<String> users,
    Optional<SessionId> session,
    Optional<Instant> since,
    Optional<Instant> until,
    int context,
    boolean screens) {
  public SearchScope {
    users = List.copyOf(users);
  }

  boolean accepts(SessionId id, Instant time) {
    return session.filter(wanted -> !wanted.equals(id)).isEmpty()
        && since.filter(time::isBefore).isEmpty()
        && until.filter(end -> !time.isBefore(end)).isEmpty();
  }
}
