package dev.sessionlog.cli;

import dev.sessionlog.collector.Attendance;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.store.Elsewhere;
import java.io.IOException;
import java.util.function.Function;

/** Prints sessions, one after the other. */
interface SessionPrinter {
  /** Prints a session, or keeps it to be printed at the end. */
  void print(Session session) throws IOException;

  /** Prints the rest; to be called once, after the last session. */
  void finish() throws IOException;

  /**
   * Returns the requested printer: JSON lines, or the one for the kind of output.
   *
   * @param names what a session is called, so that commands take it
   */
  static SessionPrinter of(
      CommandContext context,
      boolean json,
      LegalHolds.Held held,
      Elsewhere elsewhere,
      Attendance attendance,
      Function<SessionId, String> names) {
    return json
        ? new SessionJsonLines(context, held, elsewhere, attendance)
        : new SessionTable(context, held, elsewhere, attendance, names);
  }
}
