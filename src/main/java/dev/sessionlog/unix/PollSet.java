package dev.sessionlog.unix;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/** Waits until one of several files is readable, or until it is stopped. For one thread. */
public final class PollSet {
  private static final short POLLIN = 1;
  private static final int ENTRY = 8;
  private static final int EVENTS = 4;
  private static final int REVENTS = 6;

  private final Unix unix;
  private final Readiness.Stop stop;
  private final Pointer entries;
  private final int most;

  private PollSet(Unix unix, Readiness.Stop stop, Pointer entries, int most) {
    this.unix = unix;
    this.stop = stop;
    this.entries = entries;
    this.most = most;
  }

  /** Returns one that waits for the stop and for up to {@code most} files. */
  public static PollSet of(Unix unix, Readiness.Stop stop, int most) {
    return new PollSet(unix, stop, Memory.allocateDirect(unix.runtime(), (most + 1) * ENTRY), most);
  }

  /**
   * Waits.
   *
   * @param timeoutMillis the longest wait, -1 for no limit
   * @return the files that have bytes or were closed at the other end; none if the time is up, a
   *     signal came, or it was stopped
   */
  public BitSet await(List<UnixFile> files, int timeoutMillis) throws IOException {
    if (files.size() > most) {
      throw new IllegalArgumentException(files.size() + " files, expected " + most + " at most");
    }
    enter(0, stop.descriptor());
    for (int i = 0; i < files.size(); i++) {
      enter(i + 1, files.get(i).fd());
    }
    int found = unix.libc().poll(entries, files.size() + 1, timeoutMillis);
    BitSet ready = new BitSet();
    if (found < 0) {
      UnixException failure = unix.failure("poll");
      if (failure.interrupted()) {
        return ready;
      }
      throw failure;
    }
    for (int i = 0; i < files.size() && !stop.stopped(); i++) {
      ready.set(i, entries.getShort((long) (i + 1) * ENTRY + REVENTS) != 0);
    }
    return ready;
  }

  private void enter(int index, int fd) {
    long at = (long) index * ENTRY;
    entries.putInt(at, fd);
    entries.putShort(at + EVENTS, POLLIN);
    entries.putShort(at + REVENTS, (short) 0);
  }
}
