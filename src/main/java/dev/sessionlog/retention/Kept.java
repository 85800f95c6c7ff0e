package dev.sessionlog.retention;

import java.time.Instant;

/** Something on the disk that a limit may remove. */
sealed interface Kept permits KeptRecording, KeptLog {
  /** Returns its user. */
  String user();

  /** Returns the time of its last change: the end of a session, or of a log's day. */
  Instant since();

  /** Returns its disk space in bytes. */
  long size();

  /** Returns true if it may be removed for its age: it no longer grows, and is not held. */
  boolean mayGo();

  /** Returns true if it may also be removed to make room. */
  boolean mayMakeRoom();

  /** Returns its removal. */
  Removal removal(String why);
}
