package dev.sessionlog.collector;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a collector that has been idle for long enough. For one thread. */
final class IdleExit implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(IdleExit.class);

  /** Longer than a login takes from detecting a collector to knocking. */
  private static final Duration LEAVE = Duration.ofMillis(300);

  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Duration after;
  private final BooleanSupplier idle;
  private final PidFile pidFile;
  private final LongSupplier nanos;
  private final CollectorEnd end;
  private final Consumer<String> trouble;
  private long idleSince;

  /**
   * Creates it; {@link #run} must be called every {@link #pause}.
   *
   * @param after the idle time after which it ends
   * @param idle returns true while it is idle
   * @param pidFile the file by which logins find it
   */
  IdleExit(
      Duration after,
      BooleanSupplier idle,
      PidFile pidFile,
      LongSupplier nanos,
      CollectorEnd end,
      Consumer<String> trouble) {
    this.after = after;
    this.idle = idle;
    this.pidFile = pidFile;
    this.nanos = nanos;
    this.end = end;
    this.trouble = trouble;
    this.idleSince = nanos.getAsLong();
  }

  /** Returns the interval of the calls. */
  Duration pause() {
    Duration part = after.dividedBy(4);
    if (part.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return part.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : part;
  }

  @Override
  public void run() {
    long now = nanos.getAsLong();
    if (!idle.getAsBoolean()) {
      idleSince = now;
    } else if (now - idleSince >= after.toNanos()) {
      leaveUnlessWanted();
    }
  }

  /**
   * A login that found this collector alive may be about to knock. So this first removes the pid
   * file, and ends only if no knock comes then.
   */
  private void leaveUnlessWanted() {
    try {
      pidFile.withdraw();
      LockSupport.parkNanos(LEAVE.toNanos());
      if (idle.getAsBoolean()) {
        LOG.info("collector exits: idle for {} s", after.toSeconds());
        end.begin();
      } else {
        pidFile.announce();
      }
    } catch (IOException e) {
      trouble.accept("exiting failed: " + e.getMessage());
    }
  }
}
