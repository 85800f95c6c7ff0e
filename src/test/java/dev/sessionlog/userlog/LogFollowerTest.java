package dev.sessionlog.userlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.TemporaryFolder;
import dev.sessionlog.custody.AuditTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LogFollowerTest {
  /** What can happen to a log between two looks of a follower. */
  private enum Step {
    APPEND_ONE,
    APPEND_MANY,
    NEXT_DAY,
    REOPEN,
    LOOK
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.of(Step.class).list().ofMaxSize(30);
  }

  @Property(tries = 60)
  void everyLineIsSeenOnceAndInOrder(@ForAll("steps") List<Step> steps) throws IOException {
    try (TemporaryFolder logDir = TemporaryFolder.create()) {
      assertEquals(List.of(), lostOrRepeated(logDir.path(), steps));
    }
  }

  private static List<String> lostOrRepeated(Path logDir, List<Step> steps) throws IOException {
    Transcripts alice = new Transcripts("20261123T062510-k3f9", "alice");
    List<String> seen = new ArrayList<>();
    List<String> troubles = new ArrayList<>();
    FakeClock clock = new FakeClock(Instant.now());
    LogSettings settings = Transcripts.settings(2048);
    UserLogs logs =
        UserLogs.open(
            logDir, settings, clock, new AuditTrail(logDir, clock, "uid 0"), troubles::add);
    long next = 1;
    try (LogFollower follower =
        new LogFollower(logDir, "alice", LogSnapshot.take(logDir, "alice"), 0, troubles::add)) {
      for (Step step : steps) {
        switch (step) {
          case APPEND_ONE -> logs.append(alice.line(next++, "one"));
          case APPEND_MANY -> {
            logs.append(alice.lines(next, 50));
            next += 50;
          }
          case NEXT_DAY -> clock.advance(Duration.ofDays(1));
          case REOPEN -> {
            logs.close();
            logs =
                UserLogs.open(
                    logDir, settings, clock, new AuditTrail(logDir, clock, "uid 0"), troubles::add);
          }
          case LOOK -> follower.poll(seen::add);
        }
      }
      follower.poll(seen::add);
    } finally {
      logs.close();
    }
    assertEquals(Transcripts.range(1, next - 1), Transcripts.numbers(seen.stream()));
    return troubles;
  }
}
