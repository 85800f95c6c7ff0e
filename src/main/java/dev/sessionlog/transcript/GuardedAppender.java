package dev.sessionlog.transcript;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.function.Consumer;

/**
 * Keeps an administrator's appender at a distance: logback's asynchronous appender, which never
 * blocks, with a count of what did not fit into its queue. The first drop is reported at once, and
 * later ones whenever the queue had room again in between.
 */
final class GuardedAppender extends AsyncAppender {
  /** Events, a few hundred bytes each. */
  private static final int QUEUE = 8192;

  private final Consumer<String> trouble;
  private boolean dropping; // guarded by this
  private long dropped; // guarded by this

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
    guard.addAppender(guarded);
    guard.start();
    return guard;
  }

  /** Only the worker takes from the queue, so room that is seen here stays. */
  @Override
  protected synchronized void put(ILoggingEvent event) {
    if (getRemainingCapacity() > 0) {
      super.put(event);
      if (dropping && getRemainingCapacity() > QUEUE / 2) {
        dropping = false;
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

  @Override
  public void stop() {
    super.stop();
    long lost = dropped();
    if (lost > 0) {
      trouble.accept("the appender " + getName() + " did not get " + lost + " lines");
    }
  }
}
