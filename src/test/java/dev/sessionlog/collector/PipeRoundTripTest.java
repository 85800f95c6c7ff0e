package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.config.RecordingSettings;
import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.recording.RecordingCursor;
import dev.sessionlog.recording.RecordingSink;
import dev.sessionlog.session.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes in any chunks, with a collector that dies at any place in between. */
class PipeRoundTripTest {
  @TempDir private Path folder;

  @RepeatedTest(40)
  void bytesAndTheTotalOfTheirTimesAreTheSameWhereverTheCollectorDied(RepetitionInfo repetition)
      throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    RecordingSettings settings =
        new RecordingSettings(
            Duration.ofSeconds(1),
            RecordingSettings.OnDiskFull.CONTINUE,
            OptionalLong.empty(),
            OptionalLong.empty(),
            RecordingSettings.OnLimit.PASS,
            0);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    long micros = 0;
    try (RecordedPipe pipe = new RecordedPipe(folder, settings)) {
      long head = Files.size(pipe.recording.timing());
      pipe.write("Script started\n".getBytes(StandardCharsets.US_ASCII));
      pipe.take(0);
      for (int i = 0; i < 60; i++) {
        byte[] chunk = new byte[1 + random.nextInt(random.nextBoolean() ? 10 : 9000)];
        random.nextBytes(chunk);
        sent.write(chunk);
        pipe.write(chunk);
        micros += random.nextInt(3_000_000);
        if (random.nextInt(4) > 0 || i == 59) {
          takeAll(pipe, micros * 1000);
        }
        if (random.nextInt(6) == 0) {
          cut(pipe.recording.timing(), head, random);
          micros += random.nextInt(3_000_000);
          pipe.restart(micros * 1000);
        }
      }
      pipe.write(new byte[] {'.'});
      sent.write('.');
      takeAll(pipe, micros * 1000);
      ByteArrayOutputStream read = new ByteArrayOutputStream();
      try (OpenRecording open = OpenRecording.of(pipe.recording)) {
        RecordingCursor reader = open.cursor();
        RecordingSink sink = new Bytes(read);
        while (reader.read(sink, 1 << 16)) {
          assertEquals(0, reader.at().toNanos() % 1000);
        }
        assertEquals(Duration.ofNanos(micros * 1000), reader.at());
      }
      assertArrayEquals(sent.toByteArray(), read.toByteArray());
    }
  }

  private static void takeAll(RecordedPipe pipe, long now) throws IOException {
    long moved = pipe.take(now);
    while (moved > 0) {
      moved = pipe.take(now);
    }
  }

  /** As after a death before the last entries were written; those before the output stay. */
  private static void cut(Path timing, long head, Random random) throws IOException {
    try (FileChannel channel = FileChannel.open(timing, StandardOpenOption.WRITE)) {
      channel.truncate(head + (long) (random.nextDouble() * (channel.size() - head + 1)));
    }
  }

  private record Bytes(ByteArrayOutputStream to) implements RecordingSink {
    @Override
    public void output(Duration at, byte[] bytes, int offset, int length) {
      to.write(bytes, offset, length);
    }

    @Override
    public void resize(Duration at, TerminalSize size) {}

    @Override
    public void header(Duration at, String name, String value) {}
  }
}
