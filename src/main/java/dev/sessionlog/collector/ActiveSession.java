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

/**
 * A session with its servant, the reader, which owns the thread {@code reader-<session id>}.
 * Thread-safe.
 */
final class ActiveSession implements ReaderListener {
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
  private final RecordingPlace place;
  private final Ends ends;
  private final Thread reader;

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
   * Creates one; {@link SessionReaders} puts together what it needs.
   *
   * @param script who writes into the session's pipe
   * @param body makes the body of the reader's thread
   * @param ends is told when it is read no more
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
    this.place = new RecordingPlace(essentials.unix(), disk.store(), live, this.body, notes);
    this.ends = ends;
    this.reader = new Thread(null, this.body, "reader-" + live.id(), READER_STACK);
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

  Path pipe() {
    return live.pipe().path();
  }

  Recording recording() {
    return live.writer().recording();
  }

  /** Returns who writes into the session's pipe. */
  PipeWriter script() {
    return script;
  }

  /** Returns true when the pipe that a {@code script} has open is this session's. */
  boolean isWrittenBy(OpenPipe pipe) {
    return pipe.device() == facts.device() && pipe.inode() == facts.inode();
  }

  /** Returns true when there is, or will be, something to write a transcript of. */
  boolean hasTranscript() {
    try {
      return ended || live.writer().length() > 0;
    } catch (IOException closed) {
      return false;
    }
  }

  /** Notes something that happened at this place of the recording. */
  void mark(String text) {
    notes.mark(text);
  }

  @Override
  public void trouble(String what) {
    notes.trouble(what);
  }

  /** Writes again which process holds the pipe, and whose session it is. */
  void noteBeside() {
    try {
      live.holder().note();
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
   * Sees to it that what leads to this session is there.
   *
   * @param listed whether it is in the list of active sessions
   */
  void keepInPlace(boolean listed) throws IOException {
    if (!ended && place.keep() == RecordingPlace.Found.PUT_BACK) {
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

  /** It may end just then: so it is taken from the list again, if it must be. */
  private void keepListed() throws IOException {
    if (!ended) {
      place.keepListed();
    }
    if (ended) {
      transcripts.ended().add(recording());
    }
  }

  /** Says so when the reader has been held up for long, and when it goes on. */
  void checkReader() {
    boolean now = body.heldUpFor(essentials.nanos()).compareTo(HELD_UP) >= 0;
    if (now != heldUp) {
      heldUp = now;
      trouble(
          now
              ? "is not read for "
                  + ReadableUnits.duration(HELD_UP)
                  + ": its pipe, terminal or disk does not answer; a process that holds the"
                  + " lock of its pipe does that, end it"
              : "is read again");
    }
  }

  /** Replaces the pipe's holder when it is time; returns whether it was. */
  boolean renewHolder(long nowNanos, KeepAliveRenewal renewal) throws IOException {
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
      EachStep.run(() -> PipeNotes.remove(pipe()), live.pipe()::unlink, live.holder()::release);
    } catch (IOException e) {
      trouble(e.getMessage());
    }
  }

  /**
   * Leaves the pipe to the next collector, which finds it by its holder, also without a name. When
   * none can be started that leaves in time, the terminal must not wait for one.
   */
  @Override
  public void released() {
    try {
      live.holder().leave(essentials.configuration().collector().hold());
      return;
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
}
