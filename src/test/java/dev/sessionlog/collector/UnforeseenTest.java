package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nobody can keep in step with it. */
class UnforeseenTest {
  private long now;
  private int done;
  private boolean soon;

  private Set<Long> pauses() {
    Unforeseen task =
        new Unforeseen(
            () -> {
              done++;
              return soon ? Unforeseen.Pace.SOON : Unforeseen.Pace.USUAL;
            },
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
    return pauses;
  }

  @Test
  void whatIsToBeLookedAtAgainIsLookedAtSoon() {
    soon = true;
    Set<Long> pauses = pauses();
    pauses.remove(Collections.max(pauses)); // the one before the first look is a usual one
    assertTrue(pauses.stream().allMatch(pause -> pause >= 500 && pause <= 1600), "" + pauses);
    assertTrue(pauses.size() > 5, "" + pauses);
  }

  @Test
  void pausesAreOfManyLengthsWithinTheLimits() {
    Set<Long> pauses = pauses();
    assertTrue(pauses.stream().allMatch(pause -> pause >= 2000 && pause <= 6100), "" + pauses);
    assertTrue(pauses.size() > 20, "" + pauses);
  }
}
