package dev.sessionlog.search;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.Seat;
import dev.sessionlog.transcript.LineText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line that was found, or a context line.
 *
 * @param user the user of the screen
 * @param session the session
 * @param line its number in the session's transcript; empty for a line of a full-screen program
 * @param at its time since the session began, if known
 * @param time when it stood there
 * @param text the text and its kind
 * @param spans the matching parts; none for a context line
 * @param seat whose log has it; empty for a line of a recording
 */
public record Hit(
    String user,
    SessionId session,
    OptionalLong line,
    Optional<Duration> at,
    Instant time,
    LineText text,
    List<Span> spans,
    Optional<Seat> seat) {
  /**
   * A part of a line that matches.
   *
   * @param start the start, in UTF-16 units
   * @param end the end, in UTF-16 units
   */
  public record Span(int start, int end) {}

  public Hit {
    spans = List.copyOf(spans);
  }

  /** Returns true for a context line. */
  public boolean isContext() {
    return spans.isEmpty();
  }
}
