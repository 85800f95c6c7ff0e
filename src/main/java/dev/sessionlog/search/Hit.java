package dev.sessionlog.search;

import dev.sessionlog.session.SessionId;
import dev.sessionlog.transcript.LineText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line that was found, or one beside it.
 *
 * @param user whose screen it stood on
 * @param session the session
 * @param line its number in the session's transcript; empty when it stood in a full-screen program
 * @param at when it stood there, since the session began, where that is known
 * @param time when it stood there
 * @param text the line, and whose words it holds
 * @param spans what matches in its text; none when it only stands beside a line that does
 */
public record Hit(
    String user,
    SessionId session,
    OptionalLong line,
    Optional<Duration> at,
    Instant time,
    LineText text,
    List<Span> spans) {
  /**
   * A part of a line that matches.
   *
   * @param start where it begins, in UTF-16 units
   * @param end where the rest begins
   */
  public record Span(int start, int end) {}

  public Hit {
    spans = List.copyOf(spans);
  }

  /** Returns true when it only stands beside a line that matches. */
  public boolean isContext() {
    return spans.isEmpty();
  }
}
