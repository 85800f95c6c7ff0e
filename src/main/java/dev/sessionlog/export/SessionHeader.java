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
 * What is known of a recording before its first event.
 *
 * @param recording the recording
 * @param session the session, as its session.json says
 * @param facts the facts at the head of its timing file by their names, in order
 * @param quiet how long a session must be quiet for its transcript to go on
 */
record SessionHeader(
    OpenRecording recording, Session session, Map<String, String> facts, Duration quiet) {
  /** The command that was recorded, where it was not a login; script(1) writes it. */
  static final String COMMAND = "COMMAND";

  /** A title that people gave the recording. */
  static final String TITLE = "TITLE";

  SessionHeader {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** Returns the command, with whatever could act on a terminal spelt out. */
  Optional<String> command() {
    return Optional.ofNullable(facts.get(COMMAND)).map(Visible::line);
  }

  /** Returns the title, with whatever could act on a terminal spelt out. */
  Optional<String> title() {
    return Optional.ofNullable(facts.get(TITLE)).map(Visible::line);
  }
}
