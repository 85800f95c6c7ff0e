package dev.sessionlog.userlog;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.TinyDisk;
import dev.sessionlog.custody.AuditTrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 256 KiB, which fills. Needs root, and a system that lets it mount. */
@Tag("machine")
class FullDiskTest {
  @TempDir Path dir;

  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
  private final Transcripts alice = new Transcripts("20261123T062510-k3f9", "alice");
  private Path disk;
  private @Nullable TinyDisk mounted;

  @BeforeEach
  void mountTinyDisk() throws Exception {
    disk = Files.createDirectory(dir.resolve("disk"));
    mounted = TinyDisk.mount(disk, "256k");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted != null) {
      mounted.unmount();
    }
  }

  @Test
  void lineThatFindsNoRoomIsAnErrorAndIsWrittenOnceThereIsRoom() throws IOException {
    Path ballast = fill(disk.resolve("ballast"), 150_000);
    try (UserLogs logs = open(Transcripts.settings(10L << 20))) {
      long next = appendUntilFull(logs, 7);
      assertEquals(Transcripts.range(1, next - 1), numbersRead());
      assertEquals('\n', lastByte(disk.resolve("alice.log")));
      assertThrows(UnwrittenLinesException.class, () -> logs.append(alice.lines(next, 1000)));
      Files.delete(ballast);
      long more = numbersRead().size() + 1L;
      logs.append(alice.lines(more, 500));
      assertEquals(Transcripts.range(1, more + 499), numbersRead());
    }
    assertEquals(List.of(), troubles);
  }

  @Test
  void bigBatchSaysHowFarItCame() throws IOException {
    try (UserLogs logs = open(Transcripts.settings(10L << 20))) {
      UnwrittenLinesException e =
          assertThrows(UnwrittenLinesException.class, () -> logs.append(alice.lines(1, 100_000)));
      assertTrue(e.getMessage().endsWith("alice.log cannot be written: No space left on device"));
      assertTrue(e.written() > 1000, () -> "written " + e.written());
      assertEquals(Transcripts.range(1, e.written()), numbersRead());
    }
  }

  @Test
  void rollingOnAFullDiskLosesNothing() throws IOException {
    Path ballast = fill(disk.resolve("ballast"), 100_000);
    try (UserLogs logs = open(Transcripts.settings(16_384))) {
      long next = 1;
      for (int i = 0; i < 40; i++) {
        next = appendUntilFull(logs, next, 50);
      }
      Files.delete(ballast);
      logs.append(alice.lines(next, 100));
      assertEquals(Transcripts.range(1, next + 99), numbersRead());
    }
    assertEquals(numbersRead().size(), numbersRead().stream().distinct().count());
  }

  @Test
  void followerSeesEveryLineOnceThroughAFullDisk() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean running = new AtomicBoolean(true);
    CountDownLatch following = new CountDownLatch(1);
    BooleanSupplier goesOn =
        () -> {
          following.countDown();
          return running.get();
        };
    Thread follower = new Thread(() -> follow(goesOn, seen), "follower");
    follower.start();
    // Lines that are written before it follows are none of its lines.
    assertTrue(following.await(10, TimeUnit.SECONDS));
    long next = 1;
    try (UserLogs logs = open(Transcripts.settings(10L << 20))) {
      Path ballast = fill(disk.resolve("ballast"), 200_000);
      next = appendUntilFull(logs, next, 50);
      long sofar = next - 1;
      await().until(() -> seen.size() == sofar);
      Files.delete(ballast);
      next = appendUntilFull(logs, next, 50);
    } finally {
      running.set(false);
      follower.join();
    }
    assertEquals(Transcripts.range(1, next - 1), Transcripts.numbers(seen.stream()));
  }

  private void follow(BooleanSupplier running, List<String> seen) {
    try {
      UserLogReader.of(disk, "alice", troubles::add).follow(0, running, seen::add);
    } catch (IOException e) {
      troubles.add(e.toString());
    }
  }

  @Test
  void readOnlyDiskIsAnErrorAndWritingGoesOnAfterIt() throws Exception {
    try (UserLogs logs = open(Transcripts.settings(10L << 20))) {
      logs.append(alice.line(1, "before"));
      logs.closeIdle(Duration.ZERO);
      assumeTrue(requireNonNull(mounted).remount("ro"), "cannot remount");
      UnwrittenLinesException e =
          assertThrows(UnwrittenLinesException.class, () -> logs.append(alice.line(2, "lost?")));
      assertTrue(e.getMessage().contains("Read-only file system"), e.getMessage());
      requireNonNull(mounted).remount("rw");
      logs.append(alice.line(2, "no"));
    }
    assertEquals(List.of(1L, 2L), numbersRead());
  }

  private long appendUntilFull(UserLogs logs, int batch) {
    return appendUntilFull(logs, 1, batch);
  }

  /** Appends batches until one fails, and returns the number of the first unwritten line. */
  private long appendUntilFull(UserLogs logs, long first, int batch) {
    long next = first;
    while (true) {
      try {
        logs.append(alice.lines(next, batch));
        next += batch;
      } catch (UnwrittenLinesException e) {
        return next + e.written();
      }
    }
  }

  private UserLogs open(LogSettings settings) throws IOException {
    return UserLogs.open(
        disk,
        settings,
        InstantSource.system(),
        new AuditTrail(disk, InstantSource.system(), "uid 0"),
        troubles::add);
  }

  private List<Long> numbersRead() throws IOException {
    try (Stream<String> lines = UserLogReader.of(disk, "alice", troubles::add).lines()) {
      return Transcripts.numbers(lines);
    }
  }

  private static Path fill(Path file, int bytes) throws IOException {
    return Files.write(file, new byte[bytes]);
  }

  private static char lastByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return (char) bytes[bytes.length - 1];
  }
}
