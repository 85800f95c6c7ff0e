package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a recording's time began, as its timing file says: with it, another process can tell how
 * long the session has lasted.
 *
 * @param bootId the run of the kernel in which {@code startNanos} means something
 * @param startNanos the monotonic clock at the session's start, in nanoseconds
 */
public record RecordingOrigin(String bootId, long startNanos) {
  /** A session's name has whole seconds, and a clock that is corrected goes on by a little more. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** Returns the origin; empty when the timing file does not begin as ours do. */
  public static Optional<RecordingOrigin> of(Recording recording) throws IOException {
    Map<String, String> headers;
    try {
      headers = RecordingStart.headers(recording, RecordingStart.BOOT_NANOS);
    } catch (CorruptRecordingException damaged) {
      return Optional.empty();
    }
    String bootId = headers.get(RecordingStart.BOOT_ID);
    String nanos = headers.get(RecordingStart.BOOT_NANOS);
    return bootId == null || nanos == null || !nanos.matches("-?\\d{1,18}")
        ? Optional.empty()
        : Optional.of(new RecordingOrigin(bootId, Long.parseLong(nanos)));
  }

  /**
   * Returns true when the session began in the run of the kernel that {@code nowNanos} is of. Its
   * name alone does not tell: in a container of systemd-nspawn each process is shown the
   * container's, but for a service with a proc(5) of its own, such as the collector, which sees the
   * kernel's. So it is the same, too, when the monotonic clock went on from the session's start as
   * the wall clock did: after a boot it lacks as much as the kernel had run by then, at the least.
   */
  boolean isOf(SessionId session, String bootId, long nowNanos, Instant now) {
    if (bootId.equals(this.bootId)) {
      return true;
    }
    Duration passed = Duration.ofNanos(nowNanos - startNanos);
    Duration difference = Duration.between(session.started().plus(passed), now).abs();
    return !passed.isNegative() && difference.compareTo(TOLERANCE) <= 0;
  }
}
