package dev.sessionlog.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserWarningsTest {
  private final List<String> told = new ArrayList<>();
  private long now;
  private final UserWarnings warnings = new UserWarnings(() -> now, told::add);

  @Test
  void aDayOfOneUsersWarningsIsAFewLinesAndSaysHowManyThereWere() {
    int day = 86_400;
    for (int i = 0; i < day * 20; i++) {
      now += Duration.ofMillis(50).toNanos();
      warnings.warn("mallory", "mallory did something");
    }
    int most = UserWarnings.AT_ONCE + 24 * UserWarnings.AN_HOUR;
    assertTrue(told.size() <= most && told.size() > most - 25, () -> "told: " + told.size());
    assertTrue(
        told.get(told.size() - 1).endsWith("(and 2399 more warnings like this before)"),
        () -> told.get(told.size() - 1));
  }

  @Test
  void othersAreToldMeanwhile() {
    for (int i = 0; i < 1000; i++) {
      warnings.warn("mallory", "mallory did something");
    }
    warnings.warn("bob", "bob's pipe was removed");
    assertEquals(UserWarnings.AT_ONCE + 1, told.size());
    assertEquals("bob's pipe was removed", told.get(told.size() - 1));
  }
}
