package dev.sessionlog.recording;

import dev.sessionlog.files.CorruptRecordingException;
import java.io.IOException;
import java.util.HashMap;
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
  /** Returns the origin; empty when the timing file does not begin as ours do. */
  public static Optional<RecordingOrigin> of(Recording recording) throws IOException {
    Map<String, String> headers = new HashMap<>();
    try (TimingScanner timing = TimingScanner.open(recording.timing())) {
      TimingEntry entry = timing.next();
      while (entry instanceof TimingEntry.Header header) {
        headers.putIfAbsent(header.name(), header.value());
        entry = headers.containsKey(RecordingStart.BOOT_NANOS) ? null : timing.next();
      }
    } catch (CorruptRecordingException damaged) {
      return Optional.empty();
    }
    String bootId = headers.get(RecordingStart.BOOT_ID);
    String nanos = headers.get(RecordingStart.BOOT_NANOS);
    return bootId == null || nanos == null || !nanos.matches("-?\\d{1,18}")
        ? Optional.empty()
        : Optional.of(new RecordingOrigin(bootId, Long.parseLong(nanos)));
  }
}
