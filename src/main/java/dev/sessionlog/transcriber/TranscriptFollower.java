package dev.sessionlog.transcriber;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingCursor;
import dev.sessionlog.session.Session;
import dev.sessionlog.userlog.DisplacedLogException;
import dev.sessionlog.userlog.UserLogs;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
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

  private final Session session;
  private final Recording recording;
  private final Live live;
  private final FollowerTurns turns;
  private final Duration quiet;
  private final Consumer<String> trouble;
  private final PendingLines lines;
  private final NotedTranscript transcript;
  private @Nullable OpenRecording open;
  private @Nullable RecordingCursor cursor;
  private boolean anyRead;
  private boolean quietDue;
  private Duration restUntil = Duration.ZERO;
  private volatile boolean resting;
  private volatile boolean grown;
  private volatile boolean failing;
  private volatile boolean closed;
  private volatile boolean broken;
  private volatile boolean displaced;
  private boolean rendered;
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
    this.live = live;
    this.quiet = quiet;
    this.trouble = trouble;
    this.lines = new PendingLines(session, logs, written, live.isNew());
    this.transcript =
        new NotedTranscript(session, quiet, rendering, memory, reducedPlace, lines, trouble);
    this.turns =
        new FollowerTurns(turns, new Turns.Seat(session.user(), live.alone()), alarms, this::turn);
  }

  /** Says that the recording has grown. */
  void grow() {
    grown = true;
    wake();
  }

  /** Says that there may be something to do. */
  void wake() {
    turns.wake();
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
    return turns.due() || resting || ((failing || displaced) && !closed);
  }

  private void turn(int thread) {
    transcript.on(thread);
    try {
      turn();
    } finally {
      transcript.off();
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
      lines.write();
      follow();
      displaced = false;
      if (failing) {
        failing = false;
        trouble.accept("the log of " + session.user() + " is written again");
      }
    } catch (DisplacedLogException e) {
      displaced = true;
      turns.wakeIn(RETRY);
    } catch (CorruptRecordingException e) {
      // It is so for good: what could be read of it is in the log, and the rest is not to be had.
      trouble.accept("the transcript ends here: " + e.getMessage());
      giveUp();
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        trouble.accept("the log of " + session.user() + " is not written: " + e.getMessage());
      }
      turns.wakeIn(RETRY);
    } catch (RuntimeException | StackOverflowError e) {
      transcript.failed();
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
    turns.wakeIn(left);
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
      turns.wakeIn(quiet);
    } else if (quietDue && !from.settled()) {
      turns.wakeIn(BUSY_PAUSE);
    } else if (quietDue) {
      beQuiet(now);
    }
  }

  /** Returns true when there is more to read than could be read by the deadline. */
  private boolean readFor(RecordingCursor from, long deadline) throws IOException {
    long begin = from.position();
    long before = begin;
    anyRead = false;
    while (from.readPart(transcript)) {
      anyRead = true;
      boolean advanced = from.position() > before;
      before = from.position();
      if (advanced) {
        transcript.reached(before, from.at());
      }
      quietDue = true;
      if (lines.many()) {
        lines.write();
      }
      if (advanced) {
        transcript.keepWithinMemory(from.position(), from.at());
      }
      if (System.nanoTime() - deadline >= 0 || from.position() - begin >= TURN_BYTES) {
        lines.write();
        return true;
      }
    }
    lines.write();
    return false;
  }

  /**
   * Applies the rule of the quiet screen. {@code now} was read before the recording was seen to be
   * settled, and all of it is read: so whatever comes next is stamped later, and a second rendering
   * sees the same pause.
   */
  private void beQuiet(Duration now) throws IOException {
    Duration pause = now.minus(cursor().at());
    if (pause.compareTo(quiet) < 0) {
      turns.wakeIn(quiet.minus(pause));
      return;
    }
    quietDue = false;
    transcript.quiet(now);
    lines.write();
    lines.keepNumber();
  }

  private void end(Ending end) throws IOException {
    if (!rendered) {
      Duration at = cursor().at();
      transcript.end(at, end.session());
      rendered = true; // and not again when it cannot be written at once
    }
    lines.write();
    close();
    ended();
  }

  private RecordingCursor cursor() throws IOException {
    RecordingCursor current = cursor;
    if (current == null) {
      lines.begin();
      OpenRecording opened = OpenRecording.of(recording);
      open = opened;
      current = opened.cursor();
      cursor = current;
      transcript.begin();
    }
    return current;
  }

  private void close() {
    closed = true;
    transcript.release();
    turns.cancel();
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
