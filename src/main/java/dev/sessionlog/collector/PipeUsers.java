package dev.sessionlog.collector;

import dev.sessionlog.login.OpenPipe;
import dev.sessionlog.login.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The {@code script}s that have pipes open to write, as one look at all processes showed them. It
 * looks again at the most once a second, whoever asks: some hundred sessions that a collector takes
 * over ask at the same time. Thread-safe.
 */
final class PipeUsers {
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final ProcessTable processes;
  private final LongSupplier nanos;
  private List<OpenPipe> written = List.of();
  private long looked;

  /** Creates one that knows nothing yet. */
  PipeUsers(ProcessTable processes, LongSupplier nanos) {
    this.processes = processes;
    this.nanos = nanos;
    this.looked = nanos.getAsLong() - PAUSE_NANOS;
  }

  /** Returns the processes that had a pipe open that passes the test, within the last second. */
  synchronized Set<Long> of(Predicate<OpenPipe> test) {
    if (nanos.getAsLong() - looked >= PAUSE_NANOS) {
      written = processes.writtenPipes();
      looked = nanos.getAsLong();
    }
    return written.stream()
        .filter(test)
        .map(OpenPipe::pid)
        .collect(Collectors.toCollection(TreeSet::new));
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
