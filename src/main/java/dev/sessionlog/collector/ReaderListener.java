package dev.sessionlog.collector;

import dev.sessionlog.session.Session;

/** Is told by a {@link SessionReader}, on the reader's thread, what happens; must not wait. */
interface ReaderListener {
  /** The recording has grown. */
  void arrived();

  /** The session ended; its recording is closed and stays as it is. */
  void ended(Session session);

  /** Returns true when the terminal at which the session began is no more, or was hung up. */
  boolean terminalGone();

  /** Nobody opened the pipe in time; there is nothing to keep. */
  void aborted();

  /** The reader let go of a session that goes on, since the collector stops. */
  void released();

  /** The reader cannot go on with a session that does. */
  void failed();

  /** Something that an administrator should know. */
  void trouble(String what);
}
