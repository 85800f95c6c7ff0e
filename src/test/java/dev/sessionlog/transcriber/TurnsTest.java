package dev.sessionlog.transcriber;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final List<String> order = Collections.synchronizedList(new ArrayList<>());

  @Test
  void userWithOneSessionWaitsForOneTurnOfAUserWithFifty() throws InterruptedException {
    try (Turns turns = new Turns(1, failure -> {})) {
      CountDownLatch begin = new CountDownLatch(1);
      turns.submit(seat("first"), thread -> wait(begin));
      for (int i = 0; i < 50; i++) {
        turns.submit(seat("mallory"), thread -> order.add("mallory"));
      }
      turns.submit(seat("alice"), thread -> order.add("alice"));
      turns.start();
      begin.countDown();
      await().until(() -> order.size() == 51);
      assertEquals(1, order.indexOf("alice"));
    }
  }

  @Test
  void aTurnAloneIsTakenBesideNoOther() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Turns turns = new Turns(4, failure -> {})) {
      for (int i = 0; i < 40; i++) {
        Turns.Seat seat = new Turns.Seat("user" + i, i % 4 == 0);
        turns.submit(
            seat,
            thread -> {
              int now = running.incrementAndGet();
              if (seat.alone()) {
                most.accumulateAndGet(now, Math::max);
                pause();
                most.accumulateAndGet(running.get(), Math::max);
              }
              pause();
              running.decrementAndGet();
              order.add(seat.user());
            });
      }
      turns.start();
      await().until(() -> order.size() == 40);
      assertEquals(1, most.get());
    }
  }

  @Test
  void whatNeverEndsAllTheSameEndsNoTurnForOthers() {
    CountDownLatch never = new CountDownLatch(1);
    Turns turns = new Turns(2, failure -> {});
    turns.start();
    assertTrue(turns.submit(seat("stuck"), thread -> wait(never)));
    turns.submit(seat("alice"), thread -> order.add("alice"));
    await().until(() -> order.size() == 1);
    turns.close();
    assertFalse(turns.submit(seat("late"), thread -> order.add("late")));
    never.countDown();
  }

  @Test
  void aThreadThatEndsIsTold() {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    try (Turns turns = new Turns(1, failures::add)) {
      turns.start();
      assertTrue(turns.alive());
      turns.submit(
          seat("alice"),
          thread -> {
            throw new AssertionError("as no turn should");
          });
      await().until(() -> failures.size() == 1);
      await().until(() -> !turns.alive());
    }
  }

  private static Turns.Seat seat(String user) {
    return new Turns.Seat(user, false);
  }

  private static void wait(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
