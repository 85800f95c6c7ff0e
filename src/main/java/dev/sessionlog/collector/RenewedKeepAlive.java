package dev.sessionlog.collector;

import dev.sessionlog.pipe.NamedPipe;
import dev.sessionlog.pipe.PipeKeepAlive;
import java.io.IOException;
import java.time.Duration;

/**
 * Keeps a pipe open by a process that outlives this one: one after the other, since each ends by
 * itself after a while. Thread-safe.
 */
final class RenewedKeepAlive {
  private final NamedPipe pipe;
  private PipeKeepAlive keepAlive;
  private long renewAt;
  private boolean over;

  /**
   * Creates what keeps a pipe open.
   *
   * @param renewAt when the keep-alive process is to be replaced, by the clock of {@link #renew}
   */
  RenewedKeepAlive(NamedPipe pipe, PipeKeepAlive keepAlive, long renewAt) {
    this.pipe = pipe;
    this.keepAlive = keepAlive;
    this.renewAt = renewAt;
  }

  /** Returns the process that keeps the pipe open now. */
  synchronized long pid() {
    return keepAlive.pid();
  }

  /**
   * Replaces the keep-alive process when it is time.
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
    keepAlive = keepAlive.renew(pipe, stay);
    return true;
  }

  /** Leaves the pipe to the next collector, for so long at the most. */
  synchronized void leave(Duration time) throws IOException {
    over = true;
    keepAlive = keepAlive.renew(pipe, time);
  }

  /** Writes again which process it is, when the file that said so is gone. */
  synchronized void note() throws IOException {
    if (!over) {
      keepAlive.note();
    }
  }

  /** Leaves it as it is; for when the pipe is about to be closed here. */
  synchronized void leave() {
    over = true;
  }

  /** Ends the keep-alive process: nobody needs the pipe any more. */
  synchronized void release() throws IOException {
    over = true;
    keepAlive.release();
  }
}
