package dev.sessionlog.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.StoredSize;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.recording.SessionFile;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index says what the recordings say, whatever became of it. */
final class SessionIndexTest {
  private static final String DAY = "20261101";

  @TempDir private Path logDir;
  private SessionIndex index;
  private RecordingStore store;

  @BeforeEach
  void open() {
    index = new SessionIndex(logDir);
    store = new RecordingStore(logDir);
  }

  private Recording recording(String id, int exitCode) throws IOException {
    Path folder = Files.createDirectories(logDir.resolve("sessions/alice").resolve(id));
    Session session =
        SampleSession.named(id)
            .started(Instant.parse("2026-11-01T08:00:00Z"))
            .build()
            .ended(
                SessionState.COMPLETE,
                Instant.parse("2026-11-01T08:01:00Z"),
                OptionalInt.of(exitCode),
                0);
    Files.write(folder.resolve("session.json"), SessionFile.encodeInOneLine(session));
    Files.writeString(folder.resolve("typescript"), "Script started\n" + "hello\r\n".repeat(999));
    Files.writeString(folder.resolve("timing"), "O 0.500000 6993\n");
    return new Recording(SessionId.parse(id).orElseThrow(), folder);
  }

  private Path file() {
    return logDir.resolve("index/" + DAY + ".index");
  }

  private int exitCode(Recording recording) throws IOException {
    Session session = index.day(DAY).look(recording).session();
    assertEquals(recording.id(), session.id());
    return session.exitCode().orElseThrow();
  }

  @Test
  void whatIsDoneWithIsKnownWithoutALookAtIt() throws IOException {
    Recording recording = recording(DAY + "T080000-bbbb", 7);
    IndexEntry seen = IndexEntry.of(recording);
    store.done(recording);
    Files.delete(recording.sessionFile());
    IndexEntry known = index.day(DAY).look(recording);
    assertEquals(seen, known);
    assertEquals(recording.diskSize() + StoredSize.BLOCK, known.diskSize());
    assertEquals(known.diskSize(), index.day(DAY).diskSize(recording));
    assertTrue(known.compressible());
  }

  @Test
  void whatIsNotKnownIsLookedUp() throws IOException {
    Recording recording = recording(DAY + "T080000-bbbb", 7);
    assertEquals(7, exitCode(recording));
    assertEquals(recording.diskSize(), index.day(DAY).diskSize(recording));
    Files.delete(recording.sessionFile());
    assertThrows(NoSuchFileException.class, () -> index.day(DAY).look(recording));
  }

  @Test
  void theLastLineOfASessionCounts() throws IOException {
    Recording recording = recording(DAY + "T080000-bbbb", 7);
    index.add(recording);
    assertTrue(index.day(DAY).look(recording).compressible());
    recording.compress();
    index.add(recording);
    assertFalse(index.day(DAY).look(recording).compressible());
    assertEquals(recording.diskSize(), index.day(DAY).look(recording).diskSize());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "20261101T080000-bbbb",
        "20261101T080000-bbbb 4096 final {\"version\":1}\n",
        "20261101T080000-bbbb 4096 final {\"vers\n",
        "20261101T080000-bbbb 4096\n",
        "20261101T080000-bbbb 4096 else {}\n",
        "20261101T080000-bbbb  \n",
        "20261101T080000-bbbb 99999999999999999999 final {}\n",
        "\n\n\0\n20261101T080000-bbbb\n"
      })
  void damagedLinesCountAsMissing(String lines) throws IOException {
    Recording recording = recording(DAY + "T080000-bbbb", 7);
    Files.createDirectories(file().getParent());
    Files.writeString(file(), lines);
    assertEquals(7, exitCode(recording));
    assertEquals(index.day(DAY).look(recording).session(), recording.session());
    index.renew(List.of(recording));
    assertEquals(
        new String(IndexEntry.of(recording).line(), StandardCharsets.UTF_8),
        Files.readString(file()));
  }

  @Test
  void theSessionOfAnotherIdCountsAsMissing() throws IOException {
    Recording one = recording(DAY + "T080000-bbbb", 7);
    Recording other = recording(DAY + "T090000-cccc", 8);
    index.add(other);
    String line = Files.readString(file()).replaceFirst(other.id().toString(), one.id().toString());
    Files.writeString(file(), line);
    assertEquals(7, exitCode(one));
    assertEquals(8, exitCode(other));
  }

  @Test
  void aLineAfterOneThatWasCutOffIsLostUntilTheNextRenewal() throws IOException {
    Recording one = recording(DAY + "T080000-bbbb", 7);
    Recording other = recording(DAY + "T090000-cccc", 8);
    index.add(one);
    Files.writeString(file(), Files.readString(file()).substring(0, 60));
    index.add(other);
    assertEquals(7, exitCode(one));
    assertEquals(8, exitCode(other));
    index.renew(List.of(one, other));
    Files.delete(one.sessionFile());
    Files.delete(other.sessionFile());
    assertEquals(7, exitCode(one));
    assertEquals(8, exitCode(other));
  }

  @Test
  void aRenewalForgetsWhatIsGoneAndAddsWhatIsMissing() throws IOException {
    Recording gone = recording(DAY + "T080000-bbbb", 7);
    Recording kept = recording(DAY + "T090000-cccc", 8);
    Recording otherDay = recording("20261030T090000-cccc", 9);
    index.add(gone);
    index.add(otherDay);
    Files.writeString(logDir.resolve("index/20260101.index.tmp"), "left by a crash");
    index.renew(List.of(kept));
    assertEquals(
        new String(IndexEntry.of(kept).line(), StandardCharsets.UTF_8), Files.readString(file()));
    try (var files = Files.list(logDir.resolve("index"))) {
      assertEquals(List.of(file()), files.toList());
    }
    index.renew(List.of());
    assertTrue(Files.notExists(file()));
  }

  @Test
  void anIndexThatIsRightIsNotWrittenAgain() throws IOException {
    Recording recording = recording(DAY + "T080000-bbbb", 7);
    index.renew(List.of(recording));
    Object before = Files.getAttribute(file(), "unix:ino");
    index.renew(List.of(recording));
    assertEquals(before, Files.getAttribute(file(), "unix:ino"));
  }

  @Test
  void sessionsAreReadAlikeWithAndWithoutIt() throws IOException {
    List<Recording> all = new ArrayList<>();
    for (int day = 1; day < 9; day++) {
      for (int second = 0; second < 5; second++) {
        all.add(recording("2026110%dT08000%d-bbbb".formatted(day, second), day));
      }
    }
    Recording active = recording("20261105T090000-cccc", 0);
    Files.writeString(
        active.sessionFile(),
        Files.readString(active.sessionFile()).replace("complete", "active"),
        StandardOpenOption.TRUNCATE_EXISTING);
    List<RecordedSession> without = new RecordedSessions(logDir).read(store.all());
    index.renew(all);
    Files.writeString(active.typescript(), "more", StandardOpenOption.APPEND);
    List<RecordedSession> with = new RecordedSessions(logDir).read(store.all());
    assertEquals(41, with.size());
    for (int i = 0; i < with.size(); i++) {
      boolean grew = with.get(i).recording().equals(active);
      Session then = without.get(i).session().orElseThrow();
      Session now = with.get(i).session().orElseThrow();
      assertEquals(grew ? then.withBytes(then.bytes() + 4) : then, now);
    }
  }
}
