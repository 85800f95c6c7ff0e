package dev.sessionlog.collector;

import dev.sessionlog.session.SessionId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Runs the tasks that touch a session's pipe before it has a reader, each session on its own thread
 * {@code adopt-<session id>}, one task at a time. A user who can write to a pipe can keep it locked
 * in the kernel for any time, and then even open(2) blocks. So no other thread may touch it.
 * Thread-safe.
 */
final class PipeTasks {
  private static final Duration POLL = Duration.ofMillis(5);
  private static final long STACK = 256 * 1024;

  private final LongSupplier nanos;
  private final Executor threads =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), PipeTasks::thread);

  /** The start times, by session. */
  private final Map<SessionId, Long> running = new ConcurrentHashMap<>();

  PipeTasks(LongSupplier nanos) {
    this.nanos = nanos;
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(null, body, "adopt", STACK);
    thread.setDaemon(true);
    return thread;
  }

  /** The result of starting a task. */
  enum Start {
    /** It is being done. */
    BEGUN,
    /**
     * The previous task is still running, or no thread is available, so it must be started later.
     */
    NOT_YET
  }

  /** Starts a task, unless the previous one is still running. */
  Start start(SessionId id, Runnable task) {
    if (running.putIfAbsent(id, nanos.getAsLong()) != null) {
      return Start.NOT_YET;
    }
    try {
      threads.execute(
          () -> {
            Thread.currentThread().setName("adopt-" + id);
            try {
              task.run();
            } finally {
              running.remove(id);
            }
          });
      return Start.BEGUN;
    } catch (RejectedExecutionException | OutOfMemoryError noThread) {
      running.remove(id);
      return Start.NOT_YET;
    }
  }

  /** Returns true while a task for the session's pipe is running. */
  boolean busyWith(SessionId id) {
    return running.containsKey(id);
  }

  /** Returns the number of unfinished tasks. */
  int count() {
    return running.size();
  }

  /** Returns the sessions whose task has been running for that long. */
  Set<SessionId> takingLongerThan(Duration time) {
    long before = nanos.getAsLong() - time.toNanos();
    return running.entrySet().stream()
        .filter(entry -> entry.getValue() - before <= 0)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Waits until all tasks are done, up to a timeout. */
  void await(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    while (!running.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
