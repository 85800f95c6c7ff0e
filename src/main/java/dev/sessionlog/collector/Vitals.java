package dev.sessionlog.collector;

import java.io.Closeable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Checks that all essential threads are alive, and that the thread with a pulse is running. Owns
 * the thread {@code vitals}, which ends a collector that is half dead, so that its keeper or
 * systemd starts another, and nothing is lost.
 */
final class Vitals implements Closeable {
  private static final String PULSE = "pulse";

  private final Set<String> names;
  private final Duration look;
  private final Duration patience;
  private final LongSupplier nanos;
  private final Consumer<List<String>> dying;
  private final Thread thread = new Thread(this::run, "vitals");
  private volatile long pulse;
  private volatile boolean closed;

  /**
   * Creates it; {@link #start} starts it.
   *
   * @param names the names of the threads
   * @param look how often it looks
   * @param patience how long a thread may be silent
   * @param dying receives once the threads that were silent for longer
   */
  Vitals(
      Set<String> names,
      Duration look,
      Duration patience,
      LongSupplier nanos,
      Consumer<List<String>> dying) {
    this.names = Set.copyOf(names);
    this.look = look;
    this.patience = patience;
    this.nanos = nanos;
    this.dying = dying;
    this.pulse = nanos.getAsLong();
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Signals that the thread with the pulse is running. */
  void pulse() {
    pulse = nanos.getAsLong();
  }

  /** Returns the missing threads, and {@code pulse} if there was none for long. */
  List<String> silent() {
    Set<String> missing = new HashSet<>(names);
    Thread[] all = new Thread[Thread.activeCount() * 2 + 16];
    int count = Thread.enumerate(all);
    for (int i = 0; i < count; i++) {
      missing.remove(all[i].getName());
    }
    if (nanos.getAsLong() - pulse > patience.toNanos()) {
      missing.add(PULSE);
    }
    return missing.stream().sorted().toList();
  }

  private void run() {
    long wellAt = nanos.getAsLong();
    try {
      while (!closed) {
        Thread.sleep(look.toMillis());
        long now = nanos.getAsLong();
        List<String> silent = silent();
        if (silent.isEmpty()) {
          wellAt = now;
        } else if ((silent.contains(PULSE) || now - wellAt > patience.toNanos()) && !closed) {
          // A pulse is overdue already.
          dying.accept(silent);
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
