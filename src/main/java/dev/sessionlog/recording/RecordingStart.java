package dev.sessionlog.recording;

import dev.sessionlog.files.Machine;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionPlace;
import dev.sessionlog.session.SessionShell;
import dev.sessionlog.session.SessionStanding;
import dev.sessionlog.session.SessionUser;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.session.UserFileName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The entries with which a timing file begins: those of script(1), and some of our own. */
final class RecordingStart {
  /** The boot of the kernel that {@link #BOOT_NANOS} belongs to. */
  static final String BOOT_ID = "BOOT_ID";

  /**
   * The monotonic clock at the session's start, in nanoseconds, from which a new collector
   * continues.
   */
  static final String BOOT_NANOS = "BOOT_NANOS";

  /** With {@link #BOOT_ID}, the collector that records the session; see {@link RecordingOwner}. */
  static final String PID_NAMESPACE = "PID_NAMESPACE";

  static final String MACHINE = "MACHINE";
  static final String SIGNED_HOST = "COLLECTOR_HOST";
  static final String RUN_DIR = "RUN_DIR";

  /** The number of lines that the count of the transcript skips here; see docs/format.md. */
  static final String CUT = "CUT";

  /** With {@link #UID} and {@link #HOST}, used if {@code session.json} is damaged. */
  static final String USER = "USER";

  static final String UID = "UID";
  static final String HOST = "HOST";
  static final String REMOTE = "REMOTE";

  /** The kernel's overflow uid: nobody. */
  private static final long UNKNOWN_UID = 65534;

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
            entry(USER, session.user()),
            entry(UID, Long.toString(session.uid())),
            entry(HOST, session.host()),
            entry(REMOTE, session.remote().map(Origin::toString).orElse("")),
            entry(BOOT_ID, bootId),
            entry(BOOT_NANOS, Long.toString(startNanos)))
        .stream()
        .map(entry -> entry.line() + "\n")
        .collect(Collectors.joining());
  }

  /**
   * Reads the first entries of the timing file of {@code recording}, by name.
   *
   * @param last the name of the last entry to read; empty for all
   */
  static Map<String, String> headers(Recording recording, String last) throws IOException {
    Map<String, String> headers = new HashMap<>();
    try (TimingScanner timing = TimingScanner.open(recording.timing())) {
      TimingEntry entry = timing.next();
      while (entry instanceof TimingEntry.Header header) {
        headers.putIfAbsent(header.name(), header.value());
        entry = header.name().equals(last) ? null : timing.next();
      }
    }
    return headers;
  }

  /**
   * Reconstructs a session from the entries of its timing file and the place of the recording.
   *
   * @param headers the values of its {@code H} entries by name; any may be missing
   */
  static Session session(Recording recording, Map<String, String> headers) {
    String folder = recording.userFolder();
    return new Session(
        recording.id(),
        new SessionUser(
            UserFileName.user(folder).orElse(headers.getOrDefault(USER, folder)),
            number(headers.get(UID)).orElse(UNKNOWN_UID),
            OptionalLong.empty()),
        new SessionPlace(
            headers.getOrDefault(HOST, ""),
            headers.getOrDefault("TTY", ""),
            Origin.parse(headers.getOrDefault(REMOTE, "")),
            Optional.empty()),
        new SessionShell(
            headers.getOrDefault("SHELL", ""),
            headers.getOrDefault("TERM", ""),
            TerminalSize.of(
                (int) number(headers.get("COLUMNS")).orElse(0),
                (int) number(headers.get("LINES")).orElse(0))),
        recording.id().started(),
        SessionStanding.BEGUN);
  }

  /** The same with the owner. */
  static String lines(Session session, RecordingOwner owner, long startNanos) {
    return lines(session, owner.machine().bootId(), startNanos) + signature(owner);
  }

  private static String signature(RecordingOwner owner) {
    Machine machine = owner.machine();
    return List.of(
            entry(SIGNED_HOST, machine.host()),
            entry(MACHINE, machine.mark()),
            entry(PID_NAMESPACE, machine.processes()),
            entry(RUN_DIR, owner.runDir()))
        .stream()
        .map(entry -> entry.line() + "\n")
        .collect(Collectors.joining());
  }

  private static OptionalLong number(@Nullable String text) {
    return text != null && text.matches("\\d{1,10}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static TimingEntry entry(String name, String value) {
    return new TimingEntry.Header(name, value.replace('\n', ' '));
  }

  static String isoTime(Instant time) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx", Locale.ROOT)
        .format(time.atZone(ZoneId.systemDefault()));
  }

  static String seconds(Duration time) {
    return TimingEntry.Form.seconds(time);
  }
}
