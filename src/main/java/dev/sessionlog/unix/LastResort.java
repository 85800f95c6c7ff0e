package dev.sessionlog.unix;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * A kernel timer that kills this process unless it is set again in time. It works without another
 * process, even if this process is stopped or none of its threads runs any more. Sleep of the
 * machine does not count. Thread-safe.
 */
public final class LastResort {
  private static final int CLOCK_MONOTONIC = 1;

  /**
   * struct sigevent: a value of 8 bytes, the signal, and the kind of notification (0: a signal).
   */
  private static final int SIGEVENT = 64;

  private static final int SIGEVENT_SIGNAL = 8;

  /**
   * struct itimerspec: the interval (none) and the time until expiry, in seconds and nanoseconds.
   */
  private static final int TIMES = 32;

  private static final int TIMES_SECONDS = 16;
  private static final int TIMES_NANOS = 24;

  /** The numbers of two system calls, because old C libraries have them in a separate library. */
  private record Calls(long create, long set) {
    static Optional<Calls> of(String architecture) {
      return switch (architecture) {
        case "amd64" -> Optional.of(new Calls(222, 223));
        case "aarch64", "riscv64" -> Optional.of(new Calls(107, 110));
        default -> Optional.empty();
      };
    }
  }

  private final Unix unix;
  private final Calls calls;
  private final int timer;
  private final Pointer times;

  private LastResort(Unix unix, Calls calls, int timer) {
    this.unix = unix;
    this.calls = calls;
    this.timer = timer;
    this.times = Memory.allocateDirect(unix.runtime(), TIMES, true);
  }

  /**
   * Creates a timer that is not set yet; empty on an architecture whose system call numbers are
   * unknown.
   */
  public static Optional<LastResort> of(Unix unix) throws IOException {
    Optional<Calls> calls = Calls.of(System.getProperty("os.arch"));
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    Pointer event = Memory.allocateDirect(unix.runtime(), SIGEVENT, true);
    event.putInt(SIGEVENT_SIGNAL, Unix.SIGKILL);
    Pointer timer = Memory.allocateDirect(unix.runtime(), Integer.BYTES, true);
    long create = calls.get().create();
    if (unix.libc().syscall(create, CLOCK_MONOTONIC, event.address(), timer.address()) < 0) {
      throw unix.failure("timer_create");
    }
    return Optional.of(new LastResort(unix, calls.get(), timer.getInt(0)));
  }

  /** Sets the timer: the kernel kills this process after {@code time}. */
  public synchronized void putOff(Duration time) throws IOException {
    times.putLong(TIMES_SECONDS, time.toSeconds());
    times.putLong(TIMES_NANOS, time.toNanosPart());
    if (unix.libc().syscall(calls.set(), timer, 0, times.address(), 0) < 0) {
      throw unix.failure("timer_settime");
    }
  }
}
