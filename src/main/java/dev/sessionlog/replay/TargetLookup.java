package dev.sessionlog.replay;

import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.RecordingCursor;
import dev.sessionlog.session.Session;
import dev.sessionlog.transcript.SessionTranscript;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Finds the places of targets in a recording. */
final class TargetLookup {
  /** What is so near to the beginning or the end is taken for it. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private TargetLookup() {}

  /**
   * Returns the place of {@code target} in a recording; for a line of the transcript, the
   * transcript is rendered up to it.
   *
   * @param quiet the time without output after which a session is quiet, for its transcript
   * @return empty if there is no such place
   */
  static Optional<SeekPoint> resolve(
      OpenRecording recording, Session session, Duration quiet, Target target) throws IOException {
    if (target instanceof Target.Line line) {
      return line(recording, session, quiet, line.number());
    }
    if (target instanceof Target.Part part) {
      return Optional.of(part(recording.extent().duration(), part.part()));
    }
    return isOutside(recording.extent().duration(), session, target)
        ? Optional.empty()
        : Optional.of(simple(session, target));
  }

  /** A time far from the session is a mistake, and not meant for its end: a clock, for example. */
  private static boolean isOutside(Duration duration, Session session, Target target) {
    Duration latest = duration.plus(TOLERANCE);
    if (target instanceof Target.Moment moment) {
      Duration at = Duration.between(session.started(), moment.at());
      return at.plus(TOLERANCE).isNegative() || at.compareTo(latest) > 0;
    }
    return target instanceof Target.Time time && time.at().compareTo(latest) > 0;
  }

  /** Returns the place of a part of a recording with this duration. */
  static SeekPoint part(Duration duration, double part) {
    return new SeekPoint.Time(Duration.ofNanos((long) (duration.toNanos() * part)));
  }

  private static SeekPoint simple(Session session, Target target) {
    if (target instanceof Target.Output output) {
      return new SeekPoint.Output(output.bytes());
    }
    Duration at =
        target instanceof Target.Moment moment
            ? Duration.between(session.started(), moment.at())
            : ((Target.Time) target).at();
    return new SeekPoint.Time(at.isNegative() ? Duration.ZERO : at);
  }

  private static Optional<SeekPoint> line(
      OpenRecording recording, Session session, Duration quiet, long number) throws IOException {
    AtomicLong count = new AtomicLong();
    AtomicReference<Duration> found = new AtomicReference<>();
    SessionTranscript transcript =
        new SessionTranscript(
            session,
            quiet,
            (at, text) -> {
              if (count.incrementAndGet() == number) {
                found.set(at);
              }
            });
    transcript.begin();
    RecordingCursor cursor = recording.cursor();
    cursor.readAll(transcript, () -> found.get() == null);
    if (found.get() == null) {
      transcript.end(cursor.at(), session);
    }
    return Optional.ofNullable(found.get()).map(SeekPoint.Time::new);
  }
}
