package dev.sessionlog.retention;

import dev.sessionlog.userlog.UserLogFile;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Which rolled logs may hold lines of sessions that are held. */
final class LogsOnLegalHold {
  /** A session's last lines may be written so long after its end. */
  private static final Duration LATE = Duration.ofDays(1);

  private final List<KeptRecording> held;
  private final Instant now;
  private final ZoneId zone;

  LogsOnLegalHold(Collection<KeptRecording> recordings, Instant now, ZoneId zone) {
    this.held = new ArrayList<>(recordings.stream().filter(KeptRecording::held).toList());
    this.now = now;
    this.zone = zone;
  }

  /** Tells whether the day of {@code log} is one of a held session of that user. */
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
