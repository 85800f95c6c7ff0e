package dev.sessionlog.archive;

import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Which sessions of an archive are wanted, by what their names tell.
 *
 * @param users whose; empty for everybody's
 * @param since those that began then or later
 * @param until those that began before then
 */
public record SessionQuery(List<String> users, Optional<Instant> since, Optional<Instant> until) {
  /** Copies the list. */
  public SessionQuery {
    users = List.copyOf(users);
  }

  boolean accepts(LocalDate day) {
    return since.filter(from -> day.isBefore(utcDay(from))).isEmpty()
        && until.filter(to -> day.isAfter(utcDay(to))).isEmpty();
  }

  boolean accepts(SessionId id, String user) {
    return accepts(user)
        && since.filter(id.started()::isBefore).isEmpty()
        && until.filter(to -> !id.started().isBefore(to)).isEmpty();
  }

  boolean accepts(String user) {
    return users.isEmpty() || users.contains(user);
  }

  static LocalDate utcDay(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }
}
