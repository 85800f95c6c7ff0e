package dev.sessionlog.transcriber;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a follower has its turns. */
final class FollowerTurnsTest {
  private static final Duration SOON = Duration.ofMillis(5);

  private final Turns turns = new Turns(1, failure -> {});
  private final AtomicInteger taken = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final ScheduledThreadPoolExecutor alarms = new SlowToEnd();
  private final FollowerTurns follower =
      new FollowerTurns(turns, new Turns.Seat("alice", false), alarms, thread -> turn());

  /** Alarms that are done only when the turn that they led to has asked for the next one. */
  private final class SlowToEnd extends ScheduledThreadPoolExecutor {
    SlowToEnd() {
      super(2);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      Runnable slow =
          () -> {
            task.run();
            try {
              asked.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          };
      return super.schedule(slow, delay, unit);
    }
  }

  @BeforeEach
  void start() {
    turns.start();
  }

  @AfterEach
  void end() {
    alarms.shutdownNow();
    turns.close();
  }

  private void turn() {
    if (taken.incrementAndGet() < 3) {
      follower.wakeIn(SOON);
    }
    if (taken.get() == 2) {
      asked.countDown();
    }
  }

  @Test
  void aTurnThatAnAlarmWokeMayAskForAnotherBeforeThatAlarmIsDone() {
    follower.wake();
    await().until(() -> taken.get() == 3);
  }
}
