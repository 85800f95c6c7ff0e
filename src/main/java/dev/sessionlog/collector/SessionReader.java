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
 * the pipe into the recording and waits only for the pipe. It ends with the session, or when the
 * collector stops; it then moves the remaining bytes and leaves the session active.
 */
final class SessionReader implements Runnable {
  /**
   * How long to wait during a flood before moving bytes: 4 ns for each byte of the pipe's capacity,
   * which is about a third of a pipe at 80 MB/s, the most that a terminal can produce.
   */
  private static final int GATHER_NANOS_PER_BYTE = 4;

  /**
   * A move of at least this many bytes is a flood, because script(1) writes at most 4 KiB at a
   * time.
   */
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

  /** The time at which the last wait ended; {@link #WAITING} while it waits. */
  private volatile long since;

  /**
   * Creates a reader.
   *
   * @param openTimeout the time within which the pipe must be opened
   * @param left the remains from an earlier collector
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

  /** Returns how long the reader has been blocked by its files. Any thread may call it. */
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
      // A session without a reader stops its terminal, so it must be taken up again.
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
            // Makes the next wait report whether there is a writer.
            live.pipe().noticeHangup(unix);
          }
          take();
          patience = intake.retryMillis();
        }
      }
    }
  }

  /**
   * Bytes in a pipe that is taken over came before now, and an ended session ended with its last
   * byte.
   */
  private boolean endedMeanwhile(Readiness readiness) throws IOException {
    if (left.cameBefore().isPresent()) {
      takeLeft(left.cameBefore().getAsLong());
    }
    return left.lastWrite().isPresent() && readiness.await(0) == Event.HANGUP && over(readiness);
  }

  /** Takes at most the capacity of the pipe; more bytes came after this began. */
  private void takeLeft(long at) throws IOException {
    long most = live.pipe().readEnd().pipeSize();
    for (long moved = take(() -> at); moved > 0 && most > 0; moved = take(() -> at)) {
      most -= moved;
    }
  }

  /** An action that needs the recording to stay unchanged. */
  interface Between {
    void act() throws IOException;
  }

  /** Runs an action while no byte is moved. Any thread may call it. */
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
   * Returns false if a pipe that was not opened in time was opened after all. Only after it is
   * unlinked can that no longer happen; a process that opened it before is recorded.
   */
  private boolean over(Readiness readiness) throws IOException {
    if (!empty()) {
      return true;
    }
    live.pipe().unlink();
    return readiness.await(0) == Event.HANGUP;
  }

  /** No byte ever came, and none was lost. */
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
