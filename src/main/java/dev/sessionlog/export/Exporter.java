package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.time.Duration;

/**
 * Writes one recording in one format. It receives the events in order; times are relative to the
 * start of the session and never go back. Instances are for one recording and one thread.
 */
interface Exporter {
  /** Begins with the facts before the first event. */
  void begin(SessionHeader header) throws IOException;

  /** Takes bytes that came from the session's programs; the array is reused after the call. */
  void output(Duration at, byte[] bytes, int offset, int length) throws IOException;

  /** Takes a new size of the terminal. */
  default void resize(Duration at, TerminalSize size) throws IOException {}

  /** Takes a fact between the events of the recording, for example a marker or a gap. */
  default void fact(Duration at, String name, String value) throws IOException {}

  /** Ends. After this everything is written to the destination, but not committed. */
  void end(Duration at) throws IOException;
}
