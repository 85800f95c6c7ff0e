package dev.sessionlog.collector;

import dev.sessionlog.login.OpenPipe;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.unix.FileFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session that is being recorded, with its reader, which owns the thread {@code reader-<session
 * id>}. Thread-safe.
 */
final class ActiveSession implements ReaderListener {
  private static final Logger LOG = LoggerFactory.getLogger(ActiveSession.class);
  private static final long READER_STACK = 256 * 1024;
  private static final Duration HELD_UP = Duration.ofSeconds(3);

  private final Essentials essentials;
  private final RecordingDisk disk;
  private final TranscriptsDue transcripts;
  private final LiveSession live;
  private final FileFacts facts;
  private final PipeWriter script;
  private final SessionNotes notes;
  private final SessionTerminal terminal;
  private final SessionReader body;
  private final RecordingNames place;
  private final Ends ends;
  private final Thread reader;

  /** True if it was reported that the reader is blocked; used by the upkeep. */
  private boolean heldUp;

  private volatile boolean ended;

  /** Receives a session that is no longer read. */
  interface Ends {
    /** It ended, or never began. */
    void ended(ActiveSession session);

    /** The session continues, but its reader failed. */
    void failed(ActiveSession session);
  }

  /**
   * Creates one; {@link SessionReaders} provides its parts.
   *
   * @param script who writes into the session's pipe
   * @param body creates the body of the reader's thread
   * @param ends is called when it is no longer read
   */
  ActiveSession(
      Essentials essentials,
      RecordingDisk disk,
      TranscriptsDue transcripts,
      LiveSession live,
      PipeWriter script,
      SessionNotes notes,
      SessionTerminal terminal,
      Function<ReaderListener, SessionReader> body,
      Ends ends) {
    this.essentials = essentials;
    this.disk = disk;
    this.transcripts = transcripts;
    this.live = live;
    this.facts = live.facts();
    this.script = script;
    this.notes = notes;
    this.terminal = terminal;
    this.body = body.apply(this);
    this.place = new RecordingNames(essentials.unix(), disk.store(), live, this.body, notes);
    this.ends = ends;
    this.reader = new Thread(null, this.body, "reader-" + live.id(), READER_STACK);
  }

  /** Starts the reader; if there is no thread for it, the session is taken up later. */
  void start() {
    disk.sync().created(live.writer());
    try {
      reader.start();
    } catch (OutOfMemoryError noThread) {
      trouble("not read yet: " + noThread.getMessage());
      letGoOfFiles();
      failed();
    }
  }

  private void letGoOfFiles() {
    try {
      live.close();
    } catch (IOException e) {
      trouble(e.getMessage());
    }
  }

  /**
   * Writes beside the pipe whose session it is, in case the recording is lost. No login may fail
   * for lack of room in the run dir.
   */
  void note() {
    try {
      SessionNote.write(PipeFolder.sessionFile(pipe()), live.session());
    } catch (IOException e) {
      LOG.debug("session {}: {}", id(), e.getMessage());
    }
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

  Path pipe() {
    return live.pipe().path();
  }

  Recording recording() {
    return live.writer().recording();
  }

  /** Returns the process that writes to the session's pipe. */
  PipeWriter script() {
    return script;
  }

  /** Returns true if the pipe that a {@code script} has open belongs to this session. */
  boolean isWrittenBy(OpenPipe pipe) {
    return pipe.device() == facts.device() && pipe.inode() == facts.inode();
  }

  /** Returns true if there is, or will be, something for a transcript. */
  boolean hasTranscript() {
    try {
      return ended || live.writer().length() > 0;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Notes an event at this place of the recording. */
  void mark(String text) {
    notes.mark(text);
  }

  @Override
  public void trouble(String what) {
    notes.trouble(what);
  }

  /** Writes again which process keeps the pipe open, and whose session it is. */
  void noteBeside() {
    try {
      live.keepAlive().note();
      Path note = PipeFolder.sessionFile(pipe());
      if (Files.notExists(note)) {
        SessionNote.write(note, live.session());
      }
    } catch (IOException e) {
      trouble(e.getMessage());
    }
  }

  /** Hangs up the terminal inside when the one outside is gone. */
  void checkTerminal() {
    terminal.check();
  }

  @Override
  public boolean terminalGone() {
    return terminal.gone();
  }

  /**
   * Makes sure that the names of this session exist.
   *
   * @param listed true if it is in the list of active sessions
   */
  void keepInPlace(boolean listed) throws IOException {
    if (!ended && place.keep() == RecordingNames.Found.PUT_BACK) {
      disk.sync().created(live.writer());
      transcripts.changed(id());
    }
    if (!listed) {
      keepListed();
    }
    if (!Files.exists(pipe(), LinkOption.NOFOLLOW_LINKS) && !ended) {
      place.pipeHasNoName();
    }
  }

  /** It may end just then, so it is removed from the list again if necessary. */
  private void keepListed() throws IOException {
    if (!ended) {
      place.keepListed();
    }
    if (ended) {
      transcripts.ended().add(recording());
    }
  }

  /** Reports when the reader has been blocked for long, and when it continues. */
  void checkReader() {
    boolean now = body.heldUpFor(essentials.nanos()).compareTo(HELD_UP) >= 0;
    if (now != heldUp) {
      heldUp = now;
      trouble(
          now
              ? "has not been read for "
                  + ReadableUnits.duration(HELD_UP)
                  + ", because its pipe, terminal or disk does not respond; if a process holds"
                  + " the lock of its pipe, end that process"
              : "is read again");
    }
  }

  /** Replaces the pipe's keep-alive process if it is time; returns true if so. */
  boolean renewKeepAlive(long nowNanos, KeepAliveRenewal renewal) throws IOException {
    return live.keepAlive().renew(nowNanos, renewal.stay(), renewal.every());
  }

  /** Waits for the reader's end up to a timeout, and then leaves it alone. */
  void join(Duration most) {
    try {
      reader.join(Math.max(1, most.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (reader.isAlive()) {
      trouble("its pipe does not respond; the next collector will continue it");
      released();
    }
  }

  @Override
  public void arrived() {
    disk.sync().grown(live.writer());
    transcripts.grown(id());
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
      disk.store().discard(recording());
    } catch (IOException e) {
      trouble(e.getMessage());
    }
    ends.ended(this);
  }

  private void letGo() {
    try {
      EachStep.run(() -> PipeNotes.remove(pipe()), live.pipe()::unlink, live.keepAlive()::release);
    } catch (IOException e) {
      trouble(e.getMessage());
    }
  }

  /**
   * Leaves the pipe to the next collector, which finds it by its keep-alive process, also without a
   * name. When none can be started that leaves in time, the terminal must not wait for one.
   */
  @Override
  public void released() {
    try {
      live.keepAlive().leave(essentials.configuration().collector().hold());
      return;
    } catch (IOException e) {
      trouble(e.getMessage() + "; it continues unrecorded");
    }
    try {
      live.keepAlive().release();
    } catch (IOException e) {
      trouble(e.getMessage());
    }
  }

  @Override
  public void failed() {
    ends.failed(this);
  }
}
