package dev.sessionlog.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.Gap;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a recording that nobody can write any more. */
final class EndedRecordingTest {
  private static final Instant STARTED = Instant.parse("2026-11-20T18:00:00Z");
  private static final Instant LAST = STARTED.plus(Duration.ofMinutes(5));
  private static final Instant MONDAY = STARTED.plus(Duration.ofHours(60));
  private static final String FIRST_LINE =
      "Script started on 2026-11-20 18:00:00+00:00 [TERM=\"x\"]\n";
  private static final String LAST_LINE =
      "\nScript done on 2026-11-20 18:05:00+00:00 [COMMAND_EXIT_CODE=\"3\"]\n";

  @TempDir private Path folder;
  private Recording recording;

  @BeforeEach
  void begin() throws IOException {
    SessionId id = SessionId.parse("20261120T180000-aaaa").orElseThrow();
    Session session =
        SampleSession.named(id).host("host").tty("/dev/pts/1").term("x").started(STARTED).build();
    recording = new RecordingStore(folder).create(session);
    RecordingWriter.create(recording, session, "friday", 0).close();
  }

  private Session end(String text, String bootId) throws IOException {
    return end(text, bootId, Duration.between(STARTED, MONDAY));
  }

  /** Ends it when the kernel has run for {@code uptime}; it had run for none when it began. */
  private Session end(String text, String bootId, Duration uptime) throws IOException {
    write(text);
    return RecordingRecovery.end(recording, bootId, uptime.toNanos(), MONDAY).orElseThrow();
  }

  private void write(String text) throws IOException {
    Files.writeString(recording.typescript(), FIRST_LINE + text);
    Files.setLastModifiedTime(recording.typescript(), FileTime.from(LAST));
  }

  @Test
  void itEndedWhenItsLastByteCame() throws IOException {
    Session session = end("$ work\r\n", "friday");
    assertEquals(Optional.of(LAST), session.ended());
    assertEquals(SessionState.TRUNCATED, session.state());
    assertTrue(Files.readString(recording.timing()).contains("DURATION 300.000000"));
  }

  @Test
  void oneThatGoesOnInThisRunOfTheKernelHasAGap() throws IOException {
    Session session = end("$ work\r\n", "friday");
    assertEquals(1, session.gaps().size());
    assertEquals(-1, session.gaps().get(0).bytes());
    assertEquals(LAST, session.gaps().get(0).from());
  }

  @Test
  void afterABootNothingIsMissing() throws IOException {
    assertEquals(List.of(), end("$ work\r\n", "monday", Duration.ofHours(1)).gaps());
  }

  @Test
  void aRunOfTheKernelIsTheSameUnderAnotherNameToo() throws IOException {
    assertEquals(1, end("$ work\r\n", "monday").gaps().size());
  }

  @Test
  void oneWhoseTimingFileIsGoneMayGoOn() throws IOException {
    Files.delete(recording.timing());
    assertEquals(1, end("$ work\r\n", "monday", Duration.ofHours(1)).gaps().size());
  }

  @Test
  void oneThatWasSeenToGoOnHasAGapWhateverTheClocksSay() throws IOException {
    write("$ work\r\n");
    Session session =
        RecordingRecovery.endOfLive(recording, "monday", 1_000_000_000, MONDAY, "removed")
            .orElseThrow();
    assertEquals(List.of("removed"), session.gaps().stream().map(Gap::reason).toList());
  }

  @Test
  void afterItsLastLineNothingIsMissing() throws IOException {
    Session session = end("$ exit 3\r\n" + LAST_LINE, "friday");
    assertEquals(List.of(), session.gaps());
    assertEquals(SessionState.COMPLETE, session.state());
    assertEquals(Optional.of(LAST), session.ended());
  }

  @Test
  void oneThatNoByteEverCameToIsLeft() throws IOException {
    assertEquals(
        Optional.empty(), RecordingRecovery.end(recording, "friday", 1_000_000_000, MONDAY));
  }
}
