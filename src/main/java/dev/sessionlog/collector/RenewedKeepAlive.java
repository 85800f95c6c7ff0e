package dev.sessionlog.collector;

import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeKeepAlive;
import java.io.IOException;
import java.time.Duration;

/**
 * Keeps a pipe held by a process that outlives this one: one after the other, since each ends by
 * itself after a while. Thread-safe.
 */
final class RenewedKeepAlive {
  private final NamedPipe pipe;
  private PipeKeepAlive holder;
  private long renewAt;
  private boolean over;

  /**
   * Creates the hold of a pipe.
   *
   * @param renewAt when the holder is to be replaced, by the clock of {@link #renew}
   */
  RenewedKeepAlive(NamedPipe pipe, PipeKeepAlive holder, long renewAt) {
    this.pipe = pipe;
    this.holder = holder;
    this.renewAt = renewAt;
  }

  /** Returns the process that holds the pipe now. */
  synchronized long pid() {
    return holder.pid();
  }

  /**
   * Replaces the holder when it is time.
   *
   * @param stay how long the new one stays
   * @param every after how long it is to be replaced
   * @return whether it was
   */
  synchronized boolean renew(long nowNanos, Duration stay, Duration every) throws IOException {
    if (over || nowNanos - renewAt < 0) {
      return false;
    }
    renewAt = nowNanos + every.toNanos(); // also when it fails: not over and over
    holder = holder.renew(pipe, stay);
    return true;
  }

  /** Leaves the pipe to the next collector, for so long at the most. */
  synchronized void leave(Duration time) throws IOException {
    over = true;
    holder = holder.renew(pipe, time);
  }

  /** Writes again which process it is, when the file that said so is gone. */
  synchronized void note() throws IOException {
    if (!over) {
      holder.note();
    }
  }

  /** Leaves it as it is; for when the pipe is about to be closed here. */
  synchronized void leave() {
    over = true;
  }

  /** Ends the holder: nobody needs the pipe any more. */
  synchronized void release() throws IOException {
    over = true;
    holder.release();
  }
}
