package dev.sessionlog.userlog;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.sessionlog.session.Counted;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Keeps an administrator's appender at a distance: logback's asynchronous appender, which never
 * blocks, with a bound in characters beside the one in lines, and a count of what did not fit. The
 * first drop is reported at once; how many there were, when the queue has room again, at {@link
 * #tellDropped} and at the end.
 */
final class GuardedAppender extends AsyncAppender {
  /** Lines that wait at most. */
  private static final int QUEUE = 8192;

  /** Characters of text that wait at most: lines may be long, and the memory is not. */
  static final long QUEUE_CHARACTERS = 4 << 20;

  private final Consumer<String> trouble;
  private final AtomicLong waiting = new AtomicLong();
  private boolean dropping; // guarded by this
  private long dropped; // guarded by this
  private long told; // guarded by this

  private GuardedAppender(Consumer<String> trouble) {
    this.trouble = trouble;
  }

  static GuardedAppender start(
      LoggerContext context, Appender<ILoggingEvent> guarded, Consumer<String> trouble) {
    GuardedAppender guard = new GuardedAppender(trouble);
    guard.setContext(context);
    guard.setName(guarded.getName());
    guard.setNeverBlock(true);
    guard.setQueueSize(QUEUE);
    guard.setDiscardingThreshold(0);
    Outlet outlet = new Outlet(guarded, guard.waiting);
    outlet.setContext(context);
    outlet.setName(guarded.getName());
    outlet.start();
    guard.addAppender(outlet);
    guard.start();
    return guard;
  }

  /** Only the worker takes from the queue, so room that is seen here stays. */
  @Override
  protected synchronized void put(ILoggingEvent event) {
    if (getRemainingCapacity() > 0 && waiting.get() < QUEUE_CHARACTERS) {
      waiting.addAndGet(event.getMessage().length());
      super.put(event);
      if (dropping && getRemainingCapacity() > QUEUE / 2) {
        dropping = false;
        tellDropped();
      }
      return;
    }
    dropped++;
    if (!dropping) {
      dropping = true;
      trouble.accept(
          "the appender " + getName() + " is too slow or stuck; lines for it are dropped");
    }
  }

  synchronized long dropped() {
    return dropped;
  }

  /** Reports how many lines were dropped since it was told last, if any. */
  synchronized void tellDropped() {
    if (dropped > told) {
      trouble.accept(
          "the appender " + getName() + " did not get " + Counted.of(dropped - told, "line"));
      told = dropped;
    }
  }

  @Override
  public void stop() {
    super.stop();
    tellDropped();
  }

  /** The worker's way to the guarded appender, which may throw what it likes. */
  private static final class Outlet extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private final Appender<ILoggingEvent> guarded;
    private final AtomicLong waiting;

    Outlet(Appender<ILoggingEvent> guarded, AtomicLong waiting) {
      this.guarded = guarded;
      this.waiting = waiting;
    }

    @Override
    protected void append(ILoggingEvent event) {
      try {
        guarded.doAppend(event);
      } finally {
        waiting.addAndGet(-event.getMessage().length());
      }
    }

    @Override
    public void stop() {
      super.stop();
      guarded.stop();
    }
  }
}
