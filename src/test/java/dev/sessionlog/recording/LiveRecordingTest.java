package dev.sessionlog.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader in another process than the writer: all it has are the files. */
class LiveRecordingTest {
  private static final String END =
      "\nScript done on 2026-11-23 07:26:15+00:00 [COMMAND_EXIT_CODE=\"3\"]\n";

  @TempDir private Path folder;

  @Test
  void isSettledWhenEachByteHasItsTimeAndNoneIsBeingNoted() throws IOException {
    Recording recording = new Recording(session().id(), folder);
    Output output = new Output(new ByteArrayOutputStream());
    try (RecordingWriter writer = RecordingWriter.create(recording, session(), "boot", 7);
        OpenRecording open = OpenRecording.of(recording)) {
      RecordingCursor reader = open.cursor();
      append(recording.typescript(), "Script started\n");
      readAll(reader, output);
      assertTrue(reader.settled());
      append(recording.typescript(), "some");
      assertFalse(reader.settled(), "a byte has no time");
      writer.arrived(1_000_000);
      assertFalse(reader.settled(), "an entry is not read");
      readAll(reader, output);
      assertTrue(reader.settled());
      append(recording.timing(), "S");
      assertFalse(reader.settled(), "a size is about to be noted");
      writer.resized(new TerminalSize(120, 40), () -> 2_000_000);
      readAll(reader, output);
      assertTrue(reader.settled());
      append(recording.typescript(), END);
      writer.arrived(3_000_000);
      assertTrue(reader.settled(), "script's last line has no time");
      assertEquals("some", output.text());
      assertEquals(new RecordingOrigin("boot", 7), RecordingOrigin.of(recording).orElseThrow());
    }
  }

  @Test
  void endThatIsTakenBackIsReadAnew() throws IOException {
    Recording recording = new Recording(session().id(), folder);
    Output output = new Output(new ByteArrayOutputStream());
    try (RecordingWriter writer = RecordingWriter.create(recording, session(), "boot", 0);
        OpenRecording open = OpenRecording.of(recording)) {
      RecordingCursor reader = open.cursor();
      endAndTakeBack(recording, writer, reader, output);
      try (RecordingWriter again = RecordingRecovery.resume(recording, "boot", 5_000_000)) {
        append(recording.typescript(), "more".repeat(5000));
        again.arrived(6_000_000);
        readAll(reader, output);
        assertEquals("some" + "more".repeat(5000), output.text());
        assertEquals(Duration.ofMillis(6), reader.at());
      }
    }
  }

  /** As by a writer that died between its last entries and {@code session.json}. */
  private static void endAndTakeBack(
      Recording recording, RecordingWriter writer, RecordingCursor reader, Output output)
      throws IOException {
    append(recording.typescript(), "Script started\nsome");
    writer.arrived(1_000_000);
    readAll(reader, output);
    writer.finish(2_000_000);
    readAll(reader, output);
    SessionFile.write(recording.sessionFile(), session());
  }

  private static void readAll(RecordingCursor reader, RecordingSink sink) throws IOException {
    while (reader.readPart(sink)) {
      assertTrue(reader.position() >= 0);
    }
  }

  private static void append(Path file, String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  private record Output(ByteArrayOutputStream bytes) implements RecordingSink {
    @Override
    public void output(Duration at, byte[] from, int offset, int length) {
      assertTrue(length <= 8192);
      bytes.write(from, offset, length);
    }

    @Override
    public void resize(Duration at, TerminalSize size) {}

    @Override
    public void header(Duration at, String name, String value) {}

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  private static Session session() {
    return SampleSession.named("20261123T062510-k3f9").build();
  }
}
