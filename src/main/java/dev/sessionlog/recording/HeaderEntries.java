package dev.sessionlog.recording;

import dev.sessionlog.session.Gap;
import java.time.Duration;

/** The entries by which a timing file tells what is no output; see docs/format.md. */
final class HeaderEntries {
  /** No terminal has more rows. */
  private static final long MOST_ON_A_SCREEN = 1000;

  private HeaderEntries() {}

  /** Bytes that could not be kept. */
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

  /** Lines that may have been made of up to {@code bytes} that cannot be read any more. */
  static TimingEntry cut(long bytes) {
    return new TimingEntry.Header(RecordingStart.CUT, Long.toString(bytes + MOST_ON_A_SCREEN));
  }

  /** Something that happened, such as a change of user. */
  static TimingEntry marker(String text) {
    return new TimingEntry.Header("MARKER", text.replace('\n', ' '));
  }

  /** How long the session lasted. */
  static TimingEntry duration(Duration elapsed) {
    return new TimingEntry.Header("DURATION", RecordingStart.seconds(elapsed));
  }

  /** What the login shell returned. */
  static TimingEntry exitCode(int code) {
    return new TimingEntry.Header("EXIT_CODE", Integer.toString(code));
  }
}
