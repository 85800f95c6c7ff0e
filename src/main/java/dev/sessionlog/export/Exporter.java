package dev.sessionlog.export;

import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.time.Duration;

/**
 * Turns one recording into one format. It is given the events of one recording in their order;
 * times are since the session began and never go back. Instances are for one recording and one
 * thread.
 */
interface Exporter {
  /** Begins with what is known before the first event. */
  void begin(SessionHeader header) throws IOException;

  /** Takes bytes that came from the session's programs; the array is reused after the call. */
  void output(Duration at, byte[] bytes, int offset, int length) throws IOException;

  /** Takes a new size of the terminal. */
  default void resize(Duration at, TerminalSize size) throws IOException {}

  /** Takes a fact that stands between the events of the recording, such as a marker or a gap. */
  default void fact(Duration at, String name, String value) throws IOException {}

  /** Ends; everything is written to the destination after this, though not committed. */
  void end(Duration at) throws IOException;
}
