package dev.sessionlog.userlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.core.status.ErrorStatus;
import ch.qos.logback.core.status.InfoStatus;
import ch.qos.logback.core.status.WarnStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppenderTroubleTest {
  private final FakeClock clock = new FakeClock(Instant.parse("2026-11-23T06:25:10Z"));
  private final List<String> troubles = new ArrayList<>();
  private final AppenderTrouble trouble = new AppenderTrouble(clock, troubles::add);

  @BeforeEach
  void listen() {
    trouble.listen();
  }

  @Test
  void warningIsToldWithItsReasonInOneLine() {
    trouble.addStatusEvent(new InfoStatus("connected", this));
    trouble.addStatusEvent(
        new ErrorStatus("cannot connect\n  to it", this, new IOException("refused")));
    assertEquals(List.of("cannot connect to it: refused"), troubles);
  }

  @Test
  void complaintThatComesAgainIsToldOnceAMinuteWithItsCount() {
    for (int second = 0; second < 130; second++) {
      trouble.addStatusEvent(new WarnStatus("attempt " + second + " failed", this));
      clock.advance(Duration.ofSeconds(1));
    }
    assertEquals(
        List.of(
            "attempt 0 failed",
            "attempt 60 failed (59 more times before)",
            "attempt 120 failed (59 more times before)"),
        troubles);
  }

  @Test
  void memoryOfComplaintsIsBoundedAndForgetsTheOldest() {
    for (int i = 0; i < 1000; i++) {
      trouble.addStatusEvent(new WarnStatus("x".repeat(i), this));
    }
    trouble.addStatusEvent(new WarnStatus("x".repeat(999), this));
    assertEquals(1000, troubles.size());
    trouble.addStatusEvent(new WarnStatus("", this));
    assertEquals(1001, troubles.size());
  }

  @Test
  void whatComesWhileTheConfigurationIsReadIsNotToldTwice() {
    AppenderTrouble early = new AppenderTrouble(clock, troubles::add);
    early.addStatusEvent(new ErrorStatus("no such class", this));
    assertTrue(troubles.isEmpty());
  }
}
