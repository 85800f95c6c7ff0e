package dev.sessionlog.transcript;

import dev.sessionlog.session.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How fast a session's output becomes lines: megabytes (10^6 bytes) a second on one core. The
 * output is 4 MB, taken in pieces of 64 KiB as from a recording, on a terminal of 80x24.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class RenderBenchmark {
  private static final int MEGABYTES = 4;
  private static final int SIZE = MEGABYTES * 1_000_000;
  private static final int PIECE = 1 << 16;
  private static final Duration QUIET = Duration.ofSeconds(2);

  /** What the programs write. */
  public enum Kind {
    /** Lines of a log, 40 to 140 characters. */
    LOG,
    /** What seq(1) writes. */
    SEQ,
    /** Source code: indented, short and blank lines, tabs. */
    SOURCE,
    /** A colour or attribute with each word, as ls, grep and compilers write, at its worst. */
    COLOR,
    /** Text of several scripts, with combining and wide characters. */
    UTF8,
    /** Bytes at random. */
    RANDOM
  }

  @Param({"LOG", "SEQ", "SOURCE", "COLOR", "UTF8", "RANDOM"})
  public Kind kind = Kind.LOG;

  private byte[] output = {};

  @Setup
  public void write() {
    Random random = new Random(1);
    ByteArrayOutputStream out = new ByteArrayOutputStream(SIZE + 1000);
    for (int line = 0; out.size() < SIZE; line++) {
      switch (kind) {
        case LOG -> text(out, logLine(line, random));
        case SEQ -> text(out, 1_000_000 + line + "\r\n");
        case SOURCE -> text(out, sourceLine(line, random));
        case COLOR -> text(out, colorLine(random));
        case UTF8 -> text(out, utf8Line(random));
        case RANDOM -> out.write(random.nextInt());
      }
    }
    output = out.toByteArray();
  }

  @Benchmark
  @OperationsPerInvocation(MEGABYTES)
  public void megabytes(Blackhole blackhole) {
    TranscriptRenderer renderer =
        new TranscriptRenderer(
            TerminalSize.DEFAULT, QUIET, (at, text) -> blackhole.consume(text));
    for (int from = 0; from < SIZE; from += PIECE) {
      Duration at = Duration.ofMillis(from >> 14);
      renderer.output(at, output, from, Math.min(PIECE, SIZE - from));
    }
    renderer.end(Duration.ofHours(1));
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String logLine(int line, Random random) {
    String message = "x".repeat(5 + random.nextInt(15)) + " ";
    return "2026-11-24T10:00:%02d.%03dZ INFO  [worker-%d] ".formatted(line % 60, line % 1000, line % 8)
        + message.repeat(1 + random.nextInt(5)).strip()
        + "\r\n";
  }

  private static String sourceLine(int line, Random random) {
    if (line % 7 == 0) {
      return "\r\n";
    }
    String indent = line % 3 == 0 ? "\t\t" : " ".repeat(2 * random.nextInt(6));
    return indent + "return compute(value, " + line + ");".repeat(1 + line % 2) + "\r\n";
  }

  private static String colorLine(Random random) {
    StringBuilder line = new StringBuilder();
    for (int word = 0; word < 8; word++) {
      line.append("\033[0").append(";3").append(random.nextInt(8)).append('m');
      line.append("word".repeat(1 + random.nextInt(2))).append("\033[0m ");
    }
    return line.append("\033[K\r\n").toString();
  }

  private static String utf8Line(Random random) {
    String[] words = {"café ", "naïve ", "漢字仮名 ", "Привет ", "e\u0301te\u0301 ", "😀 ", "→ ", "ok "};
    StringBuilder line = new StringBuilder();
    for (int word = 0; word < 12; word++) {
      line.append(words[random.nextInt(words.length)]);
    }
    return line.append("\r\n").toString();
  }
}
