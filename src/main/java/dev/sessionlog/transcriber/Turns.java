package dev.sessionlog.transcriber;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads {@code transcript-n}, on which followers take their turns. Users take turns in
 * rotation, so that a user with fifty sessions gets no more than a user with one. A session that is
 * set aside has its turns alone: when no other turn is running or, for up to a second, waiting.
 * Thread-safe.
 */
final class Turns implements AutoCloseable {
  private static final long ALONE_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Thread[] threads;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** The users in the order of their next turns, each with the waiting turns. */
  private final Map<String, Deque<Turn>> waiting = new LinkedHashMap<>(); // guarded by lock

  private final Deque<Turn> alone = new ArrayDeque<>(); // guarded by lock
  private final Map<String, Integer> busy = new HashMap<>(); // guarded by lock
  private int running; // guarded by lock
  private boolean aloneRuns; // guarded by lock
  private boolean stopped; // guarded by lock

  /** The work of a turn. */
  interface Work {
    /** Runs on thread number {@code thread}, from 0. */
    void run(int thread);
  }

  /** The owner of a turn. */
  record Seat(String user, boolean alone) {}

  private record Turn(Seat seat, Work work, long since) {}

  /**
   * Creates the threads; {@link #start} starts them.
   *
   * @param fatal receives what ended one of them, which should never happen
   */
  Turns(int count, Consumer<Throwable> fatal) {
    this.threads = new Thread[count];
    for (int i = 0; i < count; i++) {
      int number = i;
      threads[i] = new Thread(() -> run(number), "transcript-" + (i + 1));
      threads[i].setDaemon(true);
      threads[i].setUncaughtExceptionHandler((thread, failure) -> fatal.accept(failure));
    }
  }

  void start() {
    for (Thread thread : threads) {
      thread.start();
    }
  }

  /** Queues a turn; returns false if no more turns are taken. */
  boolean submit(Seat seat, Work work) {
    lock.lock();
    try {
      if (stopped) {
        return false;
      }
      Turn turn = new Turn(seat, work, System.nanoTime());
      Deque<Turn> queue =
          seat.alone() ? alone : waiting.computeIfAbsent(seat.user(), user -> new ArrayDeque<>());
      queue.add(turn);
      changed.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void run(int number) {
    for (Turn turn = next(); turn != null; turn = next()) {
      try {
        turn.work().run(number);
      } finally {
        over(turn);
      }
    }
  }

  private @Nullable Turn next() {
    lock.lock();
    try {
      while (!stopped) {
        Turn turn = choose();
        if (turn != null) {
          running++;
          aloneRuns = turn.seat().alone();
          busy.merge(turn.seat().user(), 1, Integer::sum);
          return turn;
        }
        changed.awaitUninterruptibly();
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Turn choose() {
    if (aloneRuns) {
      return null;
    }
    Turn set = alone.peek();
    boolean overdue = set != null && System.nanoTime() - set.since() > ALONE_PATIENCE_NANOS;
    if (set != null && (overdue || waiting.isEmpty())) {
      return running == 0 ? alone.poll() : null;
    }
    return waiting.isEmpty() ? null : nextUsers();
  }

  /** A user without a running turn comes before the others. */
  private @Nullable Turn nextUsers() {
    String user =
        waiting.keySet().stream()
            .filter(each -> !busy.containsKey(each))
            .findFirst()
            .orElseGet(() -> waiting.keySet().iterator().next());
    Deque<Turn> queue = waiting.remove(user);
    if (queue == null) {
      return null;
    }
    Turn turn = queue.poll();
    if (!queue.isEmpty()) {
      waiting.put(user, queue);
    }
    return turn;
  }

  private void over(Turn turn) {
    lock.lock();
    try {
      running--;
      aloneRuns = false;
      busy.computeIfPresent(turn.seat().user(), (user, count) -> count == 1 ? null : count - 1);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns true if all threads are alive. */
  boolean alive() {
    for (Thread thread : threads) {
      if (!thread.isAlive()) {
        return false;
      }
    }
    return true;
  }

  /** Accepts no more turns, and waits up to a second for the running ones. */
  @Override
  public void close() {
    lock.lock();
    try {
      stopped = true;
      waiting.clear();
      alone.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    try {
      for (Thread thread : threads) {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
