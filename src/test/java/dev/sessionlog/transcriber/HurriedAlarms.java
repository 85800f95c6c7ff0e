package dev.sessionlog.transcriber;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Alarms for which time goes fifty times as fast: what is due after a second comes after 20 ms. */
final class HurriedAlarms extends ScheduledThreadPoolExecutor {
  private static final int TIMES = 50;

  private final AtomicInteger rounds = new AtomicInteger();

  HurriedAlarms() {
    super(
        1,
        task -> {
          Thread thread = new Thread(task, "transcripts");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return super.schedule(task, unit.toNanos(delay) / TIMES, TimeUnit.NANOSECONDS);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initial, long delay, TimeUnit unit) {
    Runnable counted =
        () -> {
          task.run();
          rounds.incrementAndGet();
        };
    return super.scheduleWithFixedDelay(
        counted, unit.toNanos(initial) / TIMES, unit.toNanos(delay) / TIMES, TimeUnit.NANOSECONDS);
  }

  /** Waits until what is repeated was done so many more times. */
  void awaitRounds(int count) {
    int until = rounds.get() + count;
    await().until(() -> rounds.get() >= until);
  }
}
