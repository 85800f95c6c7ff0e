package dev.sessionlog.recording;

import dev.sessionlog.session.TerminalSize;
import java.time.Duration;

/**
 * Receives what a {@link RecordingCursor} reads; {@code at} is the time since the session began.
 */
public interface RecordingSink {
  /** Takes bytes that came from the session's programs; the array is reused after the call. */
  void output(Duration at, byte[] bytes, int offset, int length);

  /** Takes a new size of the terminal. */
  void resize(Duration at, TerminalSize size);

  /** Takes a fact of the timing file: an {@code H} entry. */
  void header(Duration at, String name, String value);
}
