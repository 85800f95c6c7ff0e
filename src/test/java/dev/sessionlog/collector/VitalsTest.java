package dev.sessionlog.collector;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VitalsTest {
  private final AtomicLong nanos = new AtomicLong();
  private static final Duration LOOK = Duration.ofMillis(10);

  private final AtomicBoolean dying = new AtomicBoolean();

  @Test
  void aThreadThatDiedIsNamedAndTheCollectorEnds() {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = new Thread(() -> await().forever().until(() -> end.getCount() == 0), "vital-1");
    thread.start();
    try (Vitals vitals = vitals("vital-1")) {
      await().until(() -> vitals.silent().isEmpty());
      end.countDown();
      await().until(() -> vitals.silent().equals(List.of("vital-1")));
      vitals.start();
      nanos.set(Duration.ofSeconds(1).toNanos());
      await().pollDelay(LOOK.multipliedBy(10)).until(() -> !dying.get());
      vitals.pulse();
      nanos.addAndGet(Duration.ofSeconds(20).toNanos());
      await().untilTrue(dying);
    }
  }

  @Test
  void aPulseThatIsNotFeltIsNamed() {
    try (Vitals vitals = vitals()) {
      assertEquals(List.of(), vitals.silent());
      nanos.addAndGet(Duration.ofSeconds(20).toNanos());
      assertEquals(List.of("pulse"), vitals.silent());
      vitals.pulse();
      assertEquals(List.of(), vitals.silent());
    }
  }

  private Vitals vitals(String... names) {
    return new Vitals(
        Set.of(names),
        LOOK,
        Duration.ofSeconds(15),
        nanos::get,
        silent -> dying.set(!silent.isEmpty()));
  }
}
