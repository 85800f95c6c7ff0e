package dev.sessionlog.retention;

import dev.sessionlog.session.SessionState;
import dev.sessionlog.transcript.UserLogFile;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is to be kept. A pure rule: it looks at no disk and no clock.
 *
 * @param maxAge how long after its end a session is kept; empty for ever
 */
public record RetentionPolicy(Optional<Duration> maxAge) {

  /**
   * Returns which recordings go, oldest first: those that ended long enough ago. Never one that
   * lives.
   */
  public List<Removal> plan(Collection<KeptRecording> recordings, Instant now) {
    List<Removal> removals = new ArrayList<>();
    recordings.stream()
        .sorted((a, b) -> a.recording().id().compareTo(b.recording().id()))
        .forEach(kept -> reason(kept, now).ifPresent(why -> removals.add(removal(kept, why))));
    return removals;
  }

  private static Removal removal(KeptRecording kept, String why) {
    return new Removal.OfRecording(kept.recording(), why);
  }

  private Optional<String> reason(KeptRecording kept, Instant now) {
    if (!kept.session().state().ended()) {
      return Optional.empty();
    }
    if (kept.session().state() == SessionState.ABORTED) {
      return Optional.of("nobody ever used it");
    }
    Instant ended = kept.session().ended().orElse(kept.session().started());
    return maxAge
        .filter(age -> ended.plus(age).isBefore(now))
        .map(age -> "ended " + ended + ", more than " + age.toDays() + " days ago");
  }

  /** Returns which rolled logs go: those whose whole day is long enough ago. */
  public List<Removal> planLogs(Collection<UserLogFile> logs, Instant now, ZoneId zone) {
    List<Removal> removals = new ArrayList<>();
    for (UserLogFile log : logs) {
      Optional<LocalDate> day = log.date();
      if (day.isEmpty() || maxAge.isEmpty()) {
        continue;
      }
      Instant end = day.get().plusDays(1).atStartOfDay(zone).toInstant();
      if (end.plus(maxAge.get()).isBefore(now)) {
        removals.add(
            new Removal.OfLog(
                log.path(),
                "of " + day.get() + ", more than " + maxAge.get().toDays() + " days ago"));
      }
    }
    return removals;
  }
}
