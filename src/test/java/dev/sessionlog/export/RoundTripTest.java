package dev.sessionlog.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.TemporaryFolder;
import dev.sessionlog.recording.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is exported, brought in and exported again is the same, byte for byte. */
class RoundTripTest {
  @Property(tries = 40)
  void anyBytesInTheLosslessFormats(
      @ForAll @Size(max = 12) List<@Size(max = 60) byte[]> pieces,
      @ForAll @IntRange(max = 3_000_000) int micros)
      throws IOException {
    try (TemporaryFolder one = TemporaryFolder.create();
        TemporaryFolder other = TemporaryFolder.create()) {
      Foreign first = new Foreign(one.path());
      Foreign second = new Foreign(other.path());
      Recording recording = recording(first, pieces, micros);
      sameTypescript(first, second, recording, ExportFormat.TYPESCRIPT);
      sameTypescript(first, second, recording, ExportFormat.TYPESCRIPT_CLASSIC);
      same(second, recording, ExportFormat.TTYREC, ImportFormat.TTYREC);
    }
  }

  @Property(tries = 40)
  void anyTextInAsciicast(
      @ForAll @Size(max = 12) List<String> pieces, @ForAll @IntRange(max = 3_000_000) int micros)
      throws IOException {
    try (TemporaryFolder one = TemporaryFolder.create();
        TemporaryFolder other = TemporaryFolder.create()) {
      Foreign first = new Foreign(one.path());
      Foreign second = new Foreign(other.path());
      List<byte[]> bytes = pieces.stream().map(p -> p.getBytes(StandardCharsets.UTF_8)).toList();
      Recording recording = recording(first, bytes, micros);
      same(second, recording, ExportFormat.ASCIICAST_V2, ImportFormat.ASCIICAST);
      same(second, recording, ExportFormat.ASCIICAST_V3, ImportFormat.ASCIICAST);
    }
  }

  @Property(tries = 40)
  void noBytesMakeAnExporterThrow(@ForAll @Size(max = 12) List<@Size(max = 200) byte[]> pieces)
      throws IOException {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      Foreign foreign = new Foreign(temporary.path());
      Recording recording = recording(foreign, pieces, 100_000);
      for (ExportFormat format : ExportFormat.values()) {
        if (format.isFolder()) {
          Path folder = foreign.export(recording, format, format.word());
          assertTrue(Files.exists(folder.resolve("timing")));
        } else {
          assertTrue(Foreign.export(recording, format).length > 0 || format == ExportFormat.TTYREC);
        }
      }
    }
  }

  private static Recording recording(Foreign foreign, List<byte[]> pieces, int micros)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    StringBuilder timing = new StringBuilder("H 0.000000 START_TIME 2026-11-23 06:25:10+00:00\n");
    timing.append("H 0.000000 COLUMNS 100\nH 0.000000 LINES 30\n");
    String delay = String.format(Locale.ROOT, "%d.%06d", micros / 1_000_000, micros % 1_000_000);
    int step = 0;
    for (byte[] piece : pieces) {
      body.writeBytes(piece);
      timing.append("O ").append(delay).append(' ').append(piece.length).append('\n');
      step++;
      if (step % 3 == 0) {
        timing.append("S ").append(delay).append(" SIGWINCH ROWS=24 COLS=8").append(step);
        timing.append("\nO ").append(delay).append(" 0\nH 0.000000 MARKER step ").append(step);
        timing.append('\n');
      }
    }
    return foreign.typescript(body.toByteArray(), timing.toString());
  }

  private static void same(
      Foreign other, Recording recording, ExportFormat format, ImportFormat back)
      throws IOException {
    byte[] exported = Foreign.export(recording, format);
    Path file = other.write("exported", exported);
    Recording again = other.bring(back, file, null);
    assertArrayEquals(exported, Foreign.export(again, format), format.word());
    other.store().discard(again);
  }

  private static void sameTypescript(
      Foreign first, Foreign other, Recording recording, ExportFormat format) throws IOException {
    Path once = first.export(recording, format, format.word());
    Recording again =
        other.bring(ImportFormat.TYPESCRIPT, once.resolve("typescript"), once.resolve("timing"));
    Path twice = other.export(again, format, format.word());
    for (String name : List.of("typescript", "timing")) {
      assertEquals(
          Files.readString(once.resolve(name), StandardCharsets.ISO_8859_1),
          Files.readString(twice.resolve(name), StandardCharsets.ISO_8859_1),
          format.word() + " " + name);
    }
    other.store().discard(again);
  }
}
