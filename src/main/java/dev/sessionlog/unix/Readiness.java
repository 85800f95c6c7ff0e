package dev.sessionlog.unix;

import java.io.Closeable;
import java.io.IOException;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * Waits until a pipe has bytes or its writers are gone, or until {@link Stop} is called. For one
 * thread; {@link Stop} may be shared by many.
 */
public final class Readiness {
  private static final short POLLIN = 1;
  private static final short POLLERR_HUP_NVAL = 8 | 16 | 32;
  private static final int ENTRY = 8;
  private static final int REVENTS = 6;

  private final Unix unix;
  private final Pointer entries;

  /** The result of a wait. */
  public enum Event {
    /** There are bytes to read. */
    BYTES,
    /** There are no bytes, and all writers have closed the pipe. */
    HANGUP,
    /** The stop was called; there may be bytes, too. */
    STOPPED,
    /** The time was up, or a signal came. */
    NOTHING
  }

  private Readiness(Unix unix, Pointer entries) {
    this.unix = unix;
    this.entries = entries;
  }

  /** Returns one that waits for {@code pipe} or {@code stop}. */
  public static Readiness of(Unix unix, UnixFile pipe, Stop stop) {
    Pointer entries = Memory.allocateDirect(unix.runtime(), 2 * ENTRY);
    entries.putInt(0, pipe.fd());
    entries.putShort(4, POLLIN);
    entries.putInt(ENTRY, stop.readEnd.fd());
    entries.putShort(ENTRY + 4, POLLIN);
    return new Readiness(unix, entries);
  }

  /**
   * Waits.
   *
   * @param timeoutMillis the longest wait, -1 for no limit
   */
  public Event await(int timeoutMillis) throws IOException {
    entries.putShort(REVENTS, (short) 0);
    entries.putShort(ENTRY + REVENTS, (short) 0);
    int ready = unix.libc().poll(entries, 2, timeoutMillis);
    if (ready < 0) {
      UnixException failure = unix.failure("poll");
      if (failure.interrupted()) {
        return Event.NOTHING;
      }
      throw failure;
    }
    if (entries.getShort(ENTRY + REVENTS) != 0) {
      return Event.STOPPED;
    }
    short events = entries.getShort(REVENTS);
    if ((events & POLLIN) != 0) {
      return Event.BYTES;
    }
    return (events & POLLERR_HUP_NVAL) != 0 ? Event.HANGUP : Event.NOTHING;
  }

  /**
   * Ends the waits of many threads at once, permanently. Thread-safe; {@link #close} must be called
   * only after all waits have ended.
   */
  public static final class Stop implements Closeable {
    private final UnixFile readEnd;
    private final UnixFile writeEnd;
    private volatile boolean stopped;

    Stop(UnixFile readEnd, UnixFile writeEnd) {
      this.readEnd = readEnd;
      this.writeEnd = writeEnd;
    }

    /** Ends all present and future waits. */
    public synchronized void stop() throws IOException {
      stopped = true;
      writeEnd.close();
    }

    /** Returns the file that poll(2) reports as hung up once the stop was called. */
    int descriptor() {
      return readEnd.fd();
    }

    /** Returns true once the stop was called. */
    public boolean stopped() {
      return stopped;
    }

    @Override
    public synchronized void close() throws IOException {
      writeEnd.close();
      readEnd.close();
    }
  }
}
