package dev.sessionlog.collector;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;

/**
 * The transcripts that are to be written.
 *
 * @param half writes them, and receives hints
 * @param ended the ended sessions whose transcripts are not complete
 */
record TranscriptsDue(TranscriptHalf half, EndedSessions ended) {
  /** Notes that a recording has grown. */
  void grown(SessionId id) {
    half.grown(id);
  }

  /** Notes that something happened to a session. */
  void changed(SessionId id) {
    half.changed(id);
  }

  /** Notes that a session ended; it is finished once its transcript is complete. */
  void ended(Recording recording) {
    ended.add(recording);
    half.changed(recording.id());
  }
}
