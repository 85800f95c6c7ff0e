package dev.sessionlog.collector;

import java.io.Closeable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Looks that each thread is there without which a collector only seems to run, and that the one
 * with a pulse goes round. Owns the thread {@code vitals}, which ends a collector that is half
 * dead: whoever started it starts another, and nothing is lost.
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
   * @param patience how long one may be silent
   * @param dying is told once which were for longer
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

  /** Says that the thread with the pulse goes round. */
  void pulse() {
    pulse = nanos.getAsLong();
  }

  /** Returns the threads that are not there, and {@code pulse} when it was not felt for long. */
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
          // A pulse was waited for already.
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
