package dev.sessionlog.recording;

import dev.sessionlog.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The entries with which a timing file begins: those of script(1), and two of our own. */
final class RecordingStart {
  /** The run of the kernel in which {@link #BOOT_NANOS} means something. */
  static final String BOOT_ID = "BOOT_ID";

  /**
   * The monotonic clock at the session's start, in nanoseconds: a new collector goes on from it.
   */
  static final String BOOT_NANOS = "BOOT_NANOS";

  private RecordingStart() {}

  static String lines(Session session, String bootId, long startNanos) {
    return List.of(
            entry("START_TIME", isoTime(session.started())),
            entry("TERM", session.term()),
            entry("TTY", session.tty()),
            entry("COLUMNS", Integer.toString(session.size().columns())),
            entry("LINES", Integer.toString(session.size().rows())),
            entry("SHELL", session.shell()),
            entry("TIMING_LOG", "timing"),
            entry("OUTPUT_LOG", "typescript"),
            entry(BOOT_ID, bootId),
            entry(BOOT_NANOS, Long.toString(startNanos)))
        .stream()
        .map(entry -> entry.line() + "\n")
        .collect(Collectors.joining());
  }

  private static TimingEntry entry(String name, String value) {
    return new TimingEntry.Header(name, value.replace('\n', ' '));
  }

  private static String isoTime(Instant time) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx", Locale.ROOT)
        .format(time.atZone(ZoneId.systemDefault()));
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%d.%06d", time.toSeconds(), time.toNanosPart() / 1000);
  }
}
