package dev.sessionlog.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.files.CorruptRecordingException;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a recording is read, in pieces of whatever size, it is the same one. */
class RecordingCursorTest {
  @TempDir Path folder;
  private Recording recording;
  private OpenRecording open;

  @BeforeEach
  void record() throws IOException {
    recording = new Recording(SessionId.parse("20261124T080000-bbbb").orElseThrow(), folder);
    Random random = new Random(3);
    StringBuilder typescript = new StringBuilder("Script started\n");
    StringBuilder timing = new StringBuilder("H 0.000000 TERM xterm\n");
    for (int i = 0; i < 500; i++) {
      switch (random.nextInt(6)) {
        case 0 -> timing.append("S 0.250000 SIGWINCH ROWS=20 COLS=").append(40 + i).append('\n');
        case 1 -> timing.append("I 0.100000 1\n");
        case 2 -> timing.append("0.010000 0\n");
        default -> {
          int bytes = random.nextInt(300);
          timing.append(
              String.format(
                  Locale.ROOT,
                  "O %d.%06d %d%n",
                  random.nextInt(3),
                  random.nextInt(999_999),
                  bytes));
          typescript.append(Integer.toString(i % 10).repeat(bytes));
        }
      }
    }
    Files.writeString(recording.typescript(), typescript + "\nScript done\n");
    Files.writeString(recording.timing(), timing);
    open = OpenRecording.of(recording);
  }

  @AfterEach
  void close() throws IOException {
    open.close();
  }

  @Test
  void readsTheSameInPiecesOfAnySize() throws IOException {
    Tape expected = new Tape();
    RecordingCursor whole = open.cursor();
    whole.readAll(expected, () -> true);
    expected.end = whole.at();
    Tape parts = new Tape();
    RecordingCursor part = open.cursor();
    boolean morePart = true;
    while (morePart) {
      morePart = part.readPart(parts);
    }
    assertEquals(expected.text.toString(), parts.text.toString());
    assertEquals(expected.resizes, parts.resizes);
    for (int limit : new int[] {1, 7, 1 << 20}) {
      Tape tape = new Tape();
      RecordingCursor cursor = open.cursor();
      Optional<Duration> next = cursor.nextAt();
      while (cursor.read(tape, limit)) {
        assertEquals(next.orElseThrow(), cursor.at());
        next = cursor.nextAt();
      }
      assertEquals(Optional.empty(), next);
      assertEquals(expected.text.length(), cursor.output());
      assertEquals(expected.end, cursor.at());
      assertEquals(expected.text.toString(), tape.text.toString());
      assertEquals(expected.resizes, tape.resizes);
    }
    RecordingExtent extent = open.extent();
    assertEquals(expected.end, extent.duration());
    assertEquals(expected.text.length(), extent.output());
    assertEquals(Optional.empty(), extent.problem());
  }

  @Test
  void whatIsCompressedIsUnpackedOnce() throws IOException {
    Tape expected = new Tape();
    open.cursor().readAll(expected, () -> true);
    final Duration end = open.extent().duration();
    recording.compress();
    assertTrue(recording.isCompressed());
    try (OpenRecording packed = OpenRecording.of(recording)) {
      for (Path file : recording.files()) {
        Files.delete(file);
      }
      for (int i = 0; i < 2; i++) {
        Tape tape = new Tape();
        packed.cursor().readAll(tape, () -> true);
        assertEquals(expected.text.toString(), tape.text.toString());
        assertEquals(end, packed.extent().duration());
        assertEquals("Script started\n", new String(packed.firstLine(), StandardCharsets.US_ASCII));
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        packed.copyRest(expected.text.length(), rest);
        assertEquals("\nScript done\n", rest.toString(StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void runsOfOutputEndWhereTheyAreAskedTo() throws IOException {
    Tape expected = new Tape();
    RecordingCursor cursor = open.cursor();
    RecordingCursor runs = open.cursor();
    boolean more = true;
    while (more) {
      more = cursor.read(expected, 1 << 20);
    }
    Tape tape = new Tape();
    Duration until = Duration.ofSeconds(100);
    int pieces = 0;
    while (runs.nextAt().filter(next -> next.compareTo(until) <= 0).isPresent()) {
      runs.readRun(tape, 1000, until);
      pieces++;
    }
    assertTrue(runs.at().compareTo(until) <= 0, runs.at().toString());
    assertTrue(pieces < runs.place().timingLines(), pieces + " pieces");
    while (runs.readRun(tape, 1000, until)) {
      runs.place();
    }
    assertEquals(expected.text.toString(), tape.text.toString());
    assertEquals(expected.resizes, tape.resizes);
    assertEquals(cursor.place(), runs.place());
  }

  @Test
  void aRunEndsBeforeWhatIsDamagedAndThenSaysSo() throws IOException {
    append("O 1.000000 5\nnonsense\nO 1.000000 5\n");
    RecordingCursor cursor = open.cursor();
    Duration until = Duration.ofDays(1);
    CorruptRecordingException told =
        assertThrows(
            CorruptRecordingException.class,
            () -> {
              while (cursor.readRun(new Tape(), 1 << 20, until)) {
                cursor.place();
              }
            });
    assertTrue(told.getMessage().contains("timing:503: not a timing entry"), told.getMessage());
  }

  @Test
  void goesBackToAnyPlaceEvenWithinAnEntryAndAfterLookingAhead() throws IOException {
    Random random = new Random(4);
    List<RecordingPlace> places = new ArrayList<>(List.of(RecordingPlace.START));
    List<Integer> lengths = new ArrayList<>(List.of(0));
    Tape whole = new Tape();
    RecordingCursor cursor = open.cursor();
    while (cursor.read(whole, 1 + random.nextInt(100))) {
      if (random.nextBoolean()) {
        cursor.nextAt();
      }
      places.add(cursor.place());
      lengths.add(whole.text.length());
    }
    for (int i = 0; i < 50; i++) {
      int chosen = random.nextInt(places.size());
      cursor.moveTo(places.get(chosen));
      assertEquals(places.get(chosen), cursor.place());
      Tape rest = new Tape();
      boolean more = true;
      while (more) {
        more = cursor.read(rest, 1000);
      }
      assertEquals(whole.text.substring(lengths.get(chosen)), rest.text.toString());
    }
  }

  @Test
  void theExtentGrowsWithTheRecording() throws IOException {
    RecordingExtent extent = open.extent();
    final Duration before = extent.duration();
    assertFalse(extent.extend());
    append("O 1.5");
    assertFalse(extent.extend());
    append("00000 10\nO 0.5");
    assertTrue(extent.extend());
    assertEquals(before.plusMillis(1500), extent.duration());
    append("00000 10\n");
    assertTrue(extent.extend());
    assertEquals(before.plusSeconds(2), extent.duration());
    append("O 1.5 10\n");
    extent.extend();
    assertTrue(
        extent.problem().orElseThrow().endsWith(":504: not a timing entry; reading stops here"));
    append("O 1.500000 10\n");
    assertFalse(extent.extend());
    assertEquals(before.plusSeconds(2), extent.duration());
  }

  private void append(String text) throws IOException {
    Files.writeString(recording.timing(), text, StandardOpenOption.APPEND);
  }

  private static final class Tape implements RecordingSink {
    private final StringBuilder text = new StringBuilder();
    private final List<String> resizes = new ArrayList<>();
    private Duration end = Duration.ZERO;

    @Override
    public void output(Duration at, byte[] bytes, int offset, int length) {
      text.append(new String(bytes, offset, length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void resize(Duration at, TerminalSize size) {
      resizes.add(at + " " + size);
    }

    @Override
    public void header(Duration at, String name, String value) {
      resizes.add(at + " " + name);
    }
  }
}
