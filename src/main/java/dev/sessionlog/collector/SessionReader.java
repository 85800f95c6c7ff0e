package dev.sessionlog.collector;

import dev.sessionlog.unix.Readiness;
import dev.sessionlog.unix.Readiness.Event;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The reader of one pipe: the body of the thread {@code reader-<session id>}. It moves bytes from
 * the pipe into the recording and never waits for anything but the pipe. It ends with the session,
 * or when the collector stops; then it moves what waits and leaves the session as it is.
 */
final class SessionReader implements Runnable {
  /**
   * How long to let a flood gather before it is moved: 4 ns for each byte that the pipe can hold,
   * that is about a third of a pipe at 80 MB/s, as much as a terminal can bring.
   */
  private static final int GATHER_NANOS_PER_BYTE = 4;

  /** A move of at least so many bytes is a flood: script(1) writes 4 KiB at the most at a time. */
  private static final int FLOOD = 4096;

  private static final long WAITING = Long.MIN_VALUE;

  private final Unix unix;
  private final LiveSession live;
  private final Intake intake;
  private final TerminalSizeWatch size;
  private final Readiness.Stop stop;
  private final LongSupplier nanos;
  private final Duration openTimeout;
  private final LeftBehind left;
  private final ReaderListener listener;
  private final Object moving = new Object();

  /** Since when this has been at what a wait ended with; {@link #WAITING} while it waits. */
  private volatile long since;

  /**
   * Creates a reader.
   *
   * @param openTimeout how long the pipe may stay unopened
   * @param left what an earlier collector left
   */
  SessionReader(
      Unix unix,
      LiveSession live,
      Intake intake,
      TerminalSizeWatch size,
      Readiness.Stop stop,
      LongSupplier nanos,
      Duration openTimeout,
      LeftBehind left,
      ReaderListener listener) {
    this.unix = unix;
    this.live = live;
    this.intake = intake;
    this.size = size;
    this.stop = stop;
    this.nanos = nanos;
    this.openTimeout = openTimeout;
    this.left = left;
    this.listener = listener;
    this.since = WAITING;
  }

  /** Returns for how long the reader has been held up by what it touches. Any thread may ask. */
  Duration heldUpFor(long nowNanos) {
    long from = since;
    return from == WAITING ? Duration.ZERO : Duration.ofNanos(nowNanos - from);
  }

  @Override
  public void run() {
    since = nanos.getAsLong();
    try (live) {
      read();
    } catch (IOException | RuntimeException | Error e) {
      // A session that nobody reads stops its terminal: somebody else must take it up.
      listener.trouble("no longer read: " + e);
      if (stop.stopped()) {
        listener.released();
      } else {
        listener.failed();
      }
    }
  }

  private void read() throws IOException {
    Readiness readiness = Readiness.of(unix, live.pipe().readEnd(), stop);
    long gatherNanos = (long) live.pipe().readEnd().pipeSize() * GATHER_NANOS_PER_BYTE;
    int patience = Math.toIntExact(openTimeout.toMillis());
    if (endedMeanwhile(readiness)) {
      end(left.lastWrite().getAsLong());
      return;
    }
    while (true) {
      since = WAITING;
      Event event = readiness.await(patience);
      since = nanos.getAsLong();
      switch (event) {
        case BYTES -> {
          if (take() >= FLOOD) {
            LockSupport.parkNanos(gatherNanos);
          }
          patience = intake.retryMillis();
        }
        case HANGUP -> {
          takeAll();
          if (over(readiness)) {
            end(nanos.getAsLong());
            return;
          }
        }
        case STOPPED -> {
          takeAll();
          intake.release(nanos.getAsLong());
          listener.released();
          return;
        }
        case NOTHING -> {
          if (intake.untouched()) {
            // Tells, at the next wait, whether there is a writer.
            live.pipe().noticeHangup(unix);
          }
          take();
          patience = intake.retryMillis();
        }
      }
    }
  }

  /**
   * What waits in a pipe that is taken over came before now, and a session that is over by now
   * ended when its last byte came.
   */
  private boolean endedMeanwhile(Readiness readiness) throws IOException {
    if (left.cameBefore().isPresent()) {
      takeLeft(left.cameBefore().getAsLong());
    }
    return left.lastWrite().isPresent() && readiness.await(0) == Event.HANGUP && over(readiness);
  }

  /** Takes as much as can wait in the pipe; more came after this began. */
  private void takeLeft(long at) throws IOException {
    long most = live.pipe().readEnd().pipeSize();
    for (long moved = take(() -> at); moved > 0 && most > 0; moved = take(() -> at)) {
      most -= moved;
    }
  }

  /** Something that needs the recording to stay as it is. */
  interface Between {
    void act() throws IOException;
  }

  /** Does something while no byte is moved. Any thread may call it. */
  void between(Between action) throws IOException {
    synchronized (moving) {
      action.act();
    }
  }

  private long take() throws IOException {
    size.change(nanos.getAsLong()).ifPresent(intake::resized);
    return take(nanos);
  }

  private long take(LongSupplier clock) throws IOException {
    long moved;
    synchronized (moving) {
      moved = intake.take(clock);
    }
    if (moved > 0) {
      listener.arrived();
    }
    return moved;
  }

  private void takeAll() throws IOException {
    long moved = take();
    while (moved > 0) {
      moved = take();
    }
  }

  /**
   * Returns false when a pipe that nobody had opened in time was opened after all. Only without its
   * name can that not be any more: then whoever is in writes, and is recorded.
   */
  private boolean over(Readiness readiness) throws IOException {
    if (!empty()) {
      return true;
    }
    live.pipe().unlink();
    return readiness.await(0) == Event.HANGUP;
  }

  /** Nothing ever came, and nothing was lost. */
  private boolean empty() throws IOException {
    return live.writer().length() == 0 && !intake.lost();
  }

  private void end(long at) throws IOException {
    if (empty()) {
      listener.aborted();
    } else {
      if (listener.terminalGone()) {
        live.writer().hungUp();
      }
      listener.ended(intake.finish(at, stop::stopped));
    }
  }
}
