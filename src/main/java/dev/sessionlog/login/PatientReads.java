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
 * Performs reads that may block for ever, for example of the memory of a process whose user blocks
 * it with their own file system. It uses threads that can be abandoned, one for each object and a
 * limited number in total. Thread-safe.
 */
final class PatientReads {
  /** The most abandoned threads. */
  static final int MOST_LEFT = 32;

  /** Made with the first line: no command that logs nothing waits for logback. */
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger(PatientReads.class);
  }

  private static final Duration IDLE = Duration.ofSeconds(20);

  private final Duration patience;
  private final ThreadPoolExecutor threads;

  /** The reads in progress, and their start times. */
  private final Map<Object, Long> reading = new ConcurrentHashMap<>();

  /**
   * Creates a reader without a thread.
   *
   * @param name the name of its threads
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
   * Returns the result of {@code read}; empty if that takes too long, an earlier read of the same
   * object is still blocked, or too many threads were abandoned.
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
      Log.LOG.warn("cannot read {}", key, failed.getCause());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Returns true if a read of that object has been blocked for at least that long. */
  boolean stuck(Object key, Duration least) {
    Long since = reading.get(key);
    return since != null && System.nanoTime() - since >= least.toNanos();
  }
}
