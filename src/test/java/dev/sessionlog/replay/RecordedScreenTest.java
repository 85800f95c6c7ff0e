package dev.sessionlog.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.OpenRecording;
import dev.sessionlog.session.Session;
import dev.sessionlog.terminal.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedScreenTest {
  @TempDir Path folder;

  @Test
  void seeksForwardAndBackOverClearAndFullScreenPrograms() throws IOException {
    FakeRecording fake =
        new FakeRecording(folder)
            .output(1, "one\r\n")
            .output(1, "\033[H\033[2Jtwo")
            .output(1, "\033[?1049h\033[Hfull screen")
            .resize(1, 30, 4)
            .output(1, "\033[?1049l three");
    try (OpenRecording open = OpenRecording.of(fake.recording())) {
      RecordedScreen screen = screen(open);
      assertEquals("two three", textAt(screen, 5));
      assertEquals("full screen", textAt(screen, 3.5));
      assertEquals("one", textAt(screen, 1));
      assertEquals("", textAt(screen, 0.5));
      assertEquals("two", textAt(screen, 2.9));
      screen.goTo(time(4));
      assertEquals(30, screen.snapshot().columns());
      screen.goTo(time(3.9));
      assertEquals(20, screen.snapshot().columns());
      assertEquals(Optional.of(Duration.ofSeconds(4)), screen.nextAt());
      screen.goTo(new SeekPoint.Output(2));
      assertEquals("on", screen.snapshot().text(0));
    }
  }

  @Test
  void anyPlaceReachedAnyWayShowsTheSame() throws IOException {
    FakeRecording fake = new FakeRecording(folder);
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      fake.output(0.1, soup(random));
    }
    List<String> forward = new ArrayList<>();
    try (OpenRecording open = OpenRecording.of(fake.recording())) {
      RecordedScreen screen = screen(open);
      for (int i = 0; i <= 300; i++) {
        screen.goTo(new SeekPoint.Time(Duration.ofMillis(i * 100L)));
        forward.add(picture(screen.snapshot()));
      }
      assertTrue(screen.keyframes().count() > 3, "keyframes: " + screen.keyframes().count());
    }
    try (OpenRecording open = OpenRecording.of(fake.recording())) {
      RecordedScreen screen = screen(open);
      for (int i = 0; i < 100; i++) {
        int at = random.nextInt(301);
        screen.goTo(new SeekPoint.Time(Duration.ofMillis(at * 100L)));
        assertEquals(forward.get(at), picture(screen.snapshot()), "at " + at);
        screen.scout(System.nanoTime() + 100_000);
      }
    }
  }

  /** About 16 KB: text, colours, jumps, screens. */
  private static String soup(Random random) {
    String[] pieces = {
      "word ",
      "\r\n",
      "\033[3" + random.nextInt(8) + "m",
      "\033[2J",
      "\033[H",
      "漢",
      "\033[?1049h",
      "\033[?1049l",
      "\033[2;4r",
      "\033[r",
      "\0337",
      "\0338",
      "\033[" + random.nextInt(9) + "A"
    };
    StringBuilder soup = new StringBuilder();
    while (soup.length() < 16_000) {
      soup.append(pieces[random.nextInt(pieces.length)]);
    }
    return soup.toString();
  }

  @Test
  void aRecordingThatEndsTooEarlyIsShownAsFarAsItGoes() throws IOException {
    FakeRecording fake = new FakeRecording(folder).output(1, "kept").timing("O 1.000000 500");
    try (OpenRecording open = OpenRecording.of(fake.recording())) {
      RecordedScreen screen = screen(open);
      assertEquals("kept", textAt(screen, 9));
      assertTrue(screen.problem().orElseThrow().contains("timing:3: needs 500 bytes"));
      assertEquals(Optional.empty(), screen.nextAt());
      assertEquals("", textAt(screen, 0));
      assertEquals(Optional.empty(), screen.problem());
    }
  }

  @Test
  void aTimingLineThatIsNoneIsTheEnd() throws IOException {
    FakeRecording fake =
        new FakeRecording(folder).output(1, "kept").timing("nonsense").output(1, "lost");
    try (OpenRecording open = OpenRecording.of(fake.recording())) {
      RecordedScreen screen = screen(open);
      assertEquals("kept", textAt(screen, 9));
      assertTrue(screen.problem().orElseThrow().contains("timing:3: not a timing entry"));
    }
  }

  @Test
  void whatIsAddedWhileItIsOpenIsShown() throws IOException {
    FakeRecording fake = new FakeRecording(folder).output(1, "one");
    try (OpenRecording open = OpenRecording.of(fake.recording())) {
      RecordedScreen screen = screen(open);
      assertEquals("one", textAt(screen, 9));
      assertFalse(screen.step());
      fake.output(2, " two");
      Path timing = folder.resolve("timing");
      Files.writeString(timing, "O 1.0", StandardOpenOption.APPEND);
      assertTrue(screen.step());
      assertEquals("one two", screen.snapshot().text(0));
      assertEquals(Duration.ofSeconds(3), screen.at());
      assertEquals(Optional.empty(), screen.nextAt());
      Files.writeString(timing, "00000 1\n", StandardOpenOption.APPEND);
      assertEquals(Optional.of(Duration.ofSeconds(4)), screen.nextAt());
    }
  }

  @Test
  void aLiveSessionHasNoLineThatNobodyWrote() throws IOException {
    FakeRecording fake = new FakeRecording(folder).output(1, "one\r\n$ ");
    try (OpenRecording open = OpenRecording.of(fake.recording())) {
      assertEquals(Optional.of(time(1)), line(open, fake.liveSession(), 3));
      assertEquals(Optional.empty(), line(open, fake.liveSession(), 4));
      assertTrue(line(open, fake.session(), 4).isPresent());
    }
  }

  private static Optional<SeekPoint> line(OpenRecording open, Session session, long number)
      throws IOException {
    return TargetLookup.resolve(open, session, Duration.ofSeconds(2), new Target.Line(number));
  }

  private static RecordedScreen screen(OpenRecording open) {
    return new RecordedScreen(open, FakeRecording.SIZE, System::nanoTime);
  }

  private static String textAt(RecordedScreen screen, double seconds) throws IOException {
    screen.goTo(time(seconds));
    return screen.snapshot().text(0);
  }

  private static SeekPoint time(double seconds) {
    return new SeekPoint.Time(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private static String picture(Snapshot snapshot) {
    StringBuilder picture = new StringBuilder();
    for (int row = 0; row < snapshot.rows(); row++) {
      for (int column = 0; column < snapshot.columns(); column++) {
        picture.append(snapshot.text(row, column)).append(snapshot.style(row, column).bits());
      }
    }
    return picture + "@" + snapshot.cursorRow() + "," + snapshot.cursorColumn();
  }
}
