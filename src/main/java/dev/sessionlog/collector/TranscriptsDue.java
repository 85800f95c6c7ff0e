package dev.sessionlog.collector;

import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.SessionId;

/**
 * What there is to write transcripts of.
 *
 * @param half writes them, and is told that there is more
 * @param ended the sessions whose transcripts are not written to their end
 */
record TranscriptsDue(TranscriptHalf half, EndedSessions ended) {
  /** Says that a recording has grown. */
  void grown(SessionId id) {
    half.grown(id);
  }

  /** Says that something happened to a session. */
  void changed(SessionId id) {
    half.changed(id);
  }

  /** Says that a session ended: once its transcript is written, it is done with. */
  void ended(Recording recording) {
    ended.add(recording);
    half.changed(recording.id());
  }
}
