package dev.sessionlog.unix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A process, distinguished from all others that had or will have its pid by its start time since
 * the boot. Thread-safe.
 *
 * @param pid its pid
 * @param startTicks its start time, in clock ticks since the boot
 */
public record ProcessIdentity(long pid, long startTicks) {
  private static final Path PROC = Path.of("/proc");

  /** The ticks per second that programs see; the kernel may use others internally. */
  private static final long MILLIS_PER_TICK = 10;

  private static final int STATE = 0;
  private static final int START = 19;
  private static final long SIGKILL_BIT = 1L << 8;

  /** The state of a process. */
  public enum Fate {
    /** It is running or stopped. */
    ALIVE,
    /**
     * It was killed and no longer runs its program, but the kernel cannot remove it, because one of
     * its threads is in an uninterruptible system call.
     */
    ENDING,
    /** It does not exist, or is a zombie. */
    GONE
  }

  /** Returns this process. */
  public static ProcessIdentity own() {
    return of(ProcessHandle.current().pid())
        .orElseThrow(() -> new IllegalStateException(PROC + " cannot be read"));
  }

  /** Returns the process that has this pid now. */
  public static Optional<ProcessIdentity> of(long pid) {
    try {
      return Optional.of(new ProcessIdentity(pid, Long.parseLong(stat(pid)[START])));
    } catch (IOException | RuntimeException gone) {
      return Optional.empty();
    }
  }

  /** Returns its age, including sleep of the machine. */
  public Duration age() throws IOException {
    String uptime = read(PROC.resolve("uptime"));
    double seconds = Double.parseDouble(uptime.substring(0, uptime.indexOf(' ')));
    return Duration.ofMillis((long) (seconds * 1000) - startTicks * MILLIS_PER_TICK);
  }

  /** Returns true if a signal or a debugger has stopped it. */
  public boolean stopped() {
    try {
      String state = stat(pid)[STATE];
      return state.equals("T") || state.equals("t");
    } catch (IOException | RuntimeException gone) {
      return false;
    }
  }

  /** Returns its state. */
  public Fate fate() {
    try {
      String[] stat = stat(pid);
      if (Long.parseLong(stat[START]) != startTicks) {
        return Fate.GONE;
      }
      boolean leaderEnded = stat[STATE].equals("Z") || stat[STATE].equals("X");
      if (leaderEnded) {
        return threadsLeft() ? Fate.ENDING : Fate.GONE;
      }
      return killed() ? Fate.ENDING : Fate.ALIVE;
    } catch (IOException | RuntimeException gone) {
      return Fate.GONE;
    }
  }

  /** The fields after the name, which may itself contain brackets and blanks. */
  private static String[] stat(long pid) throws IOException {
    String stat = read(PROC.resolve(pid + "/stat"));
    return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
  }

  /** A thread group leader that has ended remains listed as long as another thread exists. */
  private boolean threadsLeft() throws IOException {
    return FolderEntries.of(PROC.resolve(pid + "/task")).stream()
        .anyMatch(thread -> !thread.endsWith(Long.toString(pid)));
  }

  /** A killed process has SIGKILL pending until it returns from the kernel. */
  private boolean killed() throws IOException {
    return read(PROC.resolve(pid + "/status"))
        .lines()
        .filter(line -> line.startsWith("SigPnd:") || line.startsWith("ShdPnd:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .anyMatch(pending -> (pending & SIGKILL_BIT) != 0);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
