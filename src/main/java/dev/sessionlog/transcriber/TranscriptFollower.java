package dev.sessionlog.transcriber;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingCursor;
import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.transcript.SessionTranscript;
import dev.sessionlog.userlog.DisplacedLogException;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows a recording as it grows and writes its transcript into the user's log. It goes at its own
 * pace: the recording is the queue. Rendering is deterministic, so after a crash it starts from the
 * recording's beginning and leaves out the lines that the log holds already, or has held.
 *
 * <p>Runs on the transcript threads, one at a time; {@link #wake} and {@link #finish} are for any
 * thread.
 */
final class TranscriptFollower {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration BUSY_PAUSE = Duration.ofMillis(20);
  private static final int BATCH_LINES = 2000;

  /** How long one turn lasts, but for its last few KiB, before others have theirs. */
  private static final long TURN_NANOS = Duration.ofMillis(50).toNanos();

  /** How many bytes it reads at the most, but for the last few KiB. */
  private static final int TURN_BYTES = 1 << 20;

  /** A turn that reads so much is one of many, in a flood. */
  private static final int FLOOD = 1 << 17;

  /**
   * How many times as long as a turn took the follower rests while a flood goes on. On a machine
   * with few processors it takes them from the programs that write; the log can wait for its lines.
   */
  private static final int REST = 15;

  private static final String WHY_REDUCED = "screens take more memory than their budget";

  private final Session session;
  private final Recording recording;
  private final UserLogs logs;
  private final Live live;
  private final Turns turns;
  private final Turns.Seat seat;
  private final Rendering rendering;
  private final ScheduledExecutorService alarms;
  private final Duration quiet;
  private final Consumer<String> trouble;
  private final SessionTranscript transcript;
  private final RecordingSink noted = new Noted();
  private final WrittenLines written;
  private final ScreenMemory.Share memory;
  private final ReducedPlace reducedPlace;
  private final List<TranscriptLine> batch = new ArrayList<>();

  /** Wakes that no turn has answered yet; the first of them has submitted the turn. */
  private final AtomicInteger wakes = new AtomicInteger();

  private @Nullable ScheduledFuture<?> alarm;
  private @Nullable OpenRecording open;
  private @Nullable RecordingCursor cursor;
  private Duration lastAt = Duration.ZERO;
  private Instant lastTime;
  private long number;
  private long skip;
  private int thread;
  private boolean anyRead;
  private boolean quietDue;
  private Duration restUntil = Duration.ZERO;
  private volatile boolean resting;
  private volatile boolean grown;
  private volatile boolean failing;
  private volatile boolean closed;
  private volatile boolean broken;
  private volatile boolean displaced;
  private @Nullable LogPlace place;
  private boolean rendered;

  /** From which byte on it is drawn on a small screen; not yet known to be so when larger. */
  private long reducedAt = Long.MAX_VALUE;

  private boolean reduced;
  private volatile boolean abandoned;
  private volatile @Nullable Ending ending;

  /**
   * What a follower asks of a session that is being read.
   *
   * @param elapsed tells the time since the session began; zero where that is not known
   * @param isNew whether nothing of it can be in the log: the log, which may be long, is not
   *     searched
   * @param alone whether it is set aside, and has its turns alone
   */
  record Live(Supplier<Duration> elapsed, boolean isNew, boolean alone) {}

  private record Ending(Session session, Runnable whenWritten) {}

  /**
   * Creates one.
   *
   * @param memory what its screen takes
   * @param reducedPlace where it was made small before
   */
  TranscriptFollower(
      Session session,
      Recording recording,
      UserLogs logs,
      Live live,
      WrittenLines written,
      ScreenMemory.Share memory,
      ReducedPlace reducedPlace,
      Turns turns,
      Rendering rendering,
      ScheduledExecutorService alarms,
      Duration quiet,
      Consumer<String> trouble) {
    this.session = session;
    this.recording = recording;
    this.logs = logs;
    this.live = live;
    this.written = written;
    this.memory = memory;
    this.reducedPlace = reducedPlace;
    this.turns = turns;
    this.rendering = rendering;
    this.seat = new Turns.Seat(session.user(), live.alone());
    this.alarms = alarms;
    this.quiet = quiet;
    this.trouble = trouble;
    this.transcript = new SessionTranscript(session, quiet, this::emit);
    this.lastTime = session.started();
  }

  /** Says that the recording has grown. */
  void grow() {
    grown = true;
    wake();
  }

  /** Says that there may be something to do. */
  void wake() {
    if (wakes.getAndIncrement() == 0) {
      submit();
    }
  }

  /**
   * Says that the recording is ended and grows no more.
   *
   * @param whenWritten is run once the last line stands in the log
   */
  void finish(Session ended, Runnable whenWritten) {
    ending = new Ending(ended, whenWritten);
    wake();
  }

  /** Says that this is of no more use: the recording is done with, or another takes its place. */
  void abandon() {
    abandoned = true;
    wake();
  }

  /** Returns true when the recording could not be read on, and what came before is in the log. */
  boolean broken() {
    return broken;
  }

  /** Returns true when the lines that it wrote are in another log dir than what is there now. */
  boolean displaced() {
    return displaced;
  }

  /** Returns true when it writes nothing more. */
  boolean closed() {
    return closed;
  }

  /** Returns true while there is more to write than can be known to be written. */
  boolean behind() {
    return wakes.get() > 0 || resting || ((failing || displaced) && !closed);
  }

  private void submit() {
    if (!turns.submit(seat, this::turns)) {
      wakes.set(0);
    }
  }

  /** A wake that comes while a turn is taken leads to another after it, never beside it. */
  private void turns(int onThread) {
    int answered = wakes.get();
    thread = onThread;
    try {
      turn();
    } finally {
      if (wakes.addAndGet(-answered) > 0) {
        submit();
      }
    }
  }

  /** Sees to it that a turn is taken after {@code delay}, or earlier. Within a turn only. */
  private void wakeIn(Duration delay) {
    ScheduledFuture<?> before = alarm;
    if (before != null && !before.isDone()) {
      if (before.getDelay(TimeUnit.NANOSECONDS) <= delay.toNanos()) {
        return;
      }
      before.cancel(false);
    }
    try {
      alarm = alarms.schedule(this::wake, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException stopping) {
      alarm = null;
    }
  }

  private void turn() {
    if (abandoned) {
      close();
    }
    if (closed) {
      ended();
      return;
    }
    resting = rests();
    if (resting) {
      return;
    }
    try {
      write();
      follow();
      displaced = false;
      if (failing) {
        failing = false;
        trouble.accept("the log of " + session.user() + " is written again");
      }
    } catch (DisplacedLogException e) {
      displaced = true;
      wakeIn(RETRY);
    } catch (CorruptRecordingException e) {
      // It is so for good: what could be read of it is in the log, and the rest is not to be had.
      trouble.accept("the transcript ends here: " + e.getMessage());
      giveUp();
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        trouble.accept("the log of " + session.user() + " is not written: " + e.getMessage());
      }
      wakeIn(RETRY);
    } catch (RuntimeException | StackOverflowError e) {
      rendering.ends(thread);
      // One session's transcript must not end the thread that serves the others.
      trouble.accept("the transcript ends here: " + e);
      giveUp();
    }
  }

  private boolean rests() {
    Duration left = restUntil.minus(live.elapsed().get());
    if (ending != null || left.isNegative() || left.isZero()) {
      return false;
    }
    wakeIn(left);
    return true;
  }

  private void giveUp() {
    broken = true;
    close();
    ended();
  }

  /** Tells once that nothing more will be written of a session that ended. */
  private void ended() {
    Ending end = ending;
    if (closed && end != null) {
      ending = null;
      end.whenWritten().run();
    }
  }

  /**
   * The time is read before anything else is looked at: so what comes after the last entry that
   * this turn reads is stamped later, when the recording is {@linkplain RecordingCursor#settled
   * settled} then.
   */
  private void follow() throws IOException {
    grown = false;
    Ending end = ending;
    Duration now = live.elapsed().get();
    RecordingCursor from = cursor();
    long begin = from.position();
    boolean more = readFor(from, System.nanoTime() + TURN_NANOS);
    long bytes = from.position() - begin;
    if (bytes >= FLOOD && grown) {
      Duration after = live.elapsed().get();
      restUntil = after.plus(after.minus(now).multipliedBy(REST));
    }
    if (more) {
      wake();
    } else if (end != null) {
      end(end);
    } else if (anyRead) {
      wakeIn(quiet);
    } else if (quietDue && !from.settled()) {
      wakeIn(BUSY_PAUSE);
    } else if (quietDue) {
      beQuiet(now);
    }
  }

  /** Returns true when there is more to read than could be read by the deadline. */
  private boolean readFor(RecordingCursor from, long deadline) throws IOException {
    long begin = from.position();
    long before = begin;
    anyRead = false;
    while (from.readPart(noted)) {
      anyRead = true;
      boolean advanced = from.position() > before;
      before = from.position();
      if (advanced && before >= reducedAt) {
        reduce(from.at());
      }
      quietDue = true;
      if (batch.size() >= BATCH_LINES) {
        write();
      }
      if (advanced) {
        keepWithinMemory(from);
      }
      if (System.nanoTime() - deadline >= 0 || from.position() - begin >= TURN_BYTES) {
        write();
        return true;
      }
    }
    write();
    return false;
  }

  /**
   * Only just after bytes were taken: a second rendering then finds the same place, which a resize
   * or a quiet screen at the same byte would leave open.
   */
  private void keepWithinMemory(RecordingCursor from) {
    if (memory.takes(transcript.footprint()) == ScreenMemory.Verdict.ENOUGH || reduced) {
      return;
    }
    reducedPlace.keep(from.position());
    trouble.accept("drawn on a small screen from here on: " + WHY_REDUCED);
    reduce(from.at());
  }

  private void reduce(Duration at) {
    if (!reduced) {
      reduced = true;
      transcript.reduce(at, WHY_REDUCED);
      memory.takes(transcript.footprint());
    }
  }

  /**
   * Applies the rule of the quiet screen. {@code now} was read before the recording was seen to be
   * settled, and all of it is read: so whatever comes next is stamped later, and a second rendering
   * sees the same pause.
   */
  private void beQuiet(Duration now) throws IOException {
    Duration pause = now.minus(cursor().at());
    if (pause.compareTo(quiet) < 0) {
      wakeIn(quiet.minus(pause));
      return;
    }
    quietDue = false;
    rendering.begins(thread, session.id());
    transcript.quiet(now);
    rendering.ends(thread);
    write();
    written.keep(number);
  }

  private void end(Ending end) throws IOException {
    if (!rendered) {
      Duration at = cursor().at();
      rendering.begins(thread, session.id());
      transcript.end(at, end.session());
      rendering.ends(thread);
      rendered = true; // and not again when it cannot be written at once
    }
    write();
    close();
    ended();
  }

  /** The transcript, noted as being rendered whenever it takes something. */
  private final class Noted implements RecordingSink {
    @Override
    public void output(Duration at, byte[] bytes, int offset, int length) {
      rendering.begins(thread, session.id());
      transcript.output(at, bytes, offset, length);
      rendering.ends(thread);
    }

    @Override
    public void resize(Duration at, TerminalSize newSize) {
      rendering.begins(thread, session.id());
      transcript.resize(at, newSize);
      rendering.ends(thread);
    }

    @Override
    public void header(Duration at, String name, String value) {
      if (name.equals("CUT")) {
        number += Long.parseLong(value); // lines of what is gone may stand in the log
      }
      transcript.header(at, name, value);
    }
  }

  private RecordingCursor cursor() throws IOException {
    RecordingCursor current = cursor;
    if (current == null) {
      skip = linesInLog();
      OpenRecording opened = OpenRecording.of(recording);
      open = opened;
      current = opened.cursor();
      cursor = current;
      reducedAt = reducedPlace.read().orElse(Long.MAX_VALUE);
      transcript.begin();
    }
    return current;
  }

  private long linesInLog() throws IOException {
    LogPlace here = logs.place();
    place = here;
    long lines = linesInLogHere();
    if (!here.isHere()) {
      throw new IOException("the log dir became another one meanwhile");
    }
    return lines;
  }

  private long linesInLogHere() throws IOException {
    WrittenLines.Known known = written.read();
    if (live.isNew()) {
      written.begin(logs.newestRolled(session.user()));
      return known.lines();
    }
    try {
      long last = logs.lastLine(session.id(), session.user(), known.after()).orElse(0);
      return Math.max(known.lines(), last);
    } catch (CorruptRecordingException e) {
      // Something stands in the way of the log, and can be removed; the recording itself is well.
      throw new IOException(e.getMessage(), e);
    }
  }

  private void emit(Duration at, String text) {
    number++;
    if (number > skip) {
      batch.add(
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

  /** What could not be written stays in the batch; nothing more is read until it is. */
  private void write() throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    try {
      logs.append(batch, Objects.requireNonNull(place));
      batch.clear();
    } catch (UnwrittenLinesException e) {
      batch.subList(0, e.written()).clear();
      throw e;
    }
  }

  private void close() {
    closed = true;
    memory.release();
    if (alarm != null) {
      alarm.cancel(false);
    }
    OpenRecording current = open;
    if (current == null) {
      return;
    }
    try {
      current.close();
    } catch (IOException e) {
      trouble.accept("session " + session.id() + ": " + e.getMessage());
    }
  }
}
