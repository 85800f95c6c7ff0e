package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a file of another program says of its session before the first event.
 *
 * @param started when it began
 * @param size the terminal's size at the start
 * @param facts facts by the names that script(1) gives them in a timing file, in order
 * @param user whose session it was
 * @param host the machine that it was on
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

  /** A session's id has four digits for the year. */
  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

  ForeignHeader {
    started = started.filter(time -> !time.isBefore(Instant.EPOCH) && time.isBefore(LATEST));
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Returns a header of a format that knows neither user nor host. */
  ForeignHeader(Optional<Instant> started, Optional<TerminalSize> size, Map<String, String> facts) {
    this(started, size, facts, Optional.empty(), Optional.empty());
  }

  /** Returns a size; empty where a recorder did not know it and wrote 0. */
  static Optional<TerminalSize> size(int columns, int rows) {
    return columns > 0 && rows > 0 ? Optional.of(TerminalSize.of(columns, rows)) : Optional.empty();
  }

  String fact(String name) {
    return facts.getOrDefault(name, "");
  }
}
