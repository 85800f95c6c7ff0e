package dev.sessionlog.userlog;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.custody.AuditTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A writer in a process of its own, killed with SIGKILL while it writes and rolls. */
@Tag("machine")
@Timeout(120)
class KilledWriterTest {
  private static final int KILLS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path logDir;

  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean running = new AtomicBoolean(true);
  private Thread follower = new Thread();

  @AfterEach
  void stop() throws InterruptedException {
    running.set(false);
    follower.join();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noLineIsLostOrRepeatedInTheLogOrForItsFollower(boolean json) throws Exception {
    follow();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < KILLS; i++) {
      int before = seen.size();
      int enough = before + 1 + random.nextInt(3000);
      Process writer = start(json);
      await().atMost(PATIENCE).until(() -> seen.size() >= enough);
      writer.destroyForcibly().waitFor();
    }
    finish(json);
    stop();
    List<Long> numbers = numbersRead();
    assertTrue(UserLogFile.rolled(logDir, "alice").size() > KILLS);
    assertEquals(Transcripts.range(1, numbers.size()), numbers, () -> "seed " + seed);
    assertEquals(numbers, Transcripts.numbers(seen.stream()), () -> "seed " + seed);
    assertEquals(List.of(), troubles);
  }

  /** Writes the last line, as a writer does that comes after the last kill. */
  private void finish(boolean json) throws IOException {
    try (UserLogs logs = Writer.open(logDir, json)) {
      long next = Writer.next(logs);
      logs.append(Writer.ALICE.line(next, "the end"));
      await().atMost(PATIENCE).until(() -> seen.size() >= next);
    }
  }

  private Process start(boolean json) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            logDir.toString(),
            Boolean.toString(json))
        .inheritIO()
        .start();
  }

  private void follow() {
    follower =
        new Thread(
            () -> {
              try {
                UserLogReader.of(logDir, "alice", troubles::add).follow(0, running::get, seen::add);
              } catch (IOException e) {
                troubles.add(e.toString());
              }
            },
            "follower");
    follower.start();
  }

  private List<Long> numbersRead() throws IOException {
    try (Stream<String> lines = UserLogReader.of(logDir, "alice", troubles::add).lines()) {
      return Transcripts.numbers(lines);
    }
  }

  /** Appends batches of any size from where the log ends, until it is killed. */
  static final class Writer {
    static final Transcripts ALICE = new Transcripts("20261123T062510-k3f9", "alice");

    private Writer() {}

    public static void main(String[] args) throws IOException {
      Random random = new Random();
      try (UserLogs logs = open(Path.of(args[0]), Boolean.parseBoolean(args[1]))) {
        long next = next(logs);
        while (next < 1_000_000) {
          int count = 1 + random.nextInt(300);
          logs.append(ALICE.lines(next, count));
          next += count;
        }
      }
    }

    static UserLogs open(Path logDir, boolean json) throws IOException {
      LogSettings settings =
          new LogSettings(DefaultSettings.PATTERN, 1 << 17, 0, 0, true, json, Optional.empty());
      return UserLogs.open(
          logDir,
          settings,
          InstantSource.system(),
          new AuditTrail(logDir, InstantSource.system(), "uid 0"),
          trouble -> {});
    }

    static long next(UserLogs logs) throws IOException {
      return 1 + logs.lastLine(ALICE.session(), ALICE.user(), Optional.empty()).orElse(0);
    }
  }
}
