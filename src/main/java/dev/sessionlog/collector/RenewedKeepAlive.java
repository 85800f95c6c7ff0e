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
   * @param renewAt the time of the next replacement, by the clock of {@link #renew}
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
   * Replaces the keep-alive process if it is time.
   *
   * @param stay the lifetime of the new one
   * @param every the time until the next replacement
   * @return true if it was replaced
   */
  synchronized boolean renew(long nowNanos, Duration stay, Duration every) throws IOException {
    if (over || nowNanos - renewAt < 0) {
      return false;
    }
    renewAt = nowNanos + every.toNanos(); // also after a failure, to avoid immediate retries
    keepAlive = keepAlive.renew(pipe, stay);
    return true;
  }

  /** Leaves the pipe to the next collector, for a limited time. */
  synchronized void leave(Duration time) throws IOException {
    over = true;
    keepAlive = keepAlive.renew(pipe, time);
  }

  /** Writes the file with its pid again if that is missing. */
  synchronized void note() throws IOException {
    if (!over) {
      keepAlive.note();
    }
  }

  /** Leaves it as it is, because the pipe is about to be closed here. */
  synchronized void leave() {
    over = true;
  }

  /** Ends the keep-alive process: nobody needs the pipe any more. */
  synchronized void release() throws IOException {
    over = true;
    keepAlive.release();
  }
}
