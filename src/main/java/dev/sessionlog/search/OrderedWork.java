package dev.sessionlog.search;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Searches several files in parallel, and passes the results on in the order of the files. Each
 * piece of work has a bounded queue, from which the calling thread takes. Work starts in order, so
 * the piece whose turn it is always makes progress. {@link #add} and the other methods are for one
 * thread.
 */
final class OrderedWork implements Closeable {
  private static final int BATCH = 128;
  private static final int QUEUE = 32;

  /**
   * The stack size in bytes. Expressions such as {@code (a|b)*} need more stack for longer lines.
   */
  private static final long STACK = 32L << 20;

  private final Search.Listener listener;
  private final LongConsumer progress;
  private final ExecutorService threads;
  private final int ahead;
  private final Queue<Running> running = new ArrayDeque<>();
  private final AtomicLong passed = new AtomicLong();
  private volatile boolean stopped;
  private @Nullable Throwable failure;

  /** A piece of work. */
  interface Piece {
    void search(Finds finds) throws IOException;
  }

  /** The results of a piece of work: hits and damage in order, and its end. */
  private record Batch(List<Object> found, boolean last, @Nullable Throwable failure) {}

  OrderedWork(int count, Search.Listener listener, LongConsumer progress) {
    this.listener = listener;
    this.progress = progress;
    this.ahead = count * 4;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              String name = "search-" + number.incrementAndGet();
              Thread thread = new Thread(null, work, name, STACK);
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts a piece of work, once the previous ones are far enough. */
  void add(Piece piece) {
    if (stopped) {
      return;
    }
    while (running.size() >= ahead && !stopped) {
      drainFirst();
    }
    Running next = new Running(piece);
    running.add(next);
    threads.execute(next);
  }

  /** Passes on all results until no work is left. */
  void finish() {
    while (!running.isEmpty() && !stopped) {
      drainFirst();
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  private void drainFirst() {
    Running first = running.remove();
    boolean more = true;
    while (more && !stopped) {
      Batch batch = first.take();
      for (Object found : batch.found) {
        if (found instanceof Hit hit) {
          stopped |= !listener.hit(hit);
        } else {
          listener.damage((String) found);
        }
        if (stopped) {
          return;
        }
      }
      if (batch.failure != null) {
        failure = batch.failure;
        stopped = true;
      }
      more = !batch.last;
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }

  /** A piece of work in a thread. */
  private final class Running implements Runnable, Finds {
    private final Piece piece;
    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(QUEUE);
    private List<Object> found = new ArrayList<>();
    private long untold;

    Running(Piece piece) {
      this.piece = piece;
    }

    @Override
    public void run() {
      Throwable thrown = null;
      try {
        piece.search(this);
      } catch (IOException e) {
        // An unreadable file must not hide the others.
        put(reason(e));
      } catch (RuntimeException | Error e) {
        thrown = e;
      }
      progress.accept(passed.addAndGet(untold));
      hand(true, thrown);
    }

    @Override
    public boolean add(Hit hit) {
      put(hit);
      return wanted();
    }

    @Override
    public boolean wanted() {
      return !stopped;
    }

    @Override
    public void passed(long bytes) {
      untold += bytes;
      if (!found.isEmpty()) {
        hand(false, null);
      }
      progress.accept(passed.addAndGet(untold));
      untold = 0;
    }

    @Override
    public void damage(String line) {
      put(line);
    }

    private static String reason(IOException e) {
      String text = e.getMessage() == null ? e.toString() : e.getMessage();
      return e instanceof AccessDeniedException ? text + ": permission denied" : text;
    }

    private void put(Object one) {
      found.add(one);
      if (found.size() >= BATCH) {
        hand(false, null);
      }
    }

    private void hand(boolean last, @Nullable Throwable thrown) {
      Batch batch = new Batch(found, last, thrown);
      found = new ArrayList<>();
      try {
        queue.put(batch);
      } catch (InterruptedException nobodyTakesIt) {
        Thread.currentThread().interrupt();
      }
    }

    Batch take() {
      try {
        return queue.take();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        stopped = true;
        return new Batch(List.of(), true, null);
      }
    }
  }
}
