package dev.sessionlog.custody;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockHistoryTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration FAR = Duration.ofDays(400);

  private ClockHistory history = ClockHistory.begin(reading(Duration.ZERO, Duration.ZERO, "one"));

  /** What the clocks say {@code up} after the boot, the wall clock {@code wrong} by so much. */
  private static ClockReading reading(Duration up, Duration wrong, String boot) {
    return new ClockReading(NOON.plus(up).plus(wrong), up, boot);
  }

  private boolean look(int hours, Duration wrong) {
    return look(reading(Duration.ofHours(hours), wrong, "one"));
  }

  private boolean look(ClockReading now) {
    boolean believed = history.believes(now);
    history = ClockHistory.parse(history.after(now).text());
    assertEquals(believed, history.doubted().isEmpty());
    return believed;
  }

  @Test
  void aSteadyClockIsBelievedAlsoAfterASleepAndASmallCorrection() {
    assertTrue(look(1, Duration.ZERO));
    assertTrue(look(100, Duration.ofHours(5)));
    assertTrue(look(2000, Duration.ofHours(-5)));
  }

  @Test
  void aJumpIsDoubtedForADayOfRunningWhicheverWayItGoes() {
    for (Duration jump : new Duration[] {FAR, FAR.negated()}) {
      history = ClockHistory.begin(reading(Duration.ZERO, Duration.ZERO, "one"));
      assertFalse(look(1, jump));
      assertFalse(look(20, jump));
      assertTrue(look(26, jump), "after a day");
      assertTrue(look(30, jump));
    }
  }

  @Test
  void eachFurtherJumpBeginsTheDayAnew() {
    assertFalse(look(1, FAR));
    assertFalse(look(20, FAR.multipliedBy(2)));
    assertFalse(look(30, FAR.multipliedBy(2)));
    assertTrue(look(45, FAR.multipliedBy(2)));
  }

  @Test
  void aClockThatIsPutRightIsBelievedAtOnceAndWhatWasRecordedMeanwhileIsAsYoungAsItIs() {
    assertFalse(look(1, FAR.negated()));
    assertFalse(look(5, FAR.negated()));
    Instant shown = NOON.plus(Duration.ofHours(3)).minus(FAR);
    assertEquals(shown, history.truly(shown));
    assertTrue(look(6, Duration.ZERO));
    assertEquals(NOON.plus(Duration.ofHours(6)), history.truly(shown));
    Instant longAgo = shown.minus(Duration.ofDays(1));
    assertEquals(longAgo, history.truly(longAgo), "no wrong clock said that");
  }

  @Test
  void whatWasRecordedBeforeAClockWasSetIsAsYoungAsItIs() {
    assertFalse(look(1, FAR)); // it began with a flat battery, and time came from the network
    assertTrue(look(26, FAR));
    assertEquals(NOON.plus(FAR).plus(Duration.ofHours(26)), history.truly(NOON));
  }

  @Test
  void aMachineMayBeOffForAWeekAndAfterAYearIsBelievedOnTheNextDay() {
    look(5, Duration.ZERO);
    assertTrue(look(reading(Duration.ofMinutes(1), Duration.ofDays(6), "two")));
    assertFalse(look(reading(Duration.ofMinutes(1), FAR, "three")));
    assertFalse(look(reading(Duration.ofHours(12), FAR, "three")));
    assertFalse(look(reading(Duration.ofMinutes(1), FAR.plusDays(1), "four")));
    assertTrue(look(reading(Duration.ofHours(13), FAR.plusDays(1), "four")), "half a day twice");
    assertEquals(NOON, history.truly(NOON), "that it was off for a year may be true");
  }
}
