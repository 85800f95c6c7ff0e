package dev.sessionlog.transcriber;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.session.Session;
import dev.sessionlog.userlog.LogPlace;
import dev.sessionlog.userlog.TranscriptLine;
import dev.sessionlog.userlog.UnwrittenLinesException;
import dev.sessionlog.userlog.UserLogs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a session that must still be written to its user's log. They are numbered, and lines
 * that the log has or had are left out. For one thread at a time.
 */
final class PendingLines {
  private static final int MANY = 2000;

  private final Session session;
  private final UserLogs logs;
  private final WrittenLines written;
  private final boolean isNew;
  private final List<TranscriptLine> pending = new ArrayList<>();
  private @Nullable LogPlace place;
  private Duration lastAt = Duration.ZERO;
  private Instant lastTime;
  private long number;
  private long skip;

  /**
   * Creates it; {@link #begin} must be called first.
   *
   * @param isNew true if the log cannot have lines of the session, so that it need not be searched
   */
  PendingLines(Session session, UserLogs logs, WrittenLines written, boolean isNew) {
    this.session = session;
    this.logs = logs;
    this.written = written;
    this.isNew = isNew;
    this.lastTime = session.started();
  }

  /** Finds how many lines the log has. */
  void begin() throws IOException {
    LogPlace here = logs.place();
    place = here;
    skip = linesInLog();
    if (!here.isHere()) {
      throw new IOException("the log dir was replaced by another one");
    }
  }

  private long linesInLog() throws IOException {
    WrittenLines.Known known = written.read();
    if (isNew) {
      written.begin(logs.newestRolled(session.user()));
      return known.lines();
    }
    try {
      long last = logs.lastLine(session.id(), session.user(), known.after()).orElse(0);
      return Math.max(known.lines(), last);
    } catch (CorruptRecordingException e) {
      // The log is blocked by something that can be removed; the recording itself is fine.
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Counts lines of the missing part, which the log may have. */
  void count(long lines) {
    number += lines;
  }

  void add(Duration at, String text) {
    number++;
    if (number > skip) {
      pending.add(
          new TranscriptLine(
              session.id(),
              session.user(),
              session.tty(),
              session.host(),
              number,
              timeOf(at),
              text));
    }
  }

  /** Many lines come at the same time, in the same bytes. */
  private Instant timeOf(Duration at) {
    if (!at.equals(lastAt)) {
      lastAt = at;
      lastTime = session.started().plus(at);
    }
    return lastTime;
  }

  /** Returns true if there are so many that they should be written before more are added. */
  boolean many() {
    return pending.size() >= MANY;
  }

  /**
   * Writes them. Lines that could not be written stay, and nothing more must be read until they are
   * written.
   */
  void write() throws IOException {
    if (pending.isEmpty()) {
      return;
    }
    try {
      logs.append(pending, Objects.requireNonNull(place));
      pending.clear();
    } catch (UnwrittenLinesException e) {
      pending.subList(0, e.written()).clear();
      throw e;
    }
  }

  /** Saves that all lines so far are written. */
  void keepNumber() {
    written.keep(number);
  }
}
