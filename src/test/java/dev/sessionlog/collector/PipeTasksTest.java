package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SessionId;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class PipeTasksTest {
  private static final SessionId ID = SessionId.parse("20261124T100000-k3f9").orElseThrow();

  /** Else a session whose reader failed just then would have none for good. */
  @Test
  void whoseTaskComesTooSoonIsTold() {
    PipeTasks tasks = new PipeTasks(System::nanoTime);
    CountDownLatch end = new CountDownLatch(1);
    Runnable waits =
        () -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    assertEquals(PipeTasks.Start.BEGUN, tasks.start(ID, waits));
    assertEquals(PipeTasks.Start.NOT_YET, tasks.start(ID, () -> {}));
    assertTrue(tasks.busyWith(ID));
    end.countDown();
    tasks.await(Duration.ofSeconds(20));
    assertEquals(PipeTasks.Start.BEGUN, tasks.start(ID, () -> {}));
    tasks.await(Duration.ofSeconds(20));
    assertEquals(0, tasks.count());
  }
}
