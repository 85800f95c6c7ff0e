package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.config.RecordingSettings;
import dev.sessionlog.config.RecordingSettings.OnDiskFull;
import dev.sessionlog.config.RecordingSettings.OnLimit;
import dev.sessionlog.session.Gap;
import dev.sessionlog.session.Session;
import dev.sessionlog.unix.OpenFlag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final String FIRST = "Script started\n";
  private static final Path FULL = Path.of("/dev/full");

  @TempDir private Path folder;

  @Test
  void bytesOverTheLargestSizeAreOneGapWithItsReason() throws IOException {
    try (RecordedPipe pipe = pipe(OnDiskFull.CONTINUE, OptionalLong.of(20), OptionalLong.empty())) {
      pipe.write(bytes(FIRST + "x".repeat(100)));
      assertEquals(20, pipe.take(0));
      assertEquals(FIRST.length() + 80, pipe.take(1));
      pipe.write(bytes("more"));
      assertEquals(4, pipe.take(2 * SECOND));
      Session ended = pipe.intake().finish(3 * SECOND, () -> true);
      Gap gap = only(ended);
      assertEquals(FIRST.length() + 104 - 20, gap.bytes());
      assertEquals(20, gap.offset());
      assertEquals("recording.max_bytes (20B) is reached", gap.reason());
      assertEquals(20, Files.size(pipe.recording.typescript()));
      assertFalse(Files.exists(pipe.gapFile));
    }
  }

  @Test
  void aKillWhileBytesAreCopiedLeavesAGap() throws IOException {
    try (RecordedPipe pipe = pipe(OnDiskFull.STALL, OptionalLong.empty(), OptionalLong.empty())) {
      pipe.write(bytes(FIRST));
      pipe.take(0);
      assertFalse(Files.exists(pipe.gapFile), "splice needs none");
      pipe.into(FULL, OpenFlag.WRITE); // which refuses splice, and then what was read
      pipe.write(bytes("in nobody's hands"));
      pipe.take(SECOND);
      assertEquals(0, pipe.waiting());
      pipe.restart(2 * SECOND);
      pipe.write(bytes("after"));
      pipe.take(2 * SECOND);
      Gap gap = only(pipe.intake().finish(3 * SECOND, () -> true));
      assertTrue(gap.reason().contains("killed while it copied"), gap.reason());
      assertEquals(FIRST.length(), gap.offset());
      assertFalse(Files.exists(pipe.gapFile));
    }
  }

  @Test
  void bytesOverTheRateAreAGapAndTheNextSecondIsRecorded() throws IOException {
    try (RecordedPipe pipe = pipe(OnDiskFull.CONTINUE, OptionalLong.empty(), OptionalLong.of(50))) {
      pipe.write(bytes(FIRST + "x".repeat(100)));
      assertEquals(50, pipe.take(SECOND));
      assertEquals(FIRST.length() + 50, pipe.take(SECOND + 1));
      pipe.write(bytes("next"));
      assertEquals(4, pipe.take(3 * SECOND));
      Gap gap = only(pipe.intake().finish(4 * SECOND, () -> true));
      assertEquals(FIRST.length() + 50, gap.bytes());
      assertEquals("recording.max_rate (50B per second) is exceeded", gap.reason());
      assertTrue(Files.readString(pipe.recording.typescript()).endsWith("xnext"));
    }
  }

  @Test
  void fullDiskLeavesACountedGapAndTheRecordingGoesOn() throws IOException {
    try (RecordedPipe pipe = pipe(OnDiskFull.CONTINUE)) {
      pipe.write(bytes(FIRST));
      pipe.take(0);
      pipe.into(FULL, OpenFlag.WRITE);
      pipe.write(bytes("lost"));
      assertEquals(0, pipe.take(SECOND), "the pipe has room");
      assertEquals(4, pipe.take(SECOND + SECOND / 2), "and nobody knows for how long it is full");
      pipe.write(bytes("too"));
      assertEquals(3, pipe.take(SECOND + SECOND / 2 + 1), "not tried again at once");
      assertEquals(
          List.of("/dev/full: No space left on device; output from now on is lost"), pipe.troubles);
      pipe.intake().release(2 * SECOND);
      pipe.into(pipe.recording.typescript(), OpenFlag.WRITE);
      pipe.write(bytes("kept"));
      assertEquals(4, pipe.take(3 * SECOND));
      Gap gap = only(pipe.intake().finish(4 * SECOND, () -> true));
      assertEquals(7, gap.bytes());
      assertEquals(FIRST.length(), gap.offset());
      assertEquals("/dev/full: No space left on device", gap.reason());
      assertEquals(FIRST + "kept", Files.readString(pipe.recording.typescript()));
    }
  }

  /** Whatever the error is: here EBADF, in the place of EIO, EDQUOT, EROFS and their like. */
  @Test
  void anyOtherErrorIsHandledAsAFullDiskIs() throws IOException {
    try (RecordedPipe pipe = pipe(OnDiskFull.CONTINUE)) {
      pipe.write(bytes(FIRST));
      pipe.take(0);
      pipe.into(pipe.recording.typescript(), OpenFlag.READ);
      pipe.write(bytes("lost"));
      assertEquals(0, pipe.take(SECOND));
      assertEquals(4, pipe.take(SECOND + SECOND / 2));
      Gap gap = only(pipe.intake().finish(2 * SECOND, () -> true));
      assertEquals(4, gap.bytes());
      assertTrue(gap.reason().contains("Bad file descriptor"), gap.reason());
    }
  }

  @Test
  void whatIsRefusedOnceWaitsInThePipeAndIsNotLost() throws IOException {
    try (RecordedPipe pipe = pipe(OnDiskFull.CONTINUE)) {
      pipe.write(bytes(FIRST));
      pipe.take(0);
      pipe.into(pipe.recording.typescript(), OpenFlag.READ);
      pipe.write(bytes("kept"));
      assertEquals(0, pipe.take(SECOND));
      assertEquals(4, pipe.waiting());
      pipe.into(pipe.recording.typescript(), OpenFlag.WRITE);
      assertEquals(4, pipe.take(SECOND + 1));
      assertEquals(List.of(), pipe.intake().finish(2 * SECOND, () -> true).gaps());
      assertEquals(FIRST + "kept", Files.readString(pipe.recording.typescript()));
    }
  }

  @Test
  void whatStillWaitsWhenTheSessionEndsIsAGapAndNotSilence() throws IOException {
    try (RecordedPipe pipe = pipe(OnDiskFull.CONTINUE)) {
      pipe.write(bytes(FIRST));
      pipe.take(0);
      pipe.into(FULL, OpenFlag.WRITE);
      pipe.write(bytes("lost"));
      assertEquals(0, pipe.take(SECOND));
      assertEquals(4, only(pipe.intake().finish(SECOND + 1, () -> true)).bytes());
    }
  }

  @Test
  void aPipeThatFillsUpIsEmptiedAtOnce() throws IOException {
    try (RecordedPipe pipe = pipe(OnDiskFull.CONTINUE)) {
      pipe.write(bytes(FIRST));
      pipe.take(0);
      pipe.into(FULL, OpenFlag.WRITE);
      pipe.write(new byte[600_000]);
      assertEquals(600_000, pipe.take(SECOND));
    }
  }

  @Test
  void killDuringAGapLeavesOneOfUnknownSize() throws IOException {
    try (RecordedPipe pipe = pipe(OnDiskFull.CONTINUE)) {
      pipe.write(bytes(FIRST));
      pipe.take(0);
      pipe.into(FULL, OpenFlag.WRITE);
      pipe.write(bytes("lost"));
      pipe.take(SECOND);
      pipe.take(SECOND + SECOND / 2);
      pipe.restart(2 * SECOND);
      assertEquals(-1, only(pipe.intake().finish(3 * SECOND, () -> true)).bytes());
    }
  }

  @Test
  void stalledNothingIsLostAndAllIsRecordedAfterwards() throws IOException {
    try (RecordedPipe pipe = pipe(OnDiskFull.STALL)) {
      pipe.write(bytes(FIRST));
      pipe.take(0);
      pipe.into(pipe.recording.typescript(), OpenFlag.READ);
      pipe.write(bytes("kept"));
      assertEquals(0, pipe.take(SECOND));
      assertEquals(4, pipe.waiting());
      pipe.into(pipe.recording.typescript(), OpenFlag.WRITE);
      assertEquals(4, pipe.take(2 * SECOND));
      Session ended = pipe.intake().finish(3 * SECOND, () -> true);
      assertEquals(List.of(), ended.gaps());
      assertEquals(FIRST + "kept", Files.readString(pipe.recording.typescript()));
    }
  }

  private RecordedPipe pipe(OnDiskFull onDiskFull) throws IOException {
    return pipe(onDiskFull, OptionalLong.empty(), OptionalLong.empty());
  }

  private RecordedPipe pipe(OnDiskFull onDiskFull, OptionalLong bytes, OptionalLong rate)
      throws IOException {
    return new RecordedPipe(
        folder,
        new RecordingSettings(Duration.ofSeconds(1), onDiskFull, bytes, rate, OnLimit.DROP, 0));
  }

  private static Gap only(Session session) {
    assertEquals(1, session.gaps().size(), session.gaps()::toString);
    return session.gaps().get(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
