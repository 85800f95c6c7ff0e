package dev.sessionlog.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.config.RetentionSettings;
import dev.sessionlog.custody.AuditTrail;
import dev.sessionlog.custody.LastNote;
import dev.sessionlog.custody.LegalHolds;
import dev.sessionlog.pipe.PipeFolder;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.store.ArchivedSessions;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.store.Seat;
import dev.sessionlog.unix.Unix;
import dev.sessionlog.userlog.ArchivedLogs;
import dev.sessionlog.userlog.UserLogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Removals that fail, are cut short, or meet others at work. */
final class CleanerTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final RetentionSettings A_DAY = limits(Optional.of(Duration.ofDays(1)));
  private static final RetentionSettings NO_ROOM =
      new RetentionSettings(
          Optional.empty(),
          OptionalInt.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.of(Long.MAX_VALUE),
          Optional.empty());
  private static final LastNote NO_NOTE = () -> {};

  @TempDir private Path logDir;
  private final List<String> troubles = new ArrayList<>();
  private RecordingStore store;
  private Cleaner cleaner;

  private static RetentionSettings limits(Optional<Duration> age) {
    return new RetentionSettings(
        age,
        OptionalInt.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        age.isPresent() ? Optional.empty() : Optional.of(Duration.ofDays(1)));
  }

  @BeforeEach
  void open() {
    store = new RecordingStore(logDir);
    cleaner =
        new Cleaner(
            Unix.load(),
            logDir,
            List.of(new PipeFolder(logDir.resolve("pipes"))),
            new AuditTrail(logDir, InstantSource.fixed(NOW), "uid 0"),
            troubles::add);
  }

  private Recording recording(int number) throws IOException {
    String id = "20261101T0800%02d-bbbb".formatted(number);
    Path folder = Files.createDirectories(logDir.resolve("sessions/alice").resolve(id));
    Session session =
        SampleSession.named(id)
            .started(Instant.parse("2026-11-01T08:00:00Z"))
            .build()
            .ended(
                SessionState.COMPLETE,
                Instant.parse("2026-11-01T08:01:00Z"),
                OptionalInt.empty(),
                0);
    Files.write(folder.resolve("session.json"), SessionFile.encodeInOneLine(session));
    Files.writeString(folder.resolve("typescript"), "Script started\n" + "hello\r\n".repeat(999));
    Files.writeString(folder.resolve("timing"), "O 0.500000 6993\n");
    return new Recording(SessionId.parse(id).orElseThrow(), folder);
  }

  private CleanupPlan plan(RetentionSettings limits) throws IOException {
    return cleaner.plan(new RetentionPolicy(limits), true, NOW, ZoneOffset.UTC);
  }

  private String audit() throws IOException {
    return Files.readString(logDir.resolve("audit/audit.log"));
  }

  private void breakTheAuditLog() throws IOException {
    Files.writeString(logDir.resolve("audit"), "");
  }

  @Test
  void withoutAnAuditLineNothingGoes() throws IOException {
    Recording recording = recording(0);
    Files.writeString(logDir.resolve("alice.2026-11-01.0.log"), "a line\n");
    Files.writeString(logDir.resolve("alice.2026-11-02.0.log"), "a line\n");
    CleanupPlan plan = plan(A_DAY);
    breakTheAuditLog();
    assertEquals(3, plan.removals().size());
    assertEquals(3, cleaner.apply(plan));
    assertEquals(3, troubles.size(), troubles::toString);
    assertEquals(List.of(recording), store.all());
    assertEquals(3, recording.files().size());
    assertTrue(Files.exists(logDir.resolve("alice.2026-11-01.0.log")));
  }

  @Test
  void onlyWhatTheArchiveHasGoesWhereThatIsAskedFor() throws IOException {
    Recording archived = recording(0);
    Recording waits = recording(1);
    new ArchivedSessions(logDir).add(archived.id());
    Files.writeString(logDir.resolve("alice.2026-11-01.0.log"), "a line\n");
    Files.writeString(logDir.resolve("alice.2026-11-02.0.log"), "a line\n");
    UserLogFile log = UserLogFile.rolled(logDir, "alice").get(0);
    ArchivedLogs.read(logDir).add(Seat.first(logDir), log);
    for (RetentionSettings limits : List.of(onlyArchived(A_DAY), onlyArchived(NO_ROOM))) {
      List<Path> going = plan(limits).removals().stream().map(Removal::path).toList();
      assertEquals(Set.of(archived.folder(), log.path()), Set.copyOf(going));
    }
    assertEquals(4, plan(A_DAY).removals().size());
    Files.writeString(logDir.resolve("archive/done/20261101"), "torn " + waits.id());
    assertEquals(1, plan(onlyArchived(A_DAY)).removals().size(), "what is not sure stays");
  }

  /** It is compressed while it waits all the same. */
  @Test
  void whatWaitsForTheArchiveIsCompressed() throws IOException {
    Recording waits = recording(0);
    RetentionSettings later = limits(Optional.empty());
    assertEquals(
        List.of(waits),
        plan(onlyArchived(later)).removals().stream()
            .map(removal -> ((Removal.OfPlainForm) removal).recording())
            .toList());
  }

  private static RetentionSettings onlyArchived(RetentionSettings limits) {
    return new RetentionSettings(
        limits.maxAge(),
        limits.maxSessionsPerUser(),
        limits.maxSizePerUser(),
        limits.maxSize(),
        limits.minFree(),
        limits.compressAfter(),
        true);
  }

  @Test
  void whatRecoverySetAsideGoesWithItsRecordingAndCountsAsItsSize() throws IOException {
    Recording recording = recording(0);
    long before = recording.diskSize();
    Files.writeString(recording.folder().resolve("session.json.damaged"), "{");
    Files.writeString(recording.folder().resolve("timing.damaged"), "O");
    assertEquals(before + 2 * 4096, recording.diskSize());
    assertEquals(0, cleaner.apply(plan(A_DAY)), troubles::toString);
    assertEquals(List.of(), store.all());
  }

  @Test
  void whatWasNeverUsedGoesAlsoWhereItCannotBeRenamed() throws IOException {
    Recording recording = recording(0);
    Files.createDirectories(logDir.resolve("active"));
    Path active = logDir.resolve("active/" + recording.id());
    Files.createSymbolicLink(active, recording.folder());
    Path inTheWay = recording.folder().resolveSibling("." + recording.id() + ".removing");
    Files.writeString(inTheWay, "");
    assertTrue(store.discard(recording));
    assertFalse(Files.exists(recording.folder()));
    assertFalse(Files.isSymbolicLink(active));
  }

  @Test
  void aRecordingOfALaterVersionIsNeitherRemovedNorCompressedNorEndedNorIndexed()
      throws IOException {
    Recording recording = recording(0);
    String json = Files.readString(recording.sessionFile()).replace(":1,", ":2,");
    Files.writeString(recording.sessionFile(), json);
    Files.createDirectories(logDir.resolve("active"));
    Path active = logDir.resolve("active/" + recording.id());
    Files.createSymbolicLink(active, recording.folder());
    CleanupPlan plan =
        cleaner.plan(new RetentionPolicy(A_DAY), false, NOW, ZoneOffset.UTC); // no collector lives
    assertEquals(List.of(), plan.removals());
    assertTrue(troubles.get(0).contains("version 2, of a later sessionlog"), troubles::toString);
    Files.delete(active);
    assertEquals(List.of(), plan(A_DAY).removals());
    CleanupPlan none = plan(limits(Optional.empty()));
    assertEquals(List.of(), none.removals());
    cleaner.apply(none);
    assertEquals(json, Files.readString(recording.sessionFile()));
    assertFalse(Files.exists(logDir.resolve("index/20261101.index")));
  }

  @Test
  void killedBetweenTheLineAndTheRemovalARecordingIsWholeAndIsPlannedAgain() throws IOException {
    Recording recording = recording(0);
    LastNote kill =
        () -> {
          throw new ThreadDeath();
        };
    assertThrows(ThreadDeath.class, () -> store.delete(recording, kill));
    assertEquals(List.of(recording), store.all());
    assertEquals(3, recording.files().size());
    assertEquals(0, cleaner.apply(plan(A_DAY)));
    assertEquals(List.of(), store.all());
  }

  /** What is gone stays out of sight, whoever wants to hold it and whatever can be noted. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void killedAfterSomeFilesWentTheRestFollowsAndNeverComesBack(int gone) throws IOException {
    Recording recording = recording(0);
    Path away = recording.folder().resolveSibling("." + recording.id() + ".removing");
    Files.move(recording.folder(), away);
    List<String> order = List.of("timing", "typescript", "session.json");
    for (String file : order.subList(0, gone)) {
      Files.delete(away.resolve(file));
    }
    LegalHolds holds = new LegalHolds(logDir);
    assertEquals(LegalHolds.Outcome.GONE, holds.hold(recording, NOW, "me", "", NO_NOTE));
    assertEquals(LegalHolds.Outcome.HELD, holds.holdUser("alice", NOW, "me", "", NO_NOTE));
    breakTheAuditLog();
    assertEquals(List.of(), store.all());
    assertEquals(0, cleaner.apply(plan(A_DAY)));
    assertFalse(Files.exists(away));
    assertEquals(List.of(), store.all());
    assertEquals(List.of(), troubles);
  }

  @Test
  void killedWhileItCompressesARecordingIsWhole() throws IOException {
    Recording recording = recording(0);
    byte[] typescript = Files.readAllBytes(recording.typescript());
    Files.writeString(recording.folder().resolve("typescript.gz.tmp"), "half");
    Files.writeString(recording.folder().resolve("typescript.gz"), "older half");
    assertEquals(0, cleaner.apply(plan(limits(Optional.empty()))));
    assertFalse(Files.exists(recording.typescript()));
    assertFalse(Files.exists(recording.folder().resolve("typescript.gz.tmp")));
    assertTrue(audit().matches("(?s).*cleanup compresses session .*typescript sha256:.*"), audit());
    try (var plain =
        new java.util.zip.GZIPInputStream(
            Files.newInputStream(recording.folder().resolve("typescript.gz")))) {
      assertEquals(typescript.length, plain.readAllBytes().length);
    }
  }

  @Test
  void whatIsHeldOrGoneSinceThePlanIsPassedOver() throws IOException {
    Recording held = recording(0);
    Recording gone = recording(1);
    Path log = Files.writeString(logDir.resolve("alice.2026-11-01.0.log"), "a line\n");
    Files.writeString(logDir.resolve("alice.2026-11-02.0.log"), "a line\n");
    CleanupPlan plan = plan(A_DAY);
    assertEquals(4, plan.removals().size());
    new LegalHolds(logDir).hold(held, NOW, "me", "", NO_NOTE);
    for (Path file : gone.files()) {
      Files.delete(file);
    }
    Files.delete(gone.folder());
    assertEquals(0, cleaner.apply(plan));
    assertEquals(List.of(held), store.all());
    assertTrue(Files.exists(log));
    assertEquals(List.of(), troubles);
  }

  @Test
  void aLogThatWasCompressedSinceThePlanGoesAndOneThatIsGoneIsPassedOver() throws IOException {
    Path one = Files.writeString(logDir.resolve("alice.2026-11-01.0.log"), "a line\n");
    Path two = Files.writeString(logDir.resolve("alice.2026-11-02.0.log"), "a line\n");
    CleanupPlan plan = plan(A_DAY);
    Path compressed = logDir.resolve("alice.2026-11-01.0.log.gz");
    Files.move(one, compressed);
    Files.delete(two);
    assertEquals(0, cleaner.apply(plan));
    assertFalse(Files.exists(compressed));
    assertTrue(audit().contains("cleanup removes alice.2026-11-01.0.log.gz sha256:"), audit());
    assertEquals(List.of(), troubles);
  }

  @Test
  void aFileThatIsNotOursKeepsTheRecording() throws IOException {
    Recording recording = recording(0);
    Files.writeString(recording.folder().resolve("notes.txt"), "mine");
    assertEquals(1, cleaner.apply(plan(A_DAY)));
    assertTrue(troubles.get(0).contains("it contains notes.txt"), troubles::toString);
    assertEquals(4, recording.files().size());
  }

  @Test
  void pipesAndSessionsThatNobodyServesAreNoted() throws IOException {
    Path pipe =
        Files.createDirectories(logDir.resolve("pipes")).resolve("20261101T080000-bbbb.fifo");
    Files.writeString(pipe, "");
    Path folder = Files.createDirectories(logDir.resolve("sessions/bob/20261101T080000-cccc"));
    Files.createDirectories(logDir.resolve("active"));
    Files.createSymbolicLink(logDir.resolve("active/20261101T080000-cccc"), folder);
    CleanupPlan plan =
        cleaner.plan(new RetentionPolicy(RetentionSettings.UNLIMITED), false, NOW, ZoneOffset.UTC);
    assertEquals(0, cleaner.apply(plan));
    assertEquals(
        List.of(
            "cleanup removes pipe 20261101T080000-bbbb.fifo: belongs to no session",
            "cleanup removes session 20261101T080000-cccc of bob, which is empty: its pipe is"
                + " gone"),
        audit().lines().map(line -> line.replaceFirst(".* uid 0: ", "")).toList());
  }

  /** Whoever comes first wins, and nobody is told the wrong thing. */
  @Test
  void aHoldAndARemovalAtTheSameTimeAgree() throws Exception {
    LegalHolds holds = new LegalHolds(logDir);
    for (int round = 0; round < 60; round++) {
      Recording recording = recording(round);
      CompletableFuture<Boolean> removed = CompletableFuture.supplyAsync(() -> delete(recording));
      LegalHolds.Outcome outcome = holds.hold(recording, NOW, "me", "", NO_NOTE);
      boolean held = outcome == LegalHolds.Outcome.HELD;
      assertEquals(!held, removed.get());
      assertEquals(held, Files.exists(recording.typescript()));
      assertEquals(held, holds.held().sessions().contains(recording.id()));
    }
  }

  private boolean delete(Recording recording) {
    try {
      return store.delete(recording, NO_NOTE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
