package dev.sessionlog.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is answered when; the threads are a list of what they would run. */
final class KnockQueueTest {
  private static final long ALICE = 1001;
  private static final long BOB = 1002;

  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final List<String> answered = new ArrayList<>();
  private long now;
  private final KnockQueue queue =
      new KnockQueue(
          threads::add, new KnockQueue.Limits(3, 2, 5, 10, Duration.ofSeconds(5), 4), () -> now);

  private boolean offer(long uid, String name) {
    return queue.offer(uid, () -> answered.add(name));
  }

  private void runAll() {
    while (!threads.isEmpty()) {
      threads.removeFirst().run();
    }
  }

  @Test
  void oneUserNeverHasAllThreads() {
    for (int i = 0; i < 5; i++) {
      assertTrue(offer(ALICE, "alice"));
    }
    assertEquals(2, threads.size());
    assertTrue(offer(BOB, "bob"));
    assertEquals(3, threads.size());
    assertFalse(queue.idle());
    runAll();
    assertEquals(6, answered.size());
    assertTrue(queue.idle());
  }

  /** As where a machine has too many threads: it is an error, and no exception. */
  @Test
  void whoGetsNoThreadIsAnsweredWhenThereIsOne() {
    List<Boolean> refusals = new ArrayList<>(List.of(true, true));
    KnockQueue scarce =
        new KnockQueue(
            task -> {
              if (!refusals.isEmpty() && refusals.remove(0)) {
                throw new OutOfMemoryError("unable to create native thread");
              }
              threads.add(task);
            },
            new KnockQueue.Limits(3, 2, 5, 10, Duration.ofSeconds(5), 4),
            () -> now);
    assertTrue(scarce.offer(ALICE, () -> answered.add("a1")));
    assertTrue(scarce.offer(ALICE, () -> answered.add("a2")));
    assertEquals(0, threads.size());
    assertFalse(scarce.idle());
    assertEquals(List.of(), scarce.replaceStuck());
    runAll();
    assertEquals(List.of("a1", "a2"), answered);
    assertTrue(scarce.idle());
  }

  @Test
  void usersTakeTurns() {
    offer(ALICE, "a1");
    offer(ALICE, "a2");
    offer(ALICE, "a3");
    offer(ALICE, "a4");
    offer(BOB, "b1");
    offer(BOB, "b2");
    runAll();
    assertTrue(answered.indexOf("b2") < answered.indexOf("a4"), answered::toString);
  }

  @Test
  void whatIsAboveTheBurstIsRefusedUntilTimeHasPassed() {
    for (int i = 0; i < 5; i++) {
      assertTrue(offer(ALICE, "alice"));
    }
    assertFalse(offer(ALICE, "alice"));
    assertTrue(offer(BOB, "bob"));
    now += TimeUnit.MILLISECONDS.toNanos(250);
    assertTrue(offer(ALICE, "alice"));
    assertTrue(offer(ALICE, "alice"));
    assertFalse(offer(ALICE, "alice"));
    runAll();
    assertEquals(8, answered.size());
  }

  @Test
  void whatComesAgainIsTakenWhateverTheBurst() {
    for (int i = 0; i < 5; i++) {
      assertTrue(offer(ALICE, "alice"));
    }
    queue.again(ALICE, () -> answered.add("again"));
    assertFalse(offer(ALICE, "alice"));
    runAll();
    assertEquals("again", answered.get(5));
  }

  @Test
  void aUserWhoIsForgottenStartsAnew() {
    offer(ALICE, "alice");
    runAll();
    queue.forget();
    assertEquals(1, answered.size());
    now += TimeUnit.SECONDS.toNanos(1);
    queue.forget();
    for (int i = 0; i < 5; i++) {
      assertTrue(offer(ALICE, "alice"));
    }
    assertFalse(offer(ALICE, "alice"));
  }

  @Test
  void threadsThatAreStuckCostTheirOwnUserAlone() {
    for (long hostile = 7; hostile < 9; hostile++) {
      offer(hostile, "never");
      offer(hostile, "never");
      offer(hostile, "waits");
    }
    Deque<Runnable> neverEnd = new ArrayDeque<>(threads);
    threads.clear();
    assertEquals(3, neverEnd.size());
    assertTrue(offer(ALICE, "alice"));
    assertTrue(threads.isEmpty());
    now += TimeUnit.SECONDS.toNanos(5);
    assertEquals(List.of(7L, 8L), queue.replaceStuck().stream().sorted().toList());
    neverEnd.addAll(threads); // the fourth of theirs, and alice's
    runAll();
    assertTrue(answered.contains("alice"), answered::toString);
    assertFalse(queue.idle());
    neverEnd.forEach(Runnable::run);
    runAll();
    assertTrue(answered.contains("waits"), answered::toString);
    assertTrue(queue.idle());
  }

  @Test
  void noMoreThanTheBurstWaitsForAUserWhoseThreadsAreStuck() {
    for (int i = 0; i < 100; i++) {
      offer(ALICE, "alice");
      now += TimeUnit.SECONDS.toNanos(1);
    }
    runAll();
    assertEquals(2 + 5, answered.size());
  }

  @Test
  void noMoreThreadsAreReplacedThanAllowed() {
    for (long hostile = 7; hostile < 20; hostile++) {
      offer(hostile, "never");
      now += TimeUnit.SECONDS.toNanos(5);
      queue.replaceStuck();
    }
    assertEquals(4 + 3, threads.size());
  }
}
