package dev.sessionlog.cli;

import dev.sessionlog.session.Session;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;

/** The sort keys of a list of sessions; the largest or latest comes first, names from A. */
enum SessionOrder {
  STARTED {
    @Override
    Comparator<Session> comparator(Instant now) {
      return Comparator.comparing(Session::started).reversed();
    }
  },
  DURATION {
    @Override
    Comparator<Session> comparator(Instant now) {
      return Comparator.comparing((Session session) -> session.duration(now)).reversed();
    }
  },
  SIZE {
    @Override
    Comparator<Session> comparator(Instant now) {
      return Comparator.comparing(Session::bytes).reversed();
    }
  },
  USER {
    @Override
    Comparator<Session> comparator(Instant now) {
      return Comparator.comparing(Session::user);
    }
  };

  /** Returns the order; equal sessions stay as they were, newest first. */
  abstract Comparator<Session> comparator(Instant now);

  /** Returns the word as it is typed. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
