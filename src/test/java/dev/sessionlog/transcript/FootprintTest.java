package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What renderers keep at most, and say that they keep, in a virtual machine of its own. */
class FootprintTest {
  private static final int COUNT = 12;

  /** What the program itself needs, and a line that is being given. */
  private static final long BESIDE = 20 << 20;

  @Test
  @Tag("machine")
  void worstTerminalsFitInWhatIsStated() throws Exception {
    assertTrue(TranscriptRenderer.MOST_BYTES < 4 << 20, () -> TranscriptRenderer.MOST_BYTES + "");
    assertFits(COUNT, TranscriptRenderer.MOST_BYTES);
  }

  @Test
  @Tag("machine")
  void reducedOnesFitInLess() throws Exception {
    assertTrue(TranscriptRenderer.MOST_BYTES_REDUCED < 256 << 10);
    assertFits(60, TranscriptRenderer.MOST_BYTES_REDUCED, "reduced");
  }

  @Test
  void usualTerminalTakesLittle() {
    Rendering rendering = new Rendering(80, 24).output(0, "$ ls -l\r\n".repeat(1000));
    assertTrue(rendering.renderer.footprint() < 100_000);
    rendering.renderer.reduce(Duration.ofSeconds(1));
    assertTrue(rendering.renderer.footprint() < 100_000);
  }

  private static void assertFits(int count, long most, String... more) throws Exception {
    String[] printed = run(count, BESIDE + count * most, more).split(" ");
    long stated = Long.parseLong(printed[0]);
    long taken = Long.parseLong(printed[1]);

    assertTrue(Long.parseLong(printed[2]) <= most, () -> printed[2] + " of " + most);
    assertTrue(taken <= count * most, () -> taken / count + " of " + most);
    assertTrue(taken <= stated + (2 << 20), () -> taken + " taken, " + stated + " stated");
    assertTrue(taken > stated / 4, () -> taken + " taken, " + stated + " stated");
  }

  /** Runs {@link WorstTerminals} with a heap of so many bytes. */
  private static String run(int count, long heap, String... more)
      throws IOException, InterruptedException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap / 1024 + "k",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            WorstTerminals.class.getName(),
            Integer.toString(count));
    command.command().addAll(List.of(more));
    Process process = command.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed.strip();
  }
}
