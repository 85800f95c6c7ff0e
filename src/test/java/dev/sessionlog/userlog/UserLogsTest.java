package dev.sessionlog.userlog;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.store.Seat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserLogsTest {
  @TempDir Path logDir;

  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
  private final FakeClock clock = new FakeClock(Instant.now());
  private final Transcripts alice = new Transcripts("20261123T062510-k3f9", "alice");
  private final Transcripts other = new Transcripts("20261123T070000-zzzz", "alice");

  @Test
  void lineHasTimeOnScreenPlaceTerminalAndText() throws IOException {
    try (UserLogs logs = open(DefaultSettings.all())) {
      logs.append(alice.line(17, "$ git commit -m fix"));
      String line = current();
      assertTrue(
          line.matches(
              "2026-11-2\\dT\\d\\d:\\d\\d:10\\.123[-+]\\d\\d:\\d\\d "
                  + "20261123T062510-k3f9:17 pts/3 \\$ git commit -m fix\n"),
          line);
    }
  }

  @Test
  void jsonLineHasItsPlaceFirst() throws IOException {
    try (UserLogs logs = open(json())) {
      logs.append(alice.line(17, "say \"hi\" \\ 20261123T070000-zzzz:4"));
    }
    assertEquals(
        "{\"session\":\"20261123T062510-k3f9\",\"line\":17,\"time\":\"2026-11-23T06:25:10.123Z\","
            + "\"user\":\"alice\",\"tty\":\"pts/3\",\"host\":\"host1\","
            + "\"kind\":\"screen\",\"text\":\"say \\\"hi\\\" \\\\ 20261123T070000-zzzz:4\"}\n",
        current());
    assertEquals(new TranscriptPlace(alice.session(), 17), placeOf(current()));
  }

  @Test
  void textCannotForgeAPlaceNorBreakTheLine() throws IOException {
    try (UserLogs logs = open(DefaultSettings.all())) {
      logs.append(
          alice.line(1, "x\n2026 20261123T070000-zzzz:99 \u001b[31m\u202e\u0085\u2028 {} %d"));
    }
    assertEquals(1, current().lines().count());
    assertEquals(new TranscriptPlace(alice.session(), 1), placeOf(current()));
    assertTrue(
        current()
            .endsWith(" x\uFFFD2026 20261123T070000-zzzz:99 \uFFFD[31m\uFFFD\uFFFD\uFFFD {} %d\n"));
  }

  @Test
  void rolledFilesTogetherHoldEveryLineOnceInOrder() throws IOException {
    try (UserLogs logs = open(small())) {
      logs.append(alice.lines(1, 500));
    }
    List<UserLogFile> rolled = UserLogFile.rolled(logDir, "alice");
    assertTrue(rolled.size() > 10, rolled.toString());
    assertTrue(rolled.stream().allMatch(UserLogFile::gzip));
    assertEquals(Transcripts.range(1, 500), numbersRead());
    assertEquals(List.of(), troubles);
  }

  @Test
  void noFileOutgrowsTheLimitByMoreThanALine() throws IOException {
    LogSettings plain =
        new LogSettings(DefaultSettings.PATTERN, 4096, 0, 0, false, false, Optional.empty());
    try (UserLogs logs = open(plain)) {
      logs.append(alice.lines(1, 5000));
    }
    for (UserLogFile file : UserLogFile.rolled(logDir, "alice")) {
      assertTrue(Files.size(file.path()) < 4096 + 120, file.toString());
    }
    assertEquals(Transcripts.range(1, 5000), numbersRead());
  }

  @Test
  void openingAgainGoesOnBehindTheRolledFiles() throws IOException {
    for (int i = 0; i < 5; i++) {
      try (UserLogs logs = open(small())) {
        logs.append(alice.lines(1 + 100 * i, 100));
      }
    }
    assertEquals(Transcripts.range(1, 500), numbersRead());
  }

  @Test
  void newDayRollsTheLogOfTheDayBefore() throws IOException {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
    try (UserLogs logs = open(DefaultSettings.all())) {
      logs.append(alice.line(1, "today"));
      clock.advance(Duration.ofDays(1));
      logs.append(alice.line(2, "tomorrow"));
    }
    UserLogFile rolled = UserLogFile.rolled(logDir, "alice").get(0);
    assertEquals(Optional.of(today), rolled.date());
    assertEquals(new TranscriptPlace(alice.session(), 2), placeOf(current()));
    assertEquals(List.of(1L, 2L), numbersRead());
  }

  @Test
  void clockThatWasPutBackDoesNotPutTheFilesOutOfOrder() throws IOException {
    clock.advance(Duration.ofDays(3));
    try (UserLogs logs = open(small())) {
      logs.append(alice.lines(1, 100));
    }
    clock.advance(Duration.ofDays(-3));
    try (UserLogs logs = open(small())) {
      logs.append(alice.lines(101, 100));
      assertEquals(OptionalLong.of(200), lastLine(logs, alice, "alice"));
    }
    assertEquals(Transcripts.range(1, 200), numbersRead());
  }

  @Test
  void tornTailIsCutAndItsLineWrittenAgain() throws IOException {
    try (UserLogs logs = open(small())) {
      logs.append(alice.lines(1, 3));
    }
    write("alice.log", "2026-11-23T06:25:10.123+00:00 20261123T062510-k3f9:4 pts/3 te");
    try (UserLogs logs = open(small())) {
      assertEquals(OptionalLong.of(3), lastLine(logs, alice, "alice"));
      logs.append(alice.lines(4, 2));
    }
    assertEquals(Transcripts.range(1, 5), numbersRead());
  }

  @Test
  void tornTailWithoutAnyLineIsCutToNothing() throws IOException {
    write("alice.log", "2026-11-23T06:2");
    try (UserLogs logs = open(small())) {
      logs.append(alice.line(1, "first"));
    }
    assertEquals(List.of(1L), numbersRead());
  }

  @Test
  void cuttingATornTailKeepsTheDayOfTheLog() throws IOException {
    Instant yesterday = clock.instant().minus(Duration.ofDays(1));
    LocalDate day = LocalDate.ofInstant(yesterday, ZoneId.systemDefault());
    write("alice.log", Transcripts.logLine(alice.session(), 1) + "\ntorn");
    Files.setLastModifiedTime(logDir.resolve("alice.log"), FileTime.from(yesterday));
    try (UserLogs logs = open(small())) {
      logs.append(alice.line(2, "today"));
    }
    assertEquals(Optional.of(day), UserLogFile.rolled(logDir, "alice").get(0).date());
    assertEquals(List.of(1L, 2L), numbersRead());
  }

  @Test
  void crashWhileCompressingLosesAndRepeatsNothing() throws IOException {
    write("alice.2026-11-22.0.log", Transcripts.logLine(alice.session(), 1) + "\n");
    write("alice.2026-11-22.0.log.gz", "half of it");
    write("alice.2026-11-22.1.log", Transcripts.logLine(alice.session(), 2) + "\n");
    write("alice.2026-11-22.1.log.gz.tmp", "half of it");
    assertEquals(List.of(1L, 2L), numbersRead());
    try (UserLogs logs = open(small())) {
      logs.append(alice.line(3, "on"));
    }
    assertEquals(
        List.of("alice.2026-11-22.0.log.gz", "alice.2026-11-22.1.log.gz", "alice.log"), names());
    assertEquals(List.of(1L, 2L, 3L), numbersRead());
    assertEquals(List.of(), troubles);
  }

  @Test
  void fileThatWasNotCompressedInTimeIsNotOverwritten() throws IOException {
    String today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()).toString();
    write("alice." + today + ".0.log", Transcripts.logLine(alice.session(), 1) + "\n");
    write("alice." + today + ".1.log", Transcripts.logLine(alice.session(), 2) + "\n");
    try (UserLogs logs = open(small())) {
      logs.append(alice.lines(3, 100));
    }
    assertEquals(Transcripts.range(1, 102), numbersRead());
  }

  @Test
  void healingLeavesOtherUsersFilesAlone() throws IOException {
    write("alice.b.2026-11-22.0.log.gz.tmp", "not hers");
    write("alice.b.2026-11-22.1.log", Transcripts.logLine(alice.session(), 2) + "\n");
    try (UserLogs logs = open(small())) {
      logs.append(alice.line(1, "hers"));
    }
    assertEquals(
        List.of("alice.b.2026-11-22.0.log.gz.tmp", "alice.b.2026-11-22.1.log", "alice.log"),
        names());
  }

  @Test
  void lastLineIsFoundInCurrentAndRolledFilesOfAnyForm() throws IOException {
    try (UserLogs logs = open(small())) {
      assertEquals(OptionalLong.empty(), lastLine(logs, alice, "alice"));
      logs.append(alice.lines(1, 20));
      logs.append(other.lines(1, 3));
      assertEquals(OptionalLong.of(20), lastLine(logs, alice, "alice"));
      logs.append(other.lines(4, 200));
    }
    assertTrue(UserLogFile.rolled(logDir, "alice").get(0).gzip());
    try (UserLogs logs = open(small())) {
      assertEquals(OptionalLong.of(20), lastLine(logs, alice, "alice"));
      assertEquals(OptionalLong.of(203), lastLine(logs, other, "alice"));
      assertEquals(OptionalLong.empty(), lastLine(logs, alice, "bob"));
    }
  }

  @Test
  void lastLineIsFoundWhateverTheTimesOfTheFilesSay() throws IOException {
    write("alice.2026-11-22.0.log", Transcripts.logLine(alice.session(), 7) + "\n");
    Path old = logDir.resolve("alice.2026-11-22.0.log");
    try (UserLogs logs = open(small())) {
      for (Duration back : List.of(Duration.ofHours(2), Duration.ofDays(800))) {
        Instant before = alice.session().started().minus(back);
        Files.setLastModifiedTime(old, FileTime.from(before));
        assertEquals(OptionalLong.of(7), lastLine(logs, alice, "alice"));
      }
    }
  }

  @Test
  void lastLineIsNotSoughtInFilesThatWereRolledBefore() throws IOException {
    write("alice.2026-11-22.9.log", Transcripts.logLine(alice.session(), 7) + "\n");
    try (UserLogs logs = open(small())) {
      Optional<RolledPlace> newest = logs.newestRolled("alice");
      assertEquals(RolledPlace.parse("2026-11-22.9"), newest);
      assertEquals(OptionalLong.empty(), logs.lastLine(alice.session(), "alice", newest));
      write("alice.2026-11-22.10.log", Transcripts.logLine(alice.session(), 8) + "\n");
      assertEquals(OptionalLong.of(8), logs.lastLine(alice.session(), "alice", newest));
    }
  }

  @Test
  void wholeLogIsSearchedWhenTheFileBeforeTheSessionIsGone() throws IOException {
    write("alice.2026-11-22.0.log", Transcripts.logLine(alice.session(), 7) + "\n");
    try (UserLogs logs = open(small())) {
      Optional<RolledPlace> gone = RolledPlace.parse("2026-11-22.4");
      assertEquals(OptionalLong.of(7), logs.lastLine(alice.session(), "alice", gone));
    }
  }

  private static OptionalLong lastLine(UserLogs logs, Transcripts session, String user)
      throws IOException {
    return logs.lastLine(session.session(), user, Optional.empty());
  }

  @Test
  void sessionsOfOneUserShareTheLogFromManyThreads() throws Exception {
    List<Transcripts> sessions = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (UserLogs logs = open(Transcripts.settings(20_000))) {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 2; i < 6; i++) {
        Transcripts session = new Transcripts("20261123T062510-bbb" + i, "alice");
        sessions.add(session);
        writers.add(threads.submit(() -> appendInBatches(logs, session)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      threads.shutdown();
    }
    for (Transcripts session : sessions) {
      try (Stream<String> lines = reader().lines()) {
        Stream<String> own = lines.filter(line -> line.contains(session.session().toString()));
        assertEquals(Transcripts.range(1, 1000), Transcripts.numbers(own));
      }
    }
  }

  private static Void appendInBatches(UserLogs logs, Transcripts session) throws IOException {
    for (int i = 0; i < 100; i++) {
      logs.append(session.lines(1 + 10 * i, 10));
    }
    return null;
  }

  @Test
  void idleLogIsClosedAndOpenedAgainByTheNextLine() throws IOException {
    try (UserLogs logs = open(small())) {
      logs.append(alice.line(1, "before"));
      assertTrue(isOpen("alice.log"));
      logs.closeIdle(Duration.ofMinutes(10));
      assertTrue(isOpen("alice.log"));
      clock.advance(Duration.ofMinutes(11));
      logs.closeIdle(Duration.ofMinutes(10));
      assertFalse(isOpen("alice.log"));
      logs.append(alice.line(2, "after"));
      assertTrue(isOpen("alice.log"));
    }
    assertFalse(isOpen("alice.log"));
    assertEquals(List.of(1L, 2L), numbersRead());
  }

  @Test
  void logThatWasMovedAwayIsBegunAgain() throws IOException {
    try (UserLogs logs = open(small())) {
      logs.append(alice.line(1, "before"));
      Files.move(logDir.resolve("alice.log"), logDir.resolve("elsewhere"));
      logs.append(alice.line(2, "after"));
    }
    assertEquals(List.of(2L), numbersRead());
  }

  @Test
  void symbolicLinkInPlaceOfALogIsNotFollowed() throws IOException {
    Path target = Files.createFile(logDir.resolve("target"));
    Files.createSymbolicLink(logDir.resolve("alice.log"), target);
    try (UserLogs logs = open(small())) {
      UnwrittenLinesException e =
          assertThrows(UnwrittenLinesException.class, () -> logs.append(alice.line(1, "x")));
      assertTrue(e.getMessage().contains("alice.log: not a regular file"), e.getMessage());
      assertEquals(0, e.written());
      Files.delete(logDir.resolve("alice.log"));
      logs.append(alice.line(1, "x"));
    }
    assertEquals(0, Files.size(target));
    assertEquals(List.of(1L), numbersRead());
  }

  @Test
  void nobodyElseReadsALogCompressedOrNot() throws IOException {
    try (UserLogs logs = open(small())) {
      logs.append(alice.lines(1, 100));
    }
    for (String name : names()) {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(logDir.resolve(name));
      assertTrue(
          permissions.stream().noneMatch(permission -> permission.name().startsWith("OTHERS_")),
          name + permissions);
    }
  }

  @Test
  void oldRolledFilesGoAndForeignOnesStay() throws IOException {
    write("alice.2020-01-01.0.log.gz", "");
    write("alice.2020-01-02.0.log.gz", "");
    write("alice.2020-01-01.0.log.gz.bak", "");
    write("alice.2020-01-01.log", "");
    write("al-ce.2020-01-01.0.log.gz", "");
    LogSettings week =
        new LogSettings(DefaultSettings.PATTERN, 4096, 7, 0, true, false, Optional.empty());
    try (UserLogs logs = open(week)) {
      logs.append(alice.lines(1, 60));
    }
    List<String> old = names().stream().filter(name -> name.contains("2020")).toList();
    assertEquals(
        List.of(
            "al-ce.2020-01-01.0.log.gz", "alice.2020-01-01.0.log.gz.bak", "alice.2020-01-01.log"),
        old);
  }

  @Test
  void oldRolledFilesStayUntilTheArchiveHasThemWhereThatIsAskedFor() throws IOException {
    write("alice.2020-01-01.0.log.gz", "");
    write("alice.2020-01-02.0.log.gz", "");
    Files.createDirectory(logDir.resolve("archive"));
    ArchivedLogs.read(logDir).add(Seat.first(logDir), UserLogFile.rolled(logDir, "alice").get(1));
    LogSettings week =
        new LogSettings(DefaultSettings.PATTERN, 4096, 7, 0, true, false, Optional.empty(), true);
    try (UserLogs logs = open(week)) {
      logs.append(alice.lines(1, 60));
    }
    assertEquals(
        List.of("alice.2020-01-01.0.log.gz"),
        names().stream().filter(name -> name.contains("2020")).toList());
  }

  @Test
  void rolledFilesStayUnderTheTotalSizeAndTheNewestIsKept() throws IOException {
    LogSettings capped =
        new LogSettings(DefaultSettings.PATTERN, 4096, 0, 10_000, false, false, Optional.empty());
    try (UserLogs logs = open(capped)) {
      logs.append(alice.lines(1, 1000));
    }
    assertEquals(2, UserLogFile.rolled(logDir, "alice").size());
    List<Long> left = numbersRead();
    assertEquals(Transcripts.range(1001 - left.size(), left.size()), left);
  }

  @Test
  void lineLongerThanTheBufferIsOneLine() throws IOException {
    String text = "漢".repeat(TranscriptLine.LONGEST);
    try (UserLogs logs = open(DefaultSettings.all())) {
      logs.append(List.of(alice.line(1, "a"), alice.line(2, text), alice.line(3, "b")));
    }
    assertEquals(Transcripts.range(1, 3), numbersRead());
    assertTrue(reader().last(2).get(0).endsWith(" " + text));
  }

  @Test
  void appendingToClosedLogsFails() throws IOException {
    UserLogs logs = open(small());
    logs.close();
    assertThrows(UnwrittenLinesException.class, () -> logs.append(alice.line(1, "x")));
    assertEquals(List.of(), names());
  }

  @Test
  void interruptedThreadWritesItsLineAllTheSame() throws IOException {
    try (UserLogs logs = open(small())) {
      Thread.currentThread().interrupt();
      logs.append(alice.lines(1, 100));
      assertTrue(Thread.interrupted());
    }
    assertEquals(Transcripts.range(1, 100), numbersRead());
  }

  @Test
  void compressingEndsSoonAfterTheRolling() throws IOException {
    try (UserLogs logs = open(small())) {
      logs.append(alice.lines(1, 100));
      await().until(() -> UserLogFile.rolled(logDir, "alice").stream().allMatch(UserLogFile::gzip));
    }
    assertEquals(List.of(), troubles);
  }

  private UserLogs open(LogSettings settings) throws IOException {
    return UserLogs.open(
        logDir, settings, clock, new AuditTrail(logDir, clock, "uid 0"), troubles::add);
  }

  private static LogSettings small() {
    return Transcripts.settings(4096);
  }

  private static LogSettings json() {
    return new LogSettings("", 4096, 0, 0, true, true, Optional.empty());
  }

  private UserLogReader reader() {
    return UserLogReader.of(logDir, "alice", troubles::add);
  }

  private List<Long> numbersRead() throws IOException {
    try (Stream<String> lines = reader().lines()) {
      return Transcripts.numbers(lines);
    }
  }

  private String current() throws IOException {
    return Files.readString(logDir.resolve("alice.log"));
  }

  private static TranscriptPlace placeOf(String line) {
    return TranscriptPlace.of(line).orElseThrow();
  }

  private void write(String name, String text) throws IOException {
    Files.write(
        logDir.resolve(name),
        text.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(logDir)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** Tells whether this process has the file open, from the kernel's own list. */
  private boolean isOpen(String name) throws IOException {
    String wanted = logDir.toRealPath().resolve(name).toString();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.anyMatch(descriptor -> leadsTo(descriptor, wanted));
    }
  }

  private static boolean leadsTo(Path descriptor, String wanted) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(wanted);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
