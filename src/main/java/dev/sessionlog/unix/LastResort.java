package dev.sessionlog.unix;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;

/**
 * A timer of the kernel that kills this process, unless it is put off again and again: also one
 * that is stopped, or of which no thread runs any more, and without the help of another process.
 * Time in which the machine sleeps does not count. Thread-safe.
 */
public final class LastResort {
  private static final int CLOCK_MONOTONIC = 1;
  private static final int SIGKILL = 9;

  /** struct sigevent: a value of 8 bytes, the signal, how to tell (0, by a signal). */
  private static final int SIGEVENT = 64;

  private static final int SIGEVENT_SIGNAL = 8;

  /** struct itimerspec: the interval, none, and the time until then, as seconds and nanoseconds. */
  private static final int TIMES = 32;

  private static final int TIMES_SECONDS = 16;
  private static final int TIMES_NANOS = 24;

  /** The numbers of two system calls, which old C libraries keep in a library of their own. */
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

  /** Makes one, that does nothing yet; empty on a machine whose system calls are not known here. */
  public static Optional<LastResort> of(Unix unix) throws IOException {
    Optional<Calls> calls = Calls.of(System.getProperty("os.arch"));
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    Pointer event = Memory.allocateDirect(unix.runtime(), SIGEVENT, true);
    event.putInt(SIGEVENT_SIGNAL, SIGKILL);
    Pointer timer = Memory.allocateDirect(unix.runtime(), Integer.BYTES, true);
    long create = calls.get().create();
    if (unix.libc().syscall(create, CLOCK_MONOTONIC, event.address(), timer.address()) < 0) {
      throw unix.failure("timer_create");
    }
    return Optional.of(new LastResort(unix, calls.get(), timer.getInt(0)));
  }

  /** Has the kernel kill this process after {@code time}, and not before. */
  public synchronized void putOff(Duration time) throws IOException {
    times.putLong(TIMES_SECONDS, time.toSeconds());
    times.putLong(TIMES_NANOS, time.toNanosPart());
    if (unix.libc().syscall(calls.set(), timer, 0, times.address(), 0) < 0) {
      throw unix.failure("timer_settime");
    }
  }
}
