package dev.sessionlog.retention;

import dev.sessionlog.userlog.UserLogFile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Determines which rotated logs may have lines of held sessions. */
final class LogsOnLegalHold {
  /** The last lines of a session may be written this long after its end. */
  private static final Duration LATE = Duration.ofDays(1);

  private final List<KeptRecording> held;
  private final Instant now;
  private final ZoneId zone;

  LogsOnLegalHold(Collection<KeptRecording> recordings, Instant now, ZoneId zone) {
    this.held = new ArrayList<>(recordings.stream().filter(KeptRecording::held).toList());
    this.now = now;
    this.zone = zone;
  }

  /** Returns true if a held session of that user covers the day of {@code log}. */
  boolean holds(UserLogFile log) {
    Instant end = KeptLog.endOf(log, zone);
    Instant begin = end.equals(Instant.MAX) ? now : end.minus(LATE);
    return held.stream()
        .filter(recording -> recording.user().equals(log.user()))
        .anyMatch(
            recording -> {
              Instant last = recording.state().ended() ? recording.since() : now;
              return !recording.recording().id().started().isAfter(end)
                  && !last.plus(LATE).isBefore(begin);
            });
  }
}
