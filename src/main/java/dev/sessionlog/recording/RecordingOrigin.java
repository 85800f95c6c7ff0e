package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The start of a recording on the monotonic clock, as its timing file states it. With it, another
 * process can compute how long the session has lasted.
 *
 * @param bootId the boot of the kernel that {@code startNanos} belongs to
 * @param startNanos the monotonic clock at the session's start, in nanoseconds
 */
public record RecordingOrigin(String bootId, long startNanos) {
  /**
   * Allowed difference of the clocks: an id has whole seconds, and the wall clock may be corrected
   * a little.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** Returns the origin; empty if the timing file does not begin like ours. */
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
   * Returns true if the session began since the boot that {@code nowNanos} belongs to. The boot id
   * alone does not decide: in a container of systemd-nspawn processes see the boot id of the
   * container, but a service with its own proc(5), such as the collector, sees that of the kernel.
   * So the boot is also the same if the monotonic clock advanced since the start of the session
   * like the wall clock. After another boot it would lack at least the uptime of the kernel at the
   * start of the session.
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
