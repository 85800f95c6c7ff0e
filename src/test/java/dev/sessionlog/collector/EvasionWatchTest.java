package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.collector.EvasionWatch.Seen;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of the signs that looks show is noted. */
final class EvasionWatchTest {
  private static final Optional<EvasionSign> NONE = Optional.empty();
  private static final Optional<EvasionSign> STOPPED =
      Optional.of(EvasionSign.of(EvasionSign.Kind.STOPPED));

  private static Optional<EvasionSign> outside(long process) {
    return Optional.of(EvasionSign.of(EvasionSign.Kind.OUTSIDE, process));
  }

  @Test
  void aSignThatIsThereOnceIsNotNotedAndIsLookedAtAgainSoon() {
    Seen once = Seen.NOTHING.next(STOPPED);
    assertEquals(NONE, once.noted());
    assertTrue(once.pending());
    Seen gone = once.next(NONE);
    assertEquals(NONE, gone.noted());
    assertFalse(gone.pending());
  }

  @Test
  void aSignThatLastsIsNotedOnceAndSoIsItsEnd() {
    Seen lasting = Seen.NOTHING.next(outside(7)).next(outside(7));
    assertEquals(outside(7), lasting.noted());
    assertFalse(lasting.pending());
    assertEquals(outside(7), lasting.next(outside(8)).noted(), "another process is no news");
    Seen ending = lasting.next(NONE);
    assertEquals(outside(7), ending.noted());
    assertTrue(ending.pending());
    assertEquals(NONE, ending.next(NONE).noted());
  }

  /** Whoever changes from one way to another is seen all the same. */
  @Test
  void signsOfDifferentKindsLastTogether() {
    Seen seen = Seen.NOTHING.next(STOPPED).next(outside(7));
    assertEquals(outside(7), seen.noted());
    assertEquals(STOPPED, seen.next(STOPPED).noted());
  }
}
