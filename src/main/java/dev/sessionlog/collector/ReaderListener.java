package dev.sessionlog.collector;

import dev.sessionlog.session.Session;

/** Is told by a {@link SessionReader}, on the reader's thread, what happens; must not wait. */
interface ReaderListener {
  /** The recording has grown. */
  void arrived();

  /** The session ended; its recording is closed and stays as it is. */
  void ended(Session session);

  /** Nobody opened the pipe in time; there is nothing to keep. */
  void aborted();

  /** The reader let go of a session that goes on. */
  void released();

  /** Something that an administrator should know. */
  void trouble(String what);
}
