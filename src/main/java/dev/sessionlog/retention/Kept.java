package dev.sessionlog.retention;

import java.time.Instant;

/** Something on the disk that a limit may make go. */
sealed interface Kept permits KeptRecording, KeptLog {
  /** Returns the user whose it is. */
  String user();

  /** Returns since when it has not changed: the end of a session, or of a log's day. */
  Instant since();

  /** Returns how many bytes of the disk it takes. */
  long size();

  /** Returns true when it may go for its age: nothing is added to it, and it is not held. */
  boolean mayGo();

  /** Returns true when it may also go to make room for others. */
  boolean mayMakeRoom();

  /** Returns its removal. */
  Removal removal(String why);
}
