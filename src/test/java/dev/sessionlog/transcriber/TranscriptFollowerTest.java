package dev.sessionlog.transcriber;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.RecordingWriter;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.Origin;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.TranscriptFolder;
import dev.sessionlog.transcript.TranscriptRenderer;
import dev.sessionlog.userlog.DefaultSettings;
import dev.sessionlog.userlog.UserLogFile;
import dev.sessionlog.userlog.UserLogs;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptFollowerTest {
  private static final Instant STARTED = Instant.parse("2026-11-23T06:25:10Z");
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final String HEADER =
      "Script started on 2026-11-23 06:25:10+00:00 [COMMAND=\"x\" TERM=\"xterm\"]\n";
  private static final String TRAILER =
      "\nScript done on 2026-11-23 07:26:15+00:00 [COMMAND_EXIT_CODE=\"3\"]\n";

  @TempDir private Path logDir;
  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
  private ScheduledExecutorService alarms;
  private Turns turns;
  private Recording recording;
  private RecordingWriter writer;
  private volatile Duration elapsed = Duration.ZERO;
  private ScreenMemory memory = new ScreenMemory(ScreenMemory.OF_ALL, ScreenMemory.OF_A_USER);

  @BeforeEach
  void begin() throws IOException {
    startThreads(1);
    Session session = session();
    recording = new RecordingStore(logDir).create(session);
    Files.createDirectories(new TranscriptFolder(logDir).path());
    writer = RecordingWriter.create(recording, session, "boot", 0);
    output(0, HEADER);
  }

  @AfterEach
  void end() throws IOException {
    stopThreads();
    writer.close();
  }

  @Test
  void everyMarkerSaysWhatHappened() throws IOException {
    assertEquals(
        List.of(
            "1 -- session opened: alice from 192.0.2.7 on /dev/pts/3 inside 20261123T060000-aaaa,"
                + " 80x24",
            "2 -- user changed: bob",
            "3 -- window resized: 120x40",
            "4 -- gap: 4096 bytes lost from 2026-11-23T06:26:00Z to 2026-11-23T06:26:30Z: No space"
                + " left on device",
            "5 $ ls",
            "6 file",
            "7 $ exit",
            "8 -- session closed: complete after 1h01m, exit code 3, "
                + Files.size(writeAll().typescript())
                + " bytes"),
        followToTheEnd());
    assertEquals(List.of(), troubles);
  }

  @Test
  void markerComesAfterWhatStoodOnTheScreenBefore() throws IOException {
    output(1, "$ su - bob\r\nPassword: \r\n");
    writer.marker("user changed: bob");
    output(1, "$ whoami\r\nbob\r\n");
    writeEnd(2);
    assertEquals(
        List.of(
            "2 $ su - bob",
            "3 Password:",
            "4 -- user changed: bob",
            "5 $ whoami",
            "6 bob",
            "7 exit"),
        followToTheEnd().subList(1, 7));
  }

  @Test
  void sessionThatWasCutOffSaysSo() throws IOException {
    output(1, "$ sleep 1000\r\n");
    Session ended = writer.finish(Duration.ofSeconds(65).toNanos());
    follow(ended);
    List<String> log = log();
    assertEquals(
        "3 -- session closed: truncated after 1m05s, " + ended.bytes() + " bytes",
        log.get(log.size() - 1));
  }

  /** A crash may have left any number of lines in the log. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
  void afterACrashNoLineAndNoMarkerComesTwiceOrIsMissed(int kept) throws IOException {
    writeAll();
    List<String> whole = followToTheEnd();
    Path log = logDir.resolve("alice.log");
    List<String> lines = Files.readAllLines(log);
    Files.write(log, lines.subList(0, kept));
    followToTheEnd();
    assertEquals(whole, log());
    assertEquals(lines, Files.readAllLines(log));
  }

  /** As after a clock that was put back by {@code hours} while the session went on. */
  @ParameterizedTest
  @ValueSource(ints = {2, 24, 9000})
  void timesOfFilesThatLieBeforeTheSessionDoubleNoLine(int hours) throws IOException {
    writeAll();
    List<String> whole = followToTheEnd();
    Path log = logDir.resolve("alice.log");
    Files.write(log, Files.readAllLines(log).subList(0, 4));
    Instant back = STARTED.minus(Duration.ofHours(hours));
    Files.setLastModifiedTime(log, FileTime.from(back));
    followToTheEnd();
    List<String> all = new ArrayList<>();
    for (UserLogFile rolled : UserLogFile.rolled(logDir, "alice")) {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(rolled.open(), StandardCharsets.UTF_8))) {
        lines.lines().map(TranscriptFollowerTest::cutHead).forEach(all::add);
      }
    }
    all.addAll(log());
    assertEquals(whole, all);
  }

  @Test
  void newSessionKeepsBehindWhichFileItsLinesBegin() throws IOException {
    Files.writeString(logDir.resolve("alice.2026-11-22.3.log"), "old\n");
    TranscriptFollower follower =
        follower(logs(), new TranscriptFollower.Live(() -> elapsed, true, false), QUIET);
    output(1, "one\r\n");
    follower.wake();
    awaitLog(1);
    elapsed = Duration.ofSeconds(10);
    Path kept = new TranscriptFolder(logDir).progress(recording.id());
    await().until(() -> Files.readString(kept).equals("2 2026-11-22.3\n"));
  }

  @Test
  void linesThatOldLogsTookAlongAreNotWrittenAgain() throws IOException {
    TranscriptFollower first = live(new AtomicBoolean());
    output(1, "one\r\ntwo\r\n$ ");
    first.wake();
    awaitLog(1);
    elapsed = Duration.ofSeconds(10);
    awaitLog(3);
    await().until(() -> Files.exists(new TranscriptFolder(logDir).progress(recording.id())));
    restartThreads();
    Files.delete(logDir.resolve("alice.log"));
    writeEnd(20);
    assertEquals(List.of("4 $ exit", "5 -- session closed: complete"), cut(followToTheEnd()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-5", "99999999999999999999"})
  void countThatCannotBeReadIsNone(String content) throws IOException {
    Files.writeString(recording.folder().resolve("transcript"), content);
    writeAll();
    assertEquals(8, followToTheEnd().size());
  }

  @Test
  void countThatIsBehindTheLogIsNotBelieved() throws IOException {
    writeAll();
    followToTheEnd();
    Files.writeString(recording.folder().resolve("transcript"), "3\n");
    assertEquals(8, followToTheEnd().size());
  }

  @Test
  void screenAboveItsUsersBudgetGoesOnSmallAndASecondRenderingAtTheSamePlace() throws Exception {
    memory = new ScreenMemory(Long.MAX_VALUE, TranscriptRenderer.MOST_BYTES_REDUCED);
    writer.resized(new TerminalSize(1000, 130), Duration.ofSeconds(1)::toNanos);
    String marked = "x" + "\u0301".repeat(8);
    for (int i = 2; i < 20; i++) {
      output(i, "\r\n" + i + " " + marked.repeat(900));
    }
    output(20, "\r\n$ after\r\n");
    writeEnd(21);
    List<String> first = followToTheEnd();
    String why = " from here on: screens take more memory than their budget";
    assertEquals(1, first.stream().filter(line -> line.endsWith(why)).count(), first::toString);
    assertTrue(first.stream().anyMatch(line -> line.endsWith("$ after")), first::toString);
    assertEquals(1, troubles.size(), troubles::toString);
    assertEquals(0, memory.taken());
    Files.delete(logDir.resolve("alice.log"));
    Files.deleteIfExists(new TranscriptFolder(logDir).progress(recording.id()));
    memory = new ScreenMemory(ScreenMemory.OF_ALL, ScreenMemory.OF_A_USER);
    assertEquals(first, followToTheEnd());
  }

  @Test
  void lastLineOfScriptIsNotTakenForOutputWhileTheSessionIsNotEnded() throws IOException {
    AtomicBoolean turned = new AtomicBoolean();
    TranscriptFollower follower = live(turned);
    output(1, "$ exit\r\n");
    output(2, TRAILER);
    follower.wake();
    awaitLog(1);
    turned.set(false);
    elapsed = Duration.ofSeconds(10);
    await().untilTrue(turned);
    Session ended = writer.finish(Duration.ofSeconds(11).toNanos());
    AtomicBoolean done = new AtomicBoolean();
    follower.finish(ended, () -> done.set(true));
    await().untilTrue(done);
    List<String> live = log();
    assertEquals(3, live.size(), live::toString);
    Files.delete(logDir.resolve("alice.log"));
    new TranscriptFolder(logDir).keepOnly(Set.of()); // as once the session is done with
    assertEquals(live, followToTheEnd());
    assertEquals(List.of(), troubles);
  }

  @Test
  void outputThatComesWhileTheSessionMayFallQuietIsFollowedAtOnce() throws IOException {
    TranscriptFollower follower =
        follower(
            logs(), new TranscriptFollower.Live(() -> elapsed, false, false), Duration.ofHours(1));
    follower.wake();
    awaitLog(1);
    output(1, "line\r\n".repeat(100));
    follower.wake();
    awaitLog(2);
    writeEnd(2);
    AtomicBoolean done = new AtomicBoolean();
    follower.finish(recording.session(), () -> done.set(true));
    await().untilTrue(done);
    await().until(() -> !follower.behind());
  }

  /** Its clock goes on by an hour at each look, so a turn takes one and its rest fifteen. */
  @Test
  void aFloodIsFollowedWithRestsAndItsEndAtOnce() throws IOException {
    AtomicInteger looks = new AtomicInteger();
    AtomicReference<TranscriptFollower> self = new AtomicReference<>();
    Supplier<Duration> clock =
        () -> {
          if (looks.incrementAndGet() == 2) {
            self.get().grow();
          }
          return Duration.ofHours(looks.get());
        };
    TranscriptFollower follower =
        follower(logs(), new TranscriptFollower.Live(clock, true, false), QUIET);
    self.set(follower);
    int lines = 40_000;
    output(1, "0123456789 0123456789 0123456789 0123456789\r\n".repeat(lines / 2));
    output(2, "0123456789 0123456789 0123456789 0123456789\r\n".repeat(lines / 2));
    follower.grow();
    await().until(() -> looks.get() >= 4);
    assertTrue(follower.behind());
    assertTrue(log().size() < lines, "it does not rest");
    writeEnd(3);
    AtomicBoolean done = new AtomicBoolean();
    follower.finish(recording.session(), () -> done.set(true));
    await().untilTrue(done);
    await().until(() -> !follower.behind());
    assertEquals(lines, log().stream().filter(line -> line.contains("0123456789 ")).count());
    assertEquals(List.of(), troubles);
  }

  @Test
  void endThatCannotBeWrittenAtOnceIsWrittenOnce() throws IOException {
    writeAll();
    Path log = Files.createDirectory(logDir.resolve("alice.log"));
    AtomicBoolean done = new AtomicBoolean();
    TranscriptFollower follower = follower(logs(), () -> Duration.ZERO);
    follower.finish(recording.session(), () -> done.set(true));
    await().until(() -> !troubles.isEmpty());
    assertTrue(follower.behind(), () -> troubles.toString());
    Files.delete(log);
    await().untilTrue(done);
    assertEquals(8, log().size(), () -> troubles.toString());
    await().until(() -> !follower.behind());
    assertEquals("the log of alice can be written again", troubles.get(1));
  }

  @Test
  void turnsNeverRunBesideEachOther() throws IOException {
    restartThreads(4);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    TranscriptFollower follower =
        follower(
            logs(),
            () -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              LockSupport.parkNanos(1000);
              inside.decrementAndGet();
              return elapsed;
            });
    for (int i = 1; i <= 2000; i++) {
      output(1, "line " + i + "\r\n");
      follower.wake();
    }
    writeEnd(2);
    AtomicBoolean done = new AtomicBoolean();
    follower.finish(recording.session(), () -> done.set(true));
    await().untilTrue(done);
    assertEquals(1, most.get());
    List<String> log = log();
    assertEquals("2001 line 2000", log.get(2000));
    assertEquals(2003, log.size());
  }

  private Recording writeAll() throws IOException {
    writer.marker("user changed: bob");
    writer.resized(new TerminalSize(120, 40), Duration.ofSeconds(5)::toNanos);
    writer.gap(
        new Gap(
            STARTED.plusSeconds(50), STARTED.plusSeconds(80), 0, 4096, "No space left on device"));
    output(90, "$ ls\r\nfile\r\n$ ");
    writeEnd(3665);
    return recording;
  }

  private void writeEnd(long second) throws IOException {
    output(second, "exit\r\n");
    output(second, TRAILER);
    writer.finish(Duration.ofSeconds(second).toNanos());
  }

  private void output(long second, String text) throws IOException {
    Files.writeString(recording.typescript(), text, StandardOpenOption.APPEND);
    writer.arrived(Duration.ofSeconds(second).toNanos());
  }

  private List<String> followToTheEnd() throws IOException {
    follow(recording.session());
    return log();
  }

  private void follow(Session ended) throws IOException {
    try (UserLogs logs = logs()) {
      AtomicBoolean done = new AtomicBoolean();
      follower(logs, () -> Duration.ZERO).finish(ended, () -> done.set(true));
      await().untilTrue(done);
      restartThreads();
    }
  }

  private TranscriptFollower live(AtomicBoolean turned) throws IOException {
    return follower(
        logs(),
        () -> {
          turned.set(true);
          return elapsed;
        });
  }

  private TranscriptFollower follower(UserLogs logs, Supplier<Duration> now) {
    return follower(logs, new TranscriptFollower.Live(now, false, false), QUIET);
  }

  private TranscriptFollower follower(UserLogs logs, TranscriptFollower.Live live, Duration quiet) {
    return new TranscriptFollower(
        session(),
        recording,
        logs,
        live,
        written(),
        memory.share("alice"),
        reduced(),
        turns,
        Rendering.unnoted(4),
        alarms,
        quiet,
        troubles::add);
  }

  private void restartThreads() {
    restartThreads(1);
  }

  private void restartThreads(int count) {
    stopThreads();
    startThreads(count);
  }

  private void startThreads(int count) {
    alarms = new HurriedAlarms();
    turns = new Turns(count, failure -> troubles.add(failure.toString()));
    turns.start();
  }

  private void stopThreads() {
    alarms.shutdownNow();
    turns.close();
  }

  private ReducedPlace reduced() {
    return new ReducedPlace(new TranscriptFolder(logDir).reduced(recording.id()));
  }

  private WrittenLines written() {
    return new WrittenLines(
        new TranscriptFolder(logDir).progress(recording.id()),
        TranscriptFolder.oldProgress(recording));
  }

  private UserLogs logs() throws IOException {
    return UserLogs.open(
        logDir,
        DefaultSettings.all(),
        InstantSource.system(),
        new AuditTrail(logDir, InstantSource.system(), "uid 0"),
        troubles::add);
  }

  private void awaitLog(int lines) {
    await().until(() -> log().size() >= lines);
  }

  /** Returns the lines' numbers and texts. */
  private List<String> log() throws IOException {
    try {
      return Files.readAllLines(logDir.resolve("alice.log")).stream()
          .map(TranscriptFollowerTest::cutHead)
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  private static String cutHead(String line) {
    return line.replaceFirst("^\\S+ \\S+:(\\d+) pts/3 ", "$1 ");
  }

  private static List<String> cut(List<String> log) {
    assertTrue(!log.isEmpty());
    return log.stream().map(line -> line.replaceFirst(" after .*", "")).toList();
  }

  private static Session session() {
    return SampleSession.named("20261123T062510-k3f9")
        .remote(Optional.of(Origin.known("192.0.2.7")))
        .inside(SessionId.parse("20261123T060000-aaaa"))
        .started(STARTED)
        .build();
  }
}
