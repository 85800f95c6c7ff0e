package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nobody can keep in step with it. */
class UnforeseenTest {
  private long now;
  private int done;

  @Test
  void pausesAreOfManyLengthsWithinTheLimits() {
    Unforeseen task =
        new Unforeseen(
            () -> done++,
            Duration.ofSeconds(2),
            Duration.ofSeconds(6),
            new Random(1),
            () -> now * 1_000_000);
    Set<Long> pauses = new HashSet<>();
    long last = 0;
    for (int before = 0; done < 200; before = done) {
      now += 100;
      task.run();
      if (done > before) {
        pauses.add(now - last);
        last = now;
      }
    }
    assertTrue(pauses.stream().allMatch(pause -> pause >= 2000 && pause <= 6100), "" + pauses);
    assertTrue(pauses.size() > 20, "" + pauses);
  }
}
