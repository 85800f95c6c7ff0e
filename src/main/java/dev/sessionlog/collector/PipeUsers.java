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
 * The {@code script} processes that have pipes open for writing, from a scan of all processes. The
 * scan is repeated at most once a second, because hundreds of sessions that a collector takes over
 * ask at the same time. Thread-safe.
 */
final class PipeUsers {
  private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

  private final ProcessTable processes;
  private final LongSupplier nanos;
  private List<OpenPipe> written = List.of();
  private long looked;

  /** Creates one without a scan. */
  PipeUsers(ProcessTable processes, LongSupplier nanos) {
    this.processes = processes;
    this.nanos = nanos;
    this.looked = nanos.getAsLong() - PAUSE_NANOS;
  }

  /** Returns the processes that, within the last second, had a matching pipe open. */
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

  /** Returns the path that the kernel shows for a file: its real path, unless it is gone. */
  static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException gone) {
      return file;
    }
  }
}
