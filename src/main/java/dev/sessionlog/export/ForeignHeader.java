package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The facts about a session in a file of another program before the first event.
 *
 * @param started when it began
 * @param size the terminal's size at the start
 * @param facts facts by the names that script(1) gives them in a timing file, in order
 * @param user the user of the session
 * @param host the machine of the session
 */
record ForeignHeader(
    Optional<Instant> started,
    Optional<TerminalSize> size,
    Map<String, String> facts,
    Optional<String> user,
    Optional<String> host) {

  static final String TERM = "TERM";
  static final String SHELL = "SHELL";
  static final String TTY = "TTY";

  /** The latest year, because a session's id has four digits for it. */
  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

  ForeignHeader {
    started = started.filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(LATEST));
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Returns a header of a format without user and host. */
  ForeignHeader(Optional<Instant> started, Optional<TerminalSize> size, Map<String, String> facts) {
    this(started, size, facts, Optional.empty(), Optional.empty());
  }

  /** Returns a size; empty if a recorder did not know it and wrote 0. */
  static Optional<TerminalSize> size(int columns, int rows) {
    return columns > 0 && rows > 0 ? Optional.of(TerminalSize.of(columns, rows)) : Optional.empty();
  }

  String fact(String name) {
    return facts.getOrDefault(name, "");
  }
}
