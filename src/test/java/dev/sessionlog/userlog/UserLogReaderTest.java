package dev.sessionlog.userlog;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.custody.AuditTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UserLogReaderTest {
  @TempDir Path logDir;

  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
  private final Transcripts alice = new Transcripts("20261123T062510-k3f9", "alice");
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean running = new AtomicBoolean(true);
  private Thread follower = new Thread();

  @AfterEach
  void stop() throws InterruptedException {
    running.set(false);
    follower.join();
  }

  @Test
  void logThatIsNotThereIsEmpty() throws IOException {
    UserLogReader reader = UserLogReader.of(logDir.resolve("nowhere"), "alice", troubles::add);
    assertEquals(List.of(), reader.last(10));
    try (Stream<String> lines = reader.lines()) {
      assertEquals(0, lines.count());
    }
  }

  @Test
  void lastLinesComeFromAsManyFilesAsNeeded() throws IOException {
    try (UserLogs logs = open(4096)) {
      logs.append(alice.lines(1, 300));
    }
    for (int count : new int[] {0, 1, 2, 40, 150, 300, 1000}) {
      int there = Math.min(count, 300);
      assertEquals(
          Transcripts.range(301 - there, there),
          Transcripts.numbers(reader().last(count).stream()),
          () -> "last " + count);
    }
  }

  @Test
  void lastLinesOfALargeFileAreFoundFromItsEnd() throws IOException {
    try (UserLogs logs = open(100L << 20)) {
      logs.append(alice.lines(1, 20_000));
    }
    assertEquals(
        Transcripts.range(10_001, 10_000), Transcripts.numbers(reader().last(10_000).stream()));
  }

  @Test
  void fragmentThatIsBeingWrittenIsNotShown() throws IOException {
    write(Transcripts.logLine(alice.session(), 1) + "\nhalf a li");
    assertEquals(1, reader().last(10).size());
    try (Stream<String> lines = reader().lines()) {
      assertEquals(1, lines.count());
    }
  }

  @Test
  void damagedFileIsToldAndReadAsFarAsItGoes() throws IOException {
    try (UserLogs logs = open(300_000)) {
      logs.append(alice.lines(1, 5000));
    }
    UserLogFile first = UserLogFile.rolled(logDir, "alice").get(0);
    byte[] bytes = Files.readAllBytes(first.path());
    Files.write(first.path(), Arrays.copyOf(bytes, bytes.length / 2));
    try (Stream<String> lines = reader().lines()) {
      List<Long> numbers = Transcripts.numbers(lines);
      assertTrue(numbers.size() < 5000 && numbers.size() > 2000, () -> "" + numbers.size());
      assertEquals(5000L, numbers.get(numbers.size() - 1));
    }
    assertEquals(1, troubles.size());
    assertTrue(troubles.get(0).startsWith(first.path() + " is damaged: "), troubles.get(0));
  }

  @Test
  void linesAreThoseOfTheMomentAlsoWhenTheLogIsRolledMeanwhile() throws IOException {
    try (UserLogs logs = open(4096)) {
      logs.append(alice.lines(1, 100));
      try (Stream<String> lines = reader().lines()) {
        logs.append(alice.lines(101, 100));
        assertEquals(Transcripts.range(1, 100), Transcripts.numbers(lines));
      }
    }
  }

  @Test
  void followerSeesEveryLineOnceThroughManyRollings() throws Exception {
    try (UserLogs logs = open(4096)) {
      logs.append(alice.lines(1, 10));
      follow(5);
      await().until(() -> seen.size() == 5);
      for (int i = 0; i < 50; i++) {
        logs.append(alice.lines(11 + 40 * i, 40));
        if (i % 10 == 9) {
          await().until(() -> seen.size() > 5); // some looks fall between the rollings
        }
      }
      assertTrue(UserLogFile.rolled(logDir, "alice").size() > 40);
      await().until(() -> seen.size() >= 2005);
    }
    stop();
    assertEquals(Transcripts.range(6, 2005), Transcripts.numbers(seen.stream()));
    assertEquals(List.of(), troubles);
  }

  @Test
  void followerWaitsForALogThatIsNotThereYet() throws Exception {
    follow(10);
    try (UserLogs logs = open(4096)) {
      logs.append(alice.lines(1, 200));
    }
    await().until(() -> seen.size() >= 200);
    stop();
    assertEquals(Transcripts.range(1, 200), Transcripts.numbers(seen.stream()));
  }

  @Test
  void followerGoesOnWhenTheWriterComesBack() throws Exception {
    follow(10);
    for (int i = 0; i < 5; i++) {
      try (UserLogs logs = open(4096)) {
        logs.append(alice.lines(1 + 30 * i, 30));
      }
    }
    await().until(() -> seen.size() >= 150);
    stop();
    assertEquals(Transcripts.range(1, 150), Transcripts.numbers(seen.stream()));
  }

  @Test
  void followerSeesTheEndOfALineOnlyOnce() throws Exception {
    write("half");
    follow(10);
    write(" a line\nand ");
    await().until(() -> seen.size() == 1);
    write("another\n");
    await().until(() -> seen.size() == 2);
    assertEquals(List.of("half a line", "and another"), seen);
  }

  @Test
  void interruptEndsAFollower() throws Exception {
    follow(0);
    follower.interrupt();
    follower.join();
    assertFalse(follower.isAlive());
    assertEquals(List.of(), troubles);
  }

  @Test
  void oneUsersFollowerSeesNoOthersLines() throws Exception {
    follow(0);
    try (UserLogs logs = open(4096)) {
      logs.append(new Transcripts("20261123T062510-bbbb", "alice.b").lines(1, 100));
      logs.append(alice.lines(1, 100));
    }
    await().until(() -> seen.size() >= 100);
    stop();
    assertTrue(seen.stream().allMatch(line -> line.contains("k3f9")));
  }

  /** Returns once it follows: what is written from then on is seen, whatever {@code last} is. */
  private void follow(int last) throws InterruptedException {
    CountDownLatch following = new CountDownLatch(1);
    follower =
        new Thread(
            () -> {
              try {
                reader()
                    .follow(
                        last,
                        () -> {
                          following.countDown();
                          return running.get();
                        },
                        seen::add);
              } catch (IOException e) {
                troubles.add(e.toString());
              }
            },
            "follower");
    follower.start();
    assertTrue(following.await(10, TimeUnit.SECONDS));
  }

  private UserLogReader reader() {
    return UserLogReader.of(logDir, "alice", troubles::add);
  }

  private UserLogs open(long maxFileSize) throws IOException {
    return UserLogs.open(
        logDir,
        Transcripts.settings(maxFileSize),
        InstantSource.system(),
        new AuditTrail(logDir, InstantSource.system(), "uid 0"),
        troubles::add);
  }

  private void write(String text) throws IOException {
    Files.writeString(
        logDir.resolve("alice.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
