package dev.sessionlog.collector;

import dev.sessionlog.config.RecordingSettings;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * A session with its servant, the reader, which owns the thread {@code reader-<session id>}.
 * Thread-safe.
 */
final class ActiveSession implements ReaderListener {
  private static final long READER_STACK = 256 * 1024;

  /** As many notes on a session as a reader wants to see at once, and then some each hour. */
  private static final int MOST_MARKERS = 50;

  private static final Duration MARKER_PAUSE = Duration.ofMinutes(1);
  private static final int MOST_TROUBLES = 20;
  private static final Duration TROUBLE_PAUSE = Duration.ofMinutes(5);
  private static final Duration HELD_UP = Duration.ofSeconds(3);

  private final CollectorParts parts;
  private final LiveSession live;
  private final PipeWriter script;
  private final Path gapFile;
  private final Ends ends;
  private final SessionReader body;
  private final Thread reader;
  private final LineLimit markers;
  private final LineLimit troubles;

  /** Whether it was told that the reader is held up; for the upkeep. */
  private boolean heldUp;

  private volatile boolean ended;

  /** Takes a session that is read no more. */
  interface Ends {
    /** It ended, or never began. */
    void ended(ActiveSession session);

    /** It goes on, but its reader cannot. */
    void failed(ActiveSession session);
  }

  /**
   * Creates one.
   *
   * @param loginShell the process that is to become {@code script}; empty when it is not known
   * @param leftGap the gap that an earlier collector left open
   */
  ActiveSession(
      CollectorParts parts,
      LiveSession live,
      OptionalLong loginShell,
      Optional<OpenGap> leftGap,
      Ends ends) {
    this.parts = parts;
    this.live = live;
    this.ends = ends;
    this.script = new PipeWriter(parts, live, loginShell);
    RecordingWriter writer = live.writer();
    Session session = writer.session();
    LongSupplier nanos = parts.clock().nanos();
    this.markers = new LineLimit(MOST_MARKERS, MARKER_PAUSE, nanos);
    this.troubles = new LineLimit(MOST_TROUBLES, TROUBLE_PAUSE, nanos);
    RecordingSettings recording = parts.configuration().recording();
    this.gapFile = OpenGap.file(live.pipe().path());
    Intake intake =
        new Intake(
            new PipeMover(live.pipe().readEnd()),
            live.typescript(),
            writer,
            new RecordingLimits(recording),
            recording.onDiskFull() == RecordingSettings.OnDiskFull.STALL,
            gapFile,
            leftGap,
            this::trouble);
    this.body =
        new SessionReader(
            parts.unix(),
            live,
            intake,
            new TerminalSizeWatch(
                parts.unix(),
                Path.of(session.tty()),
                this::innerTerminal,
                session.size(),
                nanos.getAsLong()),
            parts.stop(),
            nanos,
            parts.configuration().login().openTimeout(),
            this);
    this.reader = new Thread(null, body, "reader-" + session.id(), READER_STACK);
  }

  void start() {
    reader.start();
  }

  SessionId id() {
    return live.id();
  }

  String user() {
    return live.session().user();
  }

  long uid() {
    return live.session().uid();
  }

  Recording recording() {
    return live.writer().recording();
  }

  /** Returns who writes into the session's pipe. */
  PipeWriter script() {
    return script;
  }

  /** Notes something that happened at this place of the recording; see {@link LineLimit}. */
  void mark(String text) {
    try {
      Optional<String> line = markers.admit(text);
      if (line.isEmpty()) {
        return;
      }
      live.writer().marker(line.get());
      parts.transcripts().grown(id());
    } catch (IOException e) {
      trouble(e.getMessage());
    }
  }

  /** Notes it when the terminal is gone, but {@code script} goes on. */
  void checkTerminal() {
    boolean orphaned = script.lostTerminal();
    if (orphaned && live.session().state() == SessionState.ACTIVE) {
      live.writer().state(SessionState.ORPHANED);
      parts.diskSync().grown(live.writer());
      trouble("its terminal is gone, but script goes on");
    }
  }

  /** Returns the terminal that {@code script} made. */
  private Optional<Path> innerTerminal() {
    OptionalLong pid = script.find();
    return pid.isPresent() ? parts.processes().madeTerminal(pid.getAsLong()) : Optional.empty();
  }

  boolean hasTranscript() {
    try {
      return ended || live.writer().length() > 0;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Says so when the reader has been held up for long, and when it goes on. */
  void checkReader() {
    boolean now = body.heldUpFor(parts.clock().nanos().getAsLong()).compareTo(HELD_UP) >= 0;
    if (now != heldUp) {
      heldUp = now;
      trouble(
          now
              ? "is not read for "
                  + HELD_UP.toSeconds()
                  + " s: its pipe, terminal or disk does not answer; a process that holds the"
                  + " lock of its pipe does that, end it"
              : "is read again");
    }
  }

  /** Replaces the pipe's holder when it is time; returns whether it was. */
  boolean renewHolder(long nowNanos, HolderRenewal renewal) throws IOException {
    return live.holder().renew(nowNanos, renewal.stay(), renewal.every());
  }

  /** Waits for the reader's end, at the most for so long: then it is left where it is. */
  void join(Duration most) {
    try {
      reader.join(Math.max(1, most.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (reader.isAlive()) {
      trouble("its pipe does not answer; left to the next collector as it is");
      released();
    }
  }

  @Override
  public void arrived() {
    parts.diskSync().grown(live.writer());
    parts.transcripts().grown(id());
  }

  @Override
  public void ended(Session session) {
    ended = true;
    letGo();
    ends.ended(this);
  }

  @Override
  public void aborted() {
    letGo();
    try {
      parts.store().discard(live.writer().recording());
    } catch (IOException e) {
      trouble(e.getMessage());
    }
    ends.ended(this);
  }

  private void letGo() {
    try {
      Files.deleteIfExists(gapFile);
      live.pipe().unlink();
      live.holder().release();
    } catch (IOException e) {
      trouble(e.getMessage());
    }
  }

  /**
   * A pipe without a name can be found by no other collector: then, as when no holder can be
   * started that leaves in time, the terminal must not wait for one.
   */
  @Override
  public void released() {
    try {
      if (Files.exists(live.pipe().path(), LinkOption.NOFOLLOW_LINKS)) {
        live.holder().leave(parts.configuration().collector().hold());
        return;
      }
      trouble("its pipe was removed; it goes on unrecorded");
    } catch (IOException e) {
      trouble(e.getMessage() + "; it goes on unrecorded");
    }
    try {
      live.holder().release();
    } catch (IOException e) {
      trouble(e.getMessage());
    }
  }

  @Override
  public void failed() {
    ends.failed(this);
  }

  /** Tells it of the session; a user can cause trouble again and again, so there is a limit. */
  @Override
  public void trouble(String what) {
    troubles
        .admit("session " + id() + " of " + user() + ": " + what)
        .ifPresent(line -> parts.status().warnOf(user(), line));
  }
}
