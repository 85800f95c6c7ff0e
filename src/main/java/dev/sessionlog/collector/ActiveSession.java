package dev.sessionlog.collector;

import dev.sessionlog.config.RecordingSettings;
import dev.sessionlog.login.OpenPipe;
import dev.sessionlog.pipe.EndNote;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.pipe.PipeMover;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.unix.FileFacts;
import dev.sessionlog.unix.OpenFlag;
import dev.sessionlog.unix.UnixFile;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
  private static final int SIGKILL = 9;
  private static final Path PSEUDO_TERMINALS = Path.of("/dev/pts");

  private final CollectorParts parts;
  private final LiveSession live;
  private final FileFacts facts;
  private final PipeWriter script;
  private final Path gapFile;
  private final Ends ends;
  private final SessionReader body;
  private final Thread reader;
  private final LineLimit markers;
  private final LineLimit troubles;

  /** Whether it was told that the reader is held up; for the upkeep. */
  private boolean heldUp;

  /** Why the recording cannot be put back, as it was told, and whether the pipe's name is gone. */
  private String unplaced = "";

  private boolean nameless;
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
   * @param left what an earlier collector left of it
   */
  ActiveSession(
      CollectorParts parts, LiveSession live, OptionalLong loginShell, LeftBehind left, Ends ends) {
    this.parts = parts;
    this.live = live;
    this.facts = live.facts();
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
            parts.shares(),
            recording.onDiskFull() == RecordingSettings.OnDiskFull.STALL,
            gapFile,
            left.gap(),
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
            left,
            this);
    this.reader = new Thread(null, body, "reader-" + session.id(), READER_STACK);
  }

  void start() {
    reader.start();
  }

  SessionId id() {
    return live.id();
  }

  /** Returns true when the pipe that a {@code script} has open is this session's. */
  boolean isWrittenBy(OpenPipe pipe) {
    return pipe.device() == facts.device() && pipe.inode() == facts.inode();
  }

  /** Writes again which process holds the pipe, and whose session it is. */
  void noteBeside() {
    try {
      live.holder().note();
      Path note = PipeFolder.sessionFile(live.pipe().path());
      if (Files.notExists(note)) {
        SessionNote.write(note, live.session());
      }
    } catch (IOException e) {
      trouble(e.getMessage());
    }
  }

  Path pipe() {
    return live.pipe().path();
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

  /**
   * Hangs up the terminal inside when the one outside is gone, but {@code script} goes on: then the
   * kernel tells the shell inside, as it would have told it without a recording. The same where an
   * old {@code script} waits for a shell that was killed. The state is seen only where that cannot
   * be done.
   */
  void checkTerminal() {
    OptionalLong orphan = script.withoutTerminal();
    if (orphan.isPresent()) {
      hangUp(orphan.getAsLong(), "its terminal is gone, but script went on; hung up");
    } else if (live.writer().byOldScript()) {
      script.withoutShell().ifPresent(pid -> hangUp(pid, "its shell was killed; script ended"));
    }
  }

  private void hangUp(long pid, String why) {
    if (live.session().state() == SessionState.ACTIVE) {
      live.writer().state(SessionState.ORPHANED);
      parts.diskSync().grown(live.writer());
      trouble(why);
    }
    parts.unix().kill(pid, SIGKILL);
  }

  @Override
  public boolean terminalGone() {
    Optional<String> ender = EndNote.read(live.pipe().path());
    if (ender.isPresent()) {
      mark("ended by " + ender.get());
      return true; // that one may stay, in a pane of tmux or a shell that called this one
    }
    if (live.session().state() == SessionState.ORPHANED) {
      return true; // hung up here; who waits for script may not have ended yet
    }
    // One that was made after the last byte came has the name of the one that is gone.
    Path tty = Path.of(live.session().tty());
    if (script.supervisorLives()) {
      return false;
    }
    try {
      return Files.readAttributes(tty, "unix:ctime").get("ctime") instanceof FileTime changed
          && tty.startsWith(PSEUDO_TERMINALS)
          && changed.toInstant().isAfter(live.pipe().lastWrite());
    } catch (NoSuchFileException gone) {
      return tty.startsWith(PSEUDO_TERMINALS);
    } catch (IOException unknown) {
      return false;
    }
  }

  /** Returns the terminal that {@code script} made. */
  private Optional<Path> innerTerminal() {
    OptionalLong pid = script.find();
    return pid.isPresent() ? parts.processes().madeTerminal(pid.getAsLong()) : Optional.empty();
  }

  /** Puts the recording where its names lead, when somebody removed or hid it. */
  void keepInPlace() {
    if (ended || live.writer().isInPlace()) {
      return;
    }
    try {
      body.between(this::putBack);
      unplaced = "";
      String text =
          "its recording was removed or hidden by somebody; put back out of the open files";
      trouble(text);
      mark(text);
      parts.diskSync().created(live.writer());
      parts.transcripts().changed(id());
    } catch (ClosedChannelException over) {
      return;
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      if (!why.equals(unplaced)) {
        unplaced = why;
        trouble(
            "its recording was removed or hidden, and cannot be put back yet: "
                + why
                + "; what comes goes into the files that are open");
      }
    }
  }

  private void putBack() throws IOException {
    parts.store().recreate(live.writer().session());
    live.writer().putBack();
    try (UnixFile fresh = parts.unix().open(recording().typescript(), OpenFlag.WRITE)) {
      fresh.seekEnd();
      live.typescript().become(fresh);
    }
  }

  /** Counts as active again what somebody took from the list of those. */
  void keepListed() throws IOException {
    if (!ended && parts.store().countAsActive(recording())) {
      trouble("was taken from the list of active sessions by somebody; it is there again");
    }
    if (ended) {
      parts.ended().add(recording());
    }
  }

  /** Tells once when the name of the pipe is gone. */
  void checkName(boolean there) {
    if (!there && !ended && !nameless) {
      nameless = true;
      trouble("the name of its pipe was removed by somebody; it goes on by the pipe that is open");
    }
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
      EachStep.run(
          () -> PipeNotes.remove(live.pipe().path()), live.pipe()::unlink, live.holder()::release);
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
      live.holder().leave(parts.configuration().collector().hold());
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

  /** Tells it of the session; a user can cause trouble again and again, so there is a limit. */
  @Override
  public void trouble(String what) {
    troubles
        .admit("session " + id() + " of " + user() + ": " + what)
        .ifPresent(line -> parts.status().warnOf(user(), line));
  }
}
