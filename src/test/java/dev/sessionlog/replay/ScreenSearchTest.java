package dev.sessionlog.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.recording.OpenRecording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenSearchTest {
  @TempDir Path folder;
  private FakeRecording fake;

  @BeforeEach
  void record() throws IOException {
    fake =
        new FakeRecording(folder)
            .output(1, "first needle\r\n")
            .output(1, "hay\r\n")
            .output(1, "\033[H\033[2J")
            .output(1, "ne")
            .output(1, "edle again\r\n")
            .output(1, "\033[?1049h\033[Hneedle in vim")
            .output(1, "\033[?1049l")
            .output(1, "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n")
            .output(1, "a needle that is broken nee")
            .output(1, "dle\r\n")
            .output(1, "end");
  }

  @Test
  void findsEveryPlaceWhereItComesOntoTheScreen() throws IOException {
    assertEquals(List.of(1, 5, 6, 9, 10), all("needle", false));
    assertEquals(List.of(10, 9, 6, 5, 1), all("needle", true));
  }

  @Test
  void whatIsNotThereIsNotFound() throws IOException {
    assertEquals(List.of(), all("nowhere", false));
    assertEquals(List.of(), all("nowhere", true));
    assertEquals(List.of(), all("x*", false));
  }

  @Test
  void aLineThatCostsTooMuchHidesNothing() throws IOException {
    fake.output(1, "\r\n" + "x".repeat(70) + "\r\nxxy=");
    assertEquals(List.of(12), all("(x*)*(x*)*(x*)*(x*)*(x*)*y=", false));
  }

  @Test
  void whatScrollsByInOneOutputIsStoppedAt() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      lines.append("line ").append(i).append("\r\n");
    }
    fake.output(1, lines.toString());
    try (OpenRecording open = OpenRecording.of(fake.recording())) {
      RecordedScreen screen = screen(open);
      screen.goTo(next(screen, "line 777", false).orElseThrow());

      String text = "";
      for (int row = 0; row < 5; row++) {
        text += screen.snapshot().text(row) + "\n";
      }
      assertTrue(text.contains("line 777\n"), text);
    }
  }

  /** Searches on and on from one end; returns the seconds of what is found. */
  private List<Integer> all(String regex, boolean backwards) throws IOException {
    List<Integer> seconds = new ArrayList<>();
    try (OpenRecording open = OpenRecording.of(fake.recording())) {
      RecordedScreen screen = screen(open);
      screen.goTo(new SeekPoint.Time(Duration.ofSeconds(backwards ? 99 : 0)));
      Optional<SeekPoint> found = next(screen, regex, backwards);
      while (found.isPresent() && seconds.size() < 20) {
        screen.goTo(found.get());
        seconds.add((int) screen.at().toSeconds());
        found = next(screen, regex, backwards);
      }
    }
    return seconds;
  }

  private static Optional<SeekPoint> next(RecordedScreen screen, String regex, boolean backwards)
      throws IOException {
    ScreenSearch search =
        new ScreenSearch(screen, Pattern.compile(regex), backwards, System::nanoTime);
    assertTrue(search.goOn(System.nanoTime() + 60_000_000_000L));
    return search.result();
  }

  private static RecordedScreen screen(OpenRecording open) {
    return new RecordedScreen(open, FakeRecording.SIZE, System::nanoTime);
  }
}
