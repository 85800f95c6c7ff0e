package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.PlainText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of any output whatever: sequences and text in any mixture, cut anywhere. */
class TranscriptRendererPropertiesTest {

  @Property(tries = 500)
  void cutsChangeNothing(
      @ForAll("soups") List<RandomOutput.Event> events,
      @ForAll @IntRange(min = 1, max = 100) int columns,
      @ForAll @IntRange(min = 1, max = 30) int rows,
      @ForAll Random random) {
    List<Rendering.Line> whole = render(events, columns, rows, Cut.WHOLE, random, false);

    assertEquals(whole, render(events, columns, rows, Cut.BYTES, random, false));
    assertEquals(whole, render(events, columns, rows, Cut.ANYWHERE, random, false));
  }

  @Property(tries = 500)
  void callsOfQuietChangeNothing(
      @ForAll("soups") List<RandomOutput.Event> events,
      @ForAll @IntRange(min = 1, max = 100) int columns,
      @ForAll @IntRange(min = 1, max = 30) int rows,
      @ForAll Random random) {
    List<Rendering.Line> without = render(events, columns, rows, Cut.WHOLE, random, false);

    assertEquals(without, render(events, columns, rows, Cut.ANYWHERE, random, true));
  }

  @Property(tries = 500)
  void noControlCharacterIsInALine(
      @ForAll("soups") List<RandomOutput.Event> events,
      @ForAll @IntRange(min = 1, max = 100) int columns,
      @ForAll @IntRange(min = 1, max = 30) int rows) {
    for (Rendering.Line line : render(events, columns, rows, Cut.WHOLE, new Random(1), false)) {
      assertTrue(line.text().codePoints().noneMatch(RandomOutput::isForbidden), line::text);
      assertTrue(line.text().length() <= LineEmitter.MAX_JOINED + 20 * 100, "length");
      assertEquals(line.text(), line.text().replaceFirst(" +$", ""));
      assertEquals(line.text(), PlainText.of(line.text()));
    }
  }

  @Property(tries = 300)
  void noBytesMakeItThrow(
      @ForAll byte[] bytes,
      @ForAll @IntRange(min = 1, max = 10_000) int columns,
      @ForAll @IntRange(min = 1, max = 10_000) int rows) {
    Rendering rendering = new Rendering(columns, rows);
    rendering.renderer.output(Duration.ZERO, bytes, 0, bytes.length);
    rendering.end(1);
  }

  /** All that can grow is filled, then ten times as much of the same must not take more. */
  @Example
  void memoryIsBounded() {
    String hostile =
        "\033]0;"
            + "t".repeat(100_000)
            + "\033["
            + "1;".repeat(100_000)
            + "m\033P"
            + "d".repeat(100_000)
            + "\033\\e"
            + "\u0301".repeat(10_000)
            + "\033[33m\u6F22e\u0301".repeat(5_000)
            + "x".repeat(300_000)
            + "\n".repeat(1_000);
    byte[] bytes = hostile.getBytes(StandardCharsets.UTF_8);
    TranscriptRenderer renderer =
        new TranscriptRenderer(new TerminalSize(200, 50), Rendering.QUIET, (at, text) -> {});
    feed(renderer, bytes, 3);
    long before = used();
    feed(renderer, bytes, 30);
    long grown = used() - before;
    renderer.end(Duration.ofHours(1));

    assertTrue(grown < 2_000_000, () -> grown + " bytes more after 20 MB of input");
  }

  private static void feed(TranscriptRenderer renderer, byte[] bytes, int times) {
    for (int i = 0; i < times; i++) {
      renderer.output(Duration.ofSeconds(3L * i), bytes, 0, bytes.length);
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Provide
  Arbitrary<List<RandomOutput.Event>> soups() {
    return Arbitraries.longs().map(seed -> RandomOutput.events(new Random(seed)));
  }

  private enum Cut {
    WHOLE,
    BYTES,
    ANYWHERE
  }

  private static List<Rendering.Line> render(
      List<RandomOutput.Event> events,
      int columns,
      int rows,
      Cut cut,
      Random random,
      boolean quiet) {
    Rendering rendering = new Rendering(columns, rows);
    TranscriptRenderer renderer = rendering.renderer;
    Duration last = Duration.ZERO;
    for (RandomOutput.Event event : events) {
      while (quiet && random.nextInt(3) > 0 && last.compareTo(event.at()) < 0) {
        last = last.plusMillis(random.nextInt(3000));
        if (last.compareTo(event.at()) <= 0) {
          renderer.quiet(last);
        }
      }
      last = event.at();
      if (event.size() != null) {
        renderer.resize(event.at(), event.size());
        continue;
      }
      byte[] bytes = event.bytes();
      for (int from = 0; from < bytes.length; ) {
        int left = bytes.length - from;
        int count =
            switch (cut) {
              case WHOLE -> left;
              case BYTES -> 1;
              case ANYWHERE -> 1 + random.nextInt(left);
            };
        renderer.output(event.at(), bytes, from, count);
        if (quiet) {
          renderer.quiet(event.at());
        }
        from += count;
      }
    }
    renderer.end(last);
    return new ArrayList<>(rendering.lines);
  }

  static TerminalSize size(Random random) {
    return new TerminalSize(1 + random.nextInt(100), 1 + random.nextInt(30));
  }
}
