package dev.sessionlog.recording;

import dev.sessionlog.session.Gap;
import java.time.Duration;

/** The timing entries that describe something other than output; see docs/format.md. */
final class HeaderEntries {
  /** The largest number of rows of a terminal. */
  private static final long MOST_ON_A_SCREEN = 1000;

  private HeaderEntries() {}

  /** A gap: bytes that were lost. */
  static TimingEntry gap(Gap gap) {
    return new TimingEntry.Header(
        "GAP",
        gap.offset()
            + " "
            + gap.bytes()
            + " "
            + gap.from()
            + " "
            + gap.to()
            + " "
            + gap.reason().replace('\n', ' '));
  }

  /** A cut: up to {@code bytes} that can no longer be read, from which lines may have been made. */
  static TimingEntry cut(long bytes) {
    return new TimingEntry.Header(RecordingStart.CUT, Long.toString(bytes + MOST_ON_A_SCREEN));
  }

  /** A marker: an event, for example a change of user. */
  static TimingEntry marker(String text) {
    return new TimingEntry.Header("MARKER", text.replace('\n', ' '));
  }

  /** How long the session lasted. */
  static TimingEntry duration(Duration elapsed) {
    return new TimingEntry.Header("DURATION", RecordingStart.seconds(elapsed));
  }

  /** The exit code of the login shell. */
  static TimingEntry exitCode(int code) {
    return new TimingEntry.Header("EXIT_CODE", Integer.toString(code));
  }
}
