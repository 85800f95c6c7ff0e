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
 * Follows a recording as it grows and writes its transcript into the user's log. It works at its
 * own pace, because the recording is the queue. Rendering is deterministic, so after a crash it
 * starts from the beginning of the recording and leaves out the lines that the log has or had.
 *
 * <p>Runs on the transcript threads, one at a time; {@link #wake} and {@link #finish} may be called
 * by any thread.
 */
final class TranscriptFollower {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration BUSY_PAUSE = Duration.ofMillis(20);

  /** The length of a turn, except for its last few KiB, before others have theirs. */
  private static final long TURN_NANOS = Duration.ofMillis(50).toNanos();

  /** The most bytes of a turn, except for the last few KiB. */
  private static final int TURN_BYTES = 1 << 20;

  /** A turn that reads this much is part of a flood. */
  private static final int FLOOD = 1 << 17;

  /**
   * During a flood, the follower rests this many times the length of its turn, because on a machine
   * with few processors it would slow down the programs that write. The log can wait.
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
   * The facts that a follower needs about a session.
   *
   * @param elapsed returns the time since the session began; zero if unknown
   * @param isNew true if the log cannot have lines of the session, so that it need not be searched
   * @param alone true if it is set aside, and has its turns alone
   */
  record Live(Supplier<Duration> elapsed, boolean isNew, boolean alone) {}

  private record Ending(Session session, Runnable whenWritten) {}

  /**
   * Creates one.
   *
   * @param memory the memory budget of its screen
   * @param reducedPlace the place at which it was reduced before
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

  /** Notes that the recording has grown. */
  void grow() {
    grown = true;
    wake();
  }

  /** Requests a turn, because there may be something to do. */
  void wake() {
    turns.wake();
  }

  /**
   * Notes that the recording has ended and no longer grows.
   *
   * @param whenWritten runs once the last line is in the log
   */
  void finish(Session ended, Runnable whenWritten) {
    ending = new Ending(ended, whenWritten);
    wake();
  }

  /** Ends this follower, because the recording is finished or replaced. */
  void abandon() {
    abandoned = true;
    wake();
  }

  /**
   * Returns true if the recording cannot be read any further, and all lines before that are in the
   * log.
   */
  boolean broken() {
    return broken;
  }

  /** Returns true if the lines that it wrote are in a log dir that is no longer there. */
  boolean displaced() {
    return displaced;
  }

  /** Returns true if it writes nothing any more. */
  boolean closed() {
    return closed;
  }

  /** Returns true while there may be lines to write. */
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
        trouble.accept("the log of " + session.user() + " can be written again");
      }
    } catch (DisplacedLogException e) {
      displaced = true;
      turns.wakeIn(RETRY);
    } catch (CorruptRecordingException e) {
      // This is permanent: the readable part is in the log, and the rest is lost.
      trouble.accept("the transcript ends here: " + e.getMessage());
      giveUp();
    } catch (IOException e) {
      if (!failing) {
        failing = true;
        trouble.accept("the log of " + session.user() + " cannot be written: " + e.getMessage());
      }
      turns.wakeIn(RETRY);
    } catch (RuntimeException | StackOverflowError e) {
      transcript.failed();
      // A failing transcript must not end the thread, which serves other sessions, too.
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

  /** Reports once that nothing more will be written for an ended session. */
  private void ended() {
    Ending end = ending;
    if (closed && end != null) {
      ending = null;
      end.whenWritten().run();
    }
  }

  /**
   * The time is read before everything else. If the recording is then {@linkplain
   * RecordingCursor#settled settled}, later entries have a later time.
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

  /** Returns true if the deadline passed before everything was read. */
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
   * Applies the rule of the quiet screen. {@code now} was read before the recording was found to be
   * settled, and all of it is read. So the next entry has a later time, and rendering again sees
   * the same pause.
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
      rendered = true; // and not again if it cannot be written at once
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
