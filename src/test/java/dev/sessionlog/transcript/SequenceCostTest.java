package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.terminal.Terminal;
import dev.sessionlog.terminal.TerminalListener;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each control sequence costs with the largest numbers on the largest screens: at most as much
 * as to go once over a row and over the rows, which is some microseconds. A sequence that goes over
 * all cells takes a hundred times as long. Processor time counts, and the best of several runs. A
 * line that is given was drawn, so its characters count too.
 */
@Tag("exhaustive")
class SequenceCostTest {
  /** Three times and more what was measured; inserting lines once took 228 milliseconds. */
  private static final long MOST_NANOS = 150_000;

  /** What one that draws all cells may take: the functions on rectangles. */
  private static final long MOST_NANOS_RECTANGLE = 600_000;

  /** What a character of a line that is given may take beside. */
  private static final long MOST_NANOS_GIVEN = 20;

  /**
   * Until the JIT compiler had its turn, which on a busy machine may take a while: processor time.
   */
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private static final int REPEATED = 20;

  private static final List<TerminalSize> SIZES =
      List.of(
          new TerminalSize(128, 1024), new TerminalSize(10_000, 26), new TerminalSize(26, 10_000));

  /** What stands on the screen before. */
  private static final List<String> FILLS =
      List.of(
          "",
          "x".repeat(140_000),
          " ".repeat(140_000) + "\033[H",
          "e\u0301".repeat(30_000),
          "\033[44m\033[2J");

  /** A screen of protected cells: tried with what may erase it alone. */
  private static final String GUARDED = "\033Vx" + "yz".repeat(70_000) + "\033W";

  private static final String[] SEQUENCES = {
    "\n",
    "\r",
    "\t",
    "\b",
    "\013",
    "\033D",
    "\033E",
    "\033H",
    "\033M",
    "\0337",
    "\0338",
    "\033c",
    "\033#8",
    "\033[9999@",
    "\033[9999A",
    "\033[9999B",
    "\033[9999C",
    "\033[9999D",
    "\033[9999E",
    "\033[9999F",
    "\033[9999G",
    "\033[9999;9999H",
    "\033[9999I",
    "\033[J",
    "\033[1J",
    "\033[2J",
    "\033[3J",
    "\033[H\033[J",
    "\033[K",
    "\033[1K",
    "\033[2K",
    "\033[9999L",
    "\033[H\033[9999L",
    "\033[L",
    "\033[9999M",
    "\033[H\033[9999M",
    "\033[M",
    "\033[9999P",
    "\033[P",
    "\033[@",
    "\033[9999S",
    "\033[S",
    "\033[9999T",
    "\033[T",
    "\033[9999^",
    "\033[9999X",
    "\033[9999Z",
    "\033[9999b",
    "\033[9999d",
    "\033[9999e",
    "\033[3g",
    "\033[2;9999r",
    "\033[2;9999r\033[9999S",
    "\033[2;9999r\033[9999;1H\n",
    "\033[2;9999r\033[2;1H\033M",
    "\033[4h",
    "\033[?3h",
    "\033[?40h\033[?3h",
    "\033[?6h",
    "\033[?7l",
    "\033[?47h",
    "\033[?47l",
    "\033[?47h\033[?47l",
    "\033[?1049h\033[2J\033[?1049l",
    "\033[!p",
    "\033[44m\033[2J",
    "\033[44m\033[9999L",
    "\033[44m\033[9999S",
    "\033[44m\033[9999X",
    "\033[0m",
    "\033]0;title\007",
    "\033[?69h\033[2;9999s\033[9999;9H\n",
    "\033[?69h\033[2;120s\033[1;3H\033M",
    "\033[9999 @",
    "\033[5 A",
    "\033[5'}",
    "\033[5'~",
    "\0336",
    "\0339",
    "\033[120;1;1;9999;9999$x",
    "\033[1;1;9999;9999;1;1;2$v",
    "\033[$z",
    "\033[1\"q\033[120;1;1;9999;9999$x\033[?J",
    "\033[?J",
    "\033[?45h\033[9999D",
    "\033#6",
    "\033[?41h\t",
    "\033[?5h",
    "\033[?95h",
  };

  private static final String[] ERASING = {
    "\033V\033W\033[2J",
    "\033V\033[J\033[1J",
    "\033V\033[K\033[9999X",
    "\033[1\"q\033[?2J",
    "\033[1\"q\033[?2K",
  };

  private long given;

  static Stream<TerminalSize> sizes() {
    return SIZES.stream();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void transcriptPaysForWhatIsDrawn(TerminalSize size) {
    for (String fill : FILLS) {
      TranscriptRenderer renderer =
          new TranscriptRenderer(size, Duration.ofSeconds(2), (at, text) -> given += text.length());
      allCheap(fill, text -> renderer.output(Duration.ZERO, text, 0, text.length));
    }
    TranscriptRenderer renderer =
        new TranscriptRenderer(size, Duration.ofSeconds(2), (at, text) -> given += text.length());
    allCheap(GUARDED, ERASING, text -> renderer.output(Duration.ZERO, text, 0, text.length));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void screenWithStylesPaysForWhatIsDrawn(TerminalSize size) {
    for (String fill : FILLS) {
      Terminal terminal = new Terminal(size.columns(), size.rows(), new TerminalListener() {});
      allCheap(fill, text -> terminal.feed(text, 0, text.length));
    }
    Terminal terminal = new Terminal(size.columns(), size.rows(), new TerminalListener() {});
    allCheap(GUARDED, ERASING, text -> terminal.feed(text, 0, text.length));
  }

  /** Sizes come from the window, and a window can change as often as a program likes. */
  @ParameterizedTest
  @MethodSource("sizes")
  void sizesThatChangeCostWhatTheyDraw(TerminalSize size) {
    TranscriptRenderer renderer =
        new TranscriptRenderer(size, Duration.ofSeconds(2), (at, text) -> given += text.length());
    byte[] fill = bytes("x".repeat(140_000));
    renderer.output(Duration.ZERO, fill, 0, fill.length);
    Runnable changes =
        () -> {
          renderer.resize(Duration.ZERO, new TerminalSize(1, 1));
          renderer.resize(Duration.ZERO, size);
        };
    assertCheap("resize " + size, changes);
  }

  private void allCheap(String fill, Consumer<byte[]> feed) {
    allCheap(fill, SEQUENCES, feed);
  }

  private void allCheap(String fill, String[] sequences, Consumer<byte[]> feed) {
    for (String sequence : sequences) {
      feed.accept(bytes("\033c\033[?7h" + fill));
      byte[] alone = bytes(sequence);
      assertCheap(shown(fill, sequence), () -> feed.accept(alone));
      byte[] between = bytes("\033[Hx" + sequence + "\033[9999;9999Hy");
      assertCheap(shown(fill, sequence) + " between", () -> feed.accept(between));
    }
  }

  private void assertCheap(String what, Runnable sequence) {
    long best = Long.MAX_VALUE;
    boolean drawsAll = what.contains("$") || what.contains("'");
    long most = drawsAll ? MOST_NANOS_RECTANGLE : MOST_NANOS;
    long begun = processorNanos();
    for (long before = begun;
        best > most && before - begun < PATIENCE_NANOS;
        before = processorNanos()) {
      given = 0;
      for (int i = 0; i < REPEATED; i++) {
        sequence.run();
      }
      long taken = processorNanos() - before;
      best = Math.min(best, (taken - given * MOST_NANOS_GIVEN) / REPEATED);
    }
    long nanos = best;
    assertTrue(nanos <= most, () -> what + " takes " + nanos / 1000 + " microseconds");
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static String shown(String fill, String sequence) {
    String begun = fill.substring(0, Math.min(6, fill.length()));
    return (sequence + " on " + begun).replace("\033", "ESC ");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
