package dev.sessionlog.collector;

import dev.sessionlog.session.Session;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Notes about one session, in its recording or for the administrator. A user can cause both again
 * and again, so they are limited. Thread-safe.
 */
final class SessionNotes {
  /** The limit of notes on a session: a readable number at once, and then some each hour. */
  private static final int MOST_MARKERS = 50;

  private static final Duration MARKER_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_TROUBLES = 20;
  private static final Duration TROUBLE_PAUSE = Duration.ofMinutes(5);

  private final LiveSession live;
  private final CollectorStatus status;
  private final TranscriptsDue transcripts;
  private final LineLimit markers;
  private final LineLimit troubles;

  SessionNotes(
      LiveSession live, CollectorStatus status, TranscriptsDue transcripts, LongSupplier nanos) {
    this.live = live;
    this.status = status;
    this.transcripts = transcripts;
    this.markers = new LineLimit(MOST_MARKERS, MARKER_PAUSE, nanos);
    this.troubles = new LineLimit(MOST_TROUBLES, TROUBLE_PAUSE, nanos);
  }

  /** Notes an event at this place of the recording; see {@link LineLimit}. */
  void mark(String text) {
    try {
      Optional<String> line = markers.admit(text);
      if (line.isEmpty()) {
        return;
      }
      live.writer().marker(line.get());
      transcripts.grown(live.id());
    } catch (IOException e) {
      trouble(e.getMessage());
    }
  }

  /** Warns the administrator. */
  void trouble(String what) {
    Session session = live.session();
    troubles
        .admit("session " + session.id() + " of " + session.user() + ": " + what)
        .ifPresent(line -> status.warnOf(session.user(), line));
  }
}
