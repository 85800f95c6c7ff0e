package dev.sessionlog.export;

import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.Visible;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The facts of a recording before its first event.
 *
 * @param recording the recording
 * @param session the session, as its session.json says
 * @param facts the first facts of its timing file by name, in order
 * @param quiet the time without output after which the session is quiet, for its transcript
 */
record SessionHeader(
    OpenRecording recording, Session session, Map<String, String> facts, Duration quiet) {
  /** The recorded command, if it was not a login; written by script(1). */
  static final String COMMAND = "COMMAND";

  /** The title that a person gave the recording. */
  static final String TITLE = "TITLE";

  SessionHeader {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Returns the command, made safe for a terminal. */
  Optional<String> command() {
    return Optional.ofNullable(facts.get(COMMAND)).map(Visible::line);
  }

  /** Returns the title, made safe for a terminal. */
  Optional<String> title() {
    return Optional.ofNullable(facts.get(TITLE)).map(Visible::line);
  }
}
