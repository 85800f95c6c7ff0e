package dev.sessionlog.login;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The present states of processes, from proc(5). Thread-safe. */
public final class ProcessStates {
  private static final int LARGEST = 16 * 1024;

  private final Path proc;

  /**
   * The state of a process.
   *
   * @param startTicks its start time, in clock ticks since the boot
   * @param letter its state, as in ps(1)
   * @param tracer its tracer; 0 for none
   * @param group its process group
   * @param foreground the process group in the foreground of its terminal; -1 without a terminal
   */
  public record State(long startTicks, char letter, long tracer, long group, long foreground) {}

  /** Creates one for {@code proc}, usually {@code /proc}. */
  public ProcessStates(Path proc) {
    this.proc = proc;
  }

  /** Returns the state of a process; empty if it is gone or has ended. */
  public Optional<State> find(long pid) {
    try {
      String stat = read(pid, "stat");
      // The command's name is in brackets and may itself contain brackets and blanks.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      char letter = fields[0].charAt(0);
      boolean noTerminal = fields[4].equals("0");
      return letter == 'Z' || letter == 'X'
          ? Optional.empty()
          : Optional.of(
              new State(
                  Long.parseLong(fields[19]),
                  letter,
                  field(pid, "TracerPid:").orElse(0),
                  Long.parseLong(fields[2]),
                  noTerminal ? -1 : Long.parseLong(fields[5])));
    } catch (IOException | RuntimeException gone) {
      return Optional.empty();
    }
  }

  /**
   * Returns the real user of a process. In a set-uid program this is the caller. Unlike the owner
   * of its folder in proc(5), a user cannot hide it by making the process undumpable.
   */
  public OptionalLong realUid(long pid) {
    try {
      return field(pid, "Uid:");
    } catch (IOException | RuntimeException gone) {
      return OptionalLong.empty();
    }
  }

  /** Returns the effective user of a process, which users cannot choose in a set-uid program. */
  OptionalLong effectiveUid(long pid) {
    try {
      return field(pid, "Uid:", 1);
    } catch (IOException | RuntimeException gone) {
      return OptionalLong.empty();
    }
  }

  /** Returns the first number of a line of {@code status}. */
  private OptionalLong field(long pid, String name) throws IOException {
    return field(pid, name, 0);
  }

  private OptionalLong field(long pid, String name, int index) throws IOException {
    return read(pid, "status")
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split("\\s"))
        .mapToLong(fields -> Long.parseLong(fields[index]))
        .findFirst();
  }

  private String read(long pid, String file) throws IOException {
    try (var in = Files.newInputStream(proc.resolve(pid + "/" + file))) {
      return new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1);
    }
  }
}
