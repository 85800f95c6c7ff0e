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
 * Decouples an administrator's appender: logback's asynchronous appender, which never blocks, with
 * a limit in characters besides that in lines, and a count of dropped lines. The first drop is
 * reported at once. The number of dropped lines is reported when the queue has room again, by
 * {@link #tellDropped}, and at the end.
 */
final class GuardedAppender extends AsyncAppender {
  /** The most lines in the queue. */
  private static final int QUEUE = 8192;

  /** The most characters in the queue, because lines may be long and memory is limited. */
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

  /** Only the worker takes from the queue, so room that is found here remains. */
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

  /** Reports how many lines were dropped since the last report, if any. */
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

  /** The call from the worker to the guarded appender, which may throw anything. */
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
