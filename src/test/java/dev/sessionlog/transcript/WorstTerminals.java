package dev.sessionlog.transcript;

import dev.sessionlog.session.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that makes terminals which take as much memory as they can, until what they all may
 * take nearly fills the heap, and prints what they say they take and what they really do.
 */
final class WorstTerminals {
  private static final String MARKS = "\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308";
  private static final String SIXTEEN_MARKS = MARKS + MARKS;

  private WorstTerminals() {}

  /** Takes the number of terminals, and {@code reduced} when they are made small when full. */
  public static void main(String[] args) {
    int count = Integer.parseInt(args[0]);
    boolean reduced = args.length > 1;
    long before = used();
    List<TranscriptRenderer> renderers = new ArrayList<>();
    long most = 0;
    for (int i = 0; i < count; i++) {
      TranscriptRenderer renderer = worst(i);
      if (reduced) {
        renderer.reduce(Duration.ofSeconds(100));
        fill(renderer, 160, 25, i, 200);
      }
      most = Math.max(most, renderer.footprint());
      renderers.add(renderer);
    }
    long stated = renderers.stream().mapToLong(TranscriptRenderer::footprint).sum();
    long taken = used() - before;
    System.out.println(stated + " " + taken + " " + most);
    renderers.forEach(renderer -> renderer.end(Duration.ofHours(1)));
  }

  private static TranscriptRenderer worst(int kind) {
    int[][] sizes = {
      {1000, 262}, {128, 1024}, {4096, 32}, {362, 362}, {10_000, 10_000}, {26, 9999}
    };
    int[] size = sizes[kind % sizes.length];
    TranscriptRenderer renderer =
        new TranscriptRenderer(
            new TerminalSize(size[0], size[1]), Duration.ofSeconds(2), (at, text) -> {});
    fill(renderer, size[0], size[1], kind, 0);
    if (kind % 2 == 0) {
      hide(renderer);
    }
    return renderer;
  }

  /** Fills both screens with marked characters, notes with long lines, strings and titles. */
  private static void fill(TranscriptRenderer to, int columns, int rows, int kind, long from) {
    String mark = kind % 2 == 0 ? SIXTEEN_MARKS : MARKS.substring(0, 1);
    String cell = kind % 3 == 0 ? "\uD83D\uDE00" + mark : "e" + mark;
    write(to, from, "\033]2;" + "t".repeat(5000) + "\007");
    screen(to, from, cell);
    for (int row = 1; row < Math.min(rows, 1024); row++) {
      write(to, from + 3L * row, "\033[" + row + ";1H" + "x".repeat(Math.min(columns, 256)));
    }
    write(to, from + 9000, "\033[H\033[2J");
    screen(to, from + 9000, cell);
    write(to, from + 9000, "\033[?47h");
    screen(to, from + 9000, cell);
    write(to, from + 9001, "\033]2;" + "\u6F22".repeat(6000));
  }

  private static void screen(TranscriptRenderer to, long at, String cell) {
    String part = cell.repeat(1 << 12);
    for (int i = 0; i < 32; i++) {
      write(to, at, part);
    }
  }

  /** Rows that a narrower screen hides, again and again. */
  private static void hide(TranscriptRenderer renderer) {
    for (int columns = 4096; columns > 1; columns /= 2) {
      renderer.resize(Duration.ofHours(3), new TerminalSize(columns, 1000));
      write(renderer, 10_800, "\033[?47l\033[H" + "x".repeat(200_000));
    }
  }

  private static void write(TranscriptRenderer renderer, long seconds, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    renderer.output(Duration.ofSeconds(seconds), bytes, 0, bytes.length);
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
}
