package dev.sessionlog.collector;

import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hints to the transcriber about sessions with new output, and the ledger's newest checkpoint.
 * There is at most one hint for each session, so a transcriber that does not read them costs
 * nothing. They are dropped when it ends, because the next one checks everything anyway. A
 * checkpoint waits for the next transcriber, or is replaced by the next checkpoint. Owns the thread
 * {@code hints}, the only one that waits for the transcriber.
 */
final class Hints {
  private final Thread thread = new Thread(this::run, "hints");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();
  private final Map<SessionId, Boolean> waiting = new LinkedHashMap<>(); // guarded by lock
  private @Nullable OutputStream listener; // guarded by lock
  private @Nullable String checkpoint; // guarded by lock
  private boolean stop; // guarded by lock
  private boolean stopSaid; // guarded by lock
  private boolean closed; // guarded by lock

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  void grown(SessionId id) {
    add(id, false);
  }

  void changed(SessionId id) {
    add(id, true);
  }

  private void add(SessionId id, boolean change) {
    lock.lock();
    try {
      if (listener != null) {
        waiting.merge(id, change, Boolean::logicalOr);
        more.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Passes a checkpoint on, as soon as there is a receiver. */
  void checkpoint(String line) {
    lock.lock();
    try {
      checkpoint = line;
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Sets the receiver of hints; null for none. */
  void to(@Nullable OutputStream newListener) {
    lock.lock();
    try {
      waiting.clear();
      listener = newListener;
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Tells the receiver to end, after all hints. */
  void stop() {
    lock.lock();
    try {
      stop = true;
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      more.signal();
    } finally {
      lock.unlock();
    }
  }

  boolean alive() {
    return thread.isAlive();
  }

  /**
   * A batch that is written at once.
   *
   * @param checkpoint the checkpoint in it, if any
   */
  private record Message(OutputStream to, String text, @Nullable String checkpoint) {}

  private void run() {
    for (Message next = next(); next != null; next = next()) {
      try {
        next.to().write(next.text().getBytes(StandardCharsets.US_ASCII));
        next.to().flush();
      } catch (IOException ended) {
        to(null);
        keep(next.checkpoint());
      }
    }
  }

  /** Keeps a checkpoint that was not received, unless there is a newer one. */
  private void keep(@Nullable String untold) {
    lock.lock();
    try {
      checkpoint = checkpoint == null ? untold : checkpoint;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Message next() {
    lock.lock();
    try {
      while (!closed) {
        OutputStream to = listener;
        if (to != null && (!waiting.isEmpty() || checkpoint != null)) {
          return message(to);
        }
        if (to != null && stop && !stopSaid) {
          stopSaid = true;
          return new Message(to, "stop\n", null);
        }
        more.await(1, TimeUnit.MINUTES);
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      lock.unlock();
    }
  }

  private Message message(OutputStream to) {
    StringBuilder lines = new StringBuilder();
    waiting.forEach((id, change) -> lines.append(change ? "c " : "g ").append(id).append('\n'));
    waiting.clear();
    String anchor = checkpoint;
    checkpoint = null;
    if (anchor != null) {
      lines.append("k ").append(anchor).append('\n');
    }
    return new Message(to, lines.toString(), anchor);
  }
}
