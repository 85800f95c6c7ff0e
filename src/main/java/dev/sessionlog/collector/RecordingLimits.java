package dev.sessionlog.collector;

import dev.sessionlog.config.RecordingSettings;
import dev.sessionlog.session.ReadableUnits;
import java.time.Duration;
import java.util.Optional;

/**
 * The limits on a recording: in total, and per second. Seconds count from the first byte after a
 * pause, so that a flood above the limit leaves one gap a second. For one thread.
 */
final class RecordingLimits {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final long maxBytes;
  private final long maxRate;
  private final boolean drop;
  private long secondBegan;
  private long inSecond;
  private boolean told;

  RecordingLimits(RecordingSettings settings) {
    this.maxBytes = settings.maxBytes().orElse(Long.MAX_VALUE);
    this.maxRate = settings.maxRate().orElse(Long.MAX_VALUE);
    this.drop = settings.onLimit() == RecordingSettings.OnLimit.DROP;
  }

  /**
   * Returns how many bytes may be added now.
   *
   * @param length the typescript's length
   */
  long room(long length, long nowNanos) {
    if (nowNanos - secondBegan >= SECOND) {
      secondBegan = nowNanos;
      inSecond = 0;
    }
    return drop ? Math.max(0, Math.min(maxBytes - length, maxRate - inSecond)) : Long.MAX_VALUE;
  }

  /** Counts bytes that were added. */
  void added(long bytes) {
    inSecond += bytes;
  }

  /** Returns the limit that leaves no room, in words. */
  String reason(long length) {
    return length >= maxBytes
        ? "recording.max_bytes (" + ReadableUnits.size(maxBytes) + ") is reached"
        : "recording.max_rate (" + ReadableUnits.size(maxRate) + " per second) is exceeded";
  }

  /** Returns once, in words, the limit that a recording has exceeded while it continues. */
  Optional<String> passed(long length) {
    if (drop || told || (length <= maxBytes && inSecond <= maxRate)) {
      return Optional.empty();
    }
    told = true;
    return Optional.of(
        length > maxBytes
            ? "recording.max_bytes (" + ReadableUnits.size(maxBytes) + ") is exceeded"
            : "recording.max_rate (" + ReadableUnits.size(maxRate) + " per second) is exceeded");
  }
}
