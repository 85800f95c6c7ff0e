package dev.sessionlog.collector;

import dev.sessionlog.session.Session;

/** Receives events of a {@link SessionReader} on the reader's thread; must not block. */
interface ReaderListener {
  /** The recording has grown. */
  void arrived();

  /** The session ended; its recording is closed and final. */
  void ended(Session session);

  /** Returns true if the terminal of the login is gone or was hung up. */
  boolean terminalGone();

  /** Nobody opened the pipe in time, so there is nothing to keep. */
  void aborted();

  /** The reader released a session that continues, because the collector is stopping. */
  void released();

  /** The reader failed, but the session continues. */
  void failed();

  /** A warning for the administrator. */
  void trouble(String what);
}
