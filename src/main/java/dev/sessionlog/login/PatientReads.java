package dev.sessionlog.login;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what may never come, such as the memory of a process whose user has it wait for a file
 * system of their own: by threads that may be left behind, one for each thing that is read and a
 * few in all. Thread-safe.
 */
final class PatientReads {
  /** How many threads may be left behind. */
  static final int MOST_LEFT = 32;

  private static final Logger LOG = LoggerFactory.getLogger(PatientReads.class);
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final Duration patience;
  private final ThreadPoolExecutor threads;

  /** What is being read, and since when. */
  private final Map<Object, Long> reading = new ConcurrentHashMap<>();

  /**
   * Creates a reader, which has no thread yet.
   *
   * @param name how its threads are called
   * @param patience how long a read may take
   */
  PatientReads(String name, Duration patience) {
    this.patience = patience;
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_LEFT,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Returns what {@code read} returns; empty when that takes too long, when an earlier read of the
   * same thing still waits, or when too many threads were left behind.
   */
  <T> Optional<T> read(Object key, Supplier<T> read) {
    if (reading.putIfAbsent(key, System.nanoTime()) != null) {
      return Optional.empty();
    }
    Future<T> result;
    try {
      result =
          threads.submit(
              () -> {
                try {
                  return read.get();
                } finally {
                  reading.remove(key);
                }
              });
    } catch (RejectedExecutionException allLeft) {
      reading.remove(key);
      return Optional.empty();
    }
    try {
      return Optional.of(result.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException late) {
      return Optional.empty();
    } catch (ExecutionException failed) {
      LOG.warn("cannot read {}", key, failed.getCause());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Returns true when a read of that thing has waited for at least so long. */
  boolean stuck(Object key, Duration least) {
    Long since = reading.get(key);
    return since != null && System.nanoTime() - since >= least.toNanos();
  }
}
