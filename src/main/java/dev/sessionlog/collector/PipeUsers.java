package dev.sessionlog.collector;

import dev.sessionlog.login.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The processes that have pipes open, as one look at all processes showed them. It looks again at
 * the most once a second, whoever asks: some hundred sessions that a collector takes over ask at
 * the same time. Thread-safe.
 */
final class PipeUsers {
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final ProcessTable processes;
  private final Path folder;
  private final LongSupplier nanos;
  private Map<Path, Set<Long>> users = Map.of();
  private long looked;

  /** Creates one that looks for pipes in {@code folder}. */
  PipeUsers(ProcessTable processes, Path folder, LongSupplier nanos) {
    this.processes = processes;
    this.folder = folder;
    this.nanos = nanos;
    this.looked = nanos.getAsLong() - PAUSE_NANOS;
  }

  /** Returns the processes that had the pipe at {@code pipe} open, within the last second. */
  synchronized Set<Long> of(Path pipe) {
    if (nanos.getAsLong() - looked >= PAUSE_NANOS) {
      users = processes.writers(realPath(folder));
      looked = nanos.getAsLong();
    }
    return users.getOrDefault(pipe, Set.of());
  }

  /** Returns the path by which the kernel names a file: its real one, unless it is gone. */
  static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException gone) {
      return file;
    }
  }
}
