package dev.sessionlog.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.Gap;
import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands beside a typescript, whatever comes when. */
final class RecordingWriterTest {
  private static final Session SESSION = SampleSession.named("20261123T062510-k3f9").build();
  private static final String FIRST_LINE =
      "Script started on 2026-11-23 06:25:10+00:00 [TERM=\"xterm\"]\n";
  private static final String LAST_LINE =
      "\nScript done on 2026-11-23 06:26:15+00:00 [COMMAND_EXIT_CODE=\"3\"]\n";

  @TempDir private Path folder;
  private Recording recording;
  private RecordingWriter writer;
  private int start;

  @BeforeEach
  void begin() throws IOException {
    Path its = folder.resolve("sessions/alice/" + SESSION.id());
    recording = new Recording(SESSION.id(), Files.createDirectories(its));
    writer = RecordingWriter.create(recording, SESSION, "boot", 0);
    start = Files.readAllLines(recording.timing()).size();
  }

  @AfterEach
  void end() throws IOException {
    writer.close();
  }

  private void output(double second, String text) throws IOException {
    Files.writeString(recording.typescript(), text, StandardOpenOption.APPEND);
    writer.arrived(nanos(second));
  }

  private static long nanos(double second) {
    return Math.round(second * 1e9);
  }

  /** What the timing file says behind what each begins with. */
  private List<String> timing() throws IOException {
    List<String> lines = Files.readAllLines(recording.timing());
    return lines.subList(start, lines.size());
  }

  private static Gap gap(long offset, long bytes, String reason) {
    Instant at = Instant.parse("2026-11-23T06:26:00Z");
    return new Gap(at, at.plusSeconds(30), offset, bytes, reason);
  }

  @Test
  void whatIsBegunIsOnTheDiskAndCanBeRead() throws IOException {
    assertEquals(SESSION, recording.session());
    assertEquals(0, writer.length());
    assertTrue(writer.isInPlace());
    assertEquals(Files.size(recording.timing()), writer.written());
  }

  @Test
  void aRecordingIsNotBegunWhereOneIs() throws IOException {
    output(1, FIRST_LINE + "kept");
    assertThrows(
        IOException.class, () -> RecordingWriter.create(recording, SESSION, "boot", 0).close());
    assertTrue(Files.readString(recording.typescript()).endsWith("kept"));
  }

  @Test
  void outputIsTimedFromTheEntryBeforeAndTheFirstLineIsNone() throws IOException {
    output(0.5, "Script started");
    assertEquals(List.of(), timing());
    output(1, FIRST_LINE.substring("Script started".length()) + "$ ");
    output(2.25, "ls\r\n");
    writer.arrived(nanos(9)); // nothing came
    writer.resized(new TerminalSize(120, 40), () -> nanos(3));
    output(2, "x"); // times never run backwards
    assertEquals(
        List.of(
            "O 1.000000 2", "O 1.250000 4", "S 0.750000 SIGWINCH ROWS=40 COLS=120", "O 0.000000 1"),
        timing());
  }

  @Test
  void whatLooksLikeTheLastLineIsOutputOnceSomethingFollows() throws IOException {
    output(1, FIRST_LINE);
    output(2, LAST_LINE);
    assertEquals(List.of(), timing());
    output(3, "x");
    assertEquals(List.of("O 3.000000 " + (LAST_LINE.length() + 1)), timing());
  }

  @Test
  void gapsAndMarkersAreOneLineEachAndGapsAreInTheSessionToo() throws IOException {
    Gap gap = gap(17, 4096, "No space\nleft");
    writer.gap(gap);
    writer.marker("user changed:\nbob");
    assertEquals(
        List.of(
            "H 0.000000 GAP 17 4096 2026-11-23T06:26:00Z 2026-11-23T06:26:30Z No space left",
            "H 0.000000 MARKER user changed: bob"),
        timing());
    assertEquals(List.of(), recording.session().gaps());
    writer.sync();
    assertEquals(List.of(gap), recording.session().gaps());
  }

  @Test
  void whatCannotBeReadAnyMoreIsAGapBehindWhichLinesAreCountedOn() throws IOException {
    output(1, FIRST_LINE + "one\r\n");
    Files.writeString(recording.timing(), "O 0.1", StandardOpenOption.APPEND);
    writer.gapInPlaceOfTheRest(gap(5, 100, "lost"));
    writer.marker("after");
    assertEquals(
        List.of(
            "O 1.000000 5",
            "H 0.000000 CUT 1100",
            "H 0.000000 GAP 5 100 2026-11-23T06:26:00Z 2026-11-23T06:26:30Z lost",
            "H 0.000000 MARKER after"),
        timing());
  }

  @Test
  void aTimingFileThatIsCutOffIsNoticed() throws IOException {
    assertFalse(writer.timingWasCut());
    Files.write(recording.timing(), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    assertTrue(writer.timingWasCut());
  }

  @Test
  void aSessionWithScriptsLastLineIsComplete() throws IOException {
    output(1, FIRST_LINE + "$ exit\r\n");
    output(65, LAST_LINE);
    Session ended = writer.finish(nanos(65.5));
    assertEquals(SessionState.COMPLETE, ended.state());
    assertEquals(OptionalInt.of(3), ended.exitCode());
    assertEquals(Duration.ofMillis(65_500), ended.duration(Instant.MAX));
    assertEquals(Files.size(recording.typescript()), ended.bytes());
    assertEquals(ended, recording.session());
    assertEquals(
        List.of("O 1.000000 8", "H 0.000000 DURATION 65.500000", "H 0.000000 EXIT_CODE 3"),
        timing());
    assertEquals(ended, writer.finish(nanos(99)), "it ends once");
  }

  @Test
  void aSessionWithoutScriptsLastLineIsTruncatedUnlessItsTerminalWasGone() throws IOException {
    output(2, FIRST_LINE + "$ ");
    Session cutOff = writer.finish(nanos(1)); // a clock that was read before
    assertEquals(SessionState.TRUNCATED, cutOff.state());
    assertEquals(OptionalInt.empty(), cutOff.exitCode());
    assertEquals(Duration.ofSeconds(2), cutOff.duration(Instant.MAX));
    writer.close();
    for (Path file : recording.files()) {
      Files.delete(file);
    }
    writer = RecordingWriter.create(recording, SESSION, "boot", 0);
    writer.hungUp();
    assertEquals(SessionState.COMPLETE, writer.finish(nanos(1)).state());
  }

  @Test
  void aRecordingThatWasRemovedIsPutBackWholeAndGoesOn() throws IOException {
    output(1, FIRST_LINE + "one\r\n");
    for (Path file : recording.files()) {
      Files.delete(file);
    }
    assertFalse(writer.isInPlace());
    writer.putBack();
    writer.sync();
    assertTrue(writer.isInPlace());
    output(2, "two\r\n");
    assertEquals(FIRST_LINE + "one\r\ntwo\r\n", Files.readString(recording.typescript()));
    assertEquals(List.of("O 1.000000 5", "O 1.000000 5"), timing());
    assertEquals(SESSION, recording.session());
  }

  @Test
  void whatCannotBePutBackGoesOnWhereItIs() throws IOException {
    output(1, FIRST_LINE + "one\r\n");
    Path away = Files.move(recording.folder(), folder.resolve("away"));
    assertThrows(NoSuchFileException.class, () -> writer.putBack());
    writer.marker("still here");
    assertTrue(Files.readString(away.resolve("timing")).endsWith(" MARKER still here\n"));
  }

  @Test
  void aStateThatCouldNotBeWrittenIsWrittenByTheNextSync() throws IOException {
    writer.sync();
    writer.state(SessionState.ORPHANED);
    Path away = Files.move(recording.folder(), folder.resolve("away"));
    assertThrows(IOException.class, () -> writer.sync());
    Files.move(away, recording.folder());
    writer.sync();
    assertEquals(SessionState.ORPHANED, recording.session().state());
  }
}
