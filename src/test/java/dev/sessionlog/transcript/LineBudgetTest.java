package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.session.SampleSession;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What a session's lines take in the log, against the bytes that were written to its terminal. */
class LineBudgetTest {
  /** Before the text of a line, by the usual pattern, and its end. */
  private static final int HEAD =
      "2026-11-26T06:25:10.123+00:00 20261126T062510-k3f9:1234567 /dev/pts/3 \n".length();

  private static final Pattern LEFT_OUT =
      Pattern.compile("-- left out: \\d+ lines? with (\\d+) characters?, .*");

  private static final String[] DEAR = {
    "\033#8", // fills the screen
    "\033[2J", // has all of it given
    "\033[H",
    "\033[1;1Hx",
    "\033[H\033[2J",
    "\033[1000L",
    "\033[1000S",
    "\033[1000b",
    "\033[1000B.",
    "\033[1000M",
    "\033[1;20;1;1;1000;10$v",
    "\033[65;1;1;999;999$x",
    "\r\n",
    "a",
    "\u6F22",
    "\033[Hy\033[1024H\033[?47h\033[?47l",
    "\033[Hz\033[1024H\033[?47h\033[?47l",
    "\033[?1049h",
    "\033[?1049l",
  };

  private static final class Log {
    long bytes;
    long lines;
    long leftOut;

    void line(Duration at, String text) {
      bytes += HEAD + text.getBytes(StandardCharsets.UTF_8).length;
      lines++;
      Matcher said = LEFT_OUT.matcher(text);
      leftOut += said.matches() ? Long.parseLong(said.group(1)) : 0;
    }
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void whateverIsWrittenTheLogTakesNoMoreThanSoMuchForEachByte(
      @ForAll("streams") String stream,
      @ForAll @IntRange(min = 1, max = 4096) int columns,
      @ForAll @IntRange(min = 1, max = 1024) int rows,
      @ForAll @IntRange(min = 1, max = 3000) int pauseMillis) {
    Log log = new Log();
    SessionTranscript transcript = transcript(new TerminalSize(columns, rows), log);
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    Duration at = Duration.ZERO;
    for (int from = 0; from < bytes.length; from += 50) {
      transcript.output(at, bytes, from, Math.min(50, bytes.length - from));
      at = at.plusMillis(pauseMillis);
    }
    transcript.end(at, session(TerminalSize.DEFAULT));
    assertTrue(
        log.bytes <= most(bytes.length), () -> log.bytes + " bytes of log for " + bytes.length);
  }

  private static SessionTranscript transcript(TerminalSize size, Log log) {
    return new SessionTranscript(session(size), Rendering.QUIET, log::line);
  }

  private static Session session(TerminalSize size) {
    return SampleSession.named("20261126T062510-bcdf").size(size).build();
  }

  private static long most(long written) {
    // The last line may be the one that says what was left out.
    return LineBudget.PER_BYTE * written + LineBudget.START + 300;
  }

  @Provide
  Arbitrary<String> streams() {
    return Arbitraries.longs().map(seed -> stream(new Random(seed)));
  }

  private static String stream(Random random) {
    StringBuilder stream = new StringBuilder();
    int few = 1 + random.nextInt(4);
    int offset = random.nextInt(DEAR.length);
    for (int i = 0; i < 1500; i++) {
      stream.append(DEAR[(offset + random.nextInt(few)) % DEAR.length]);
    }
    return stream.toString();
  }

  /** Some twenty bytes that have 126,976 characters given again, a thousand times. */
  @Example
  void aLongLineThatChangesAgainAndAgainIsLeftOutAndSaidSo() {
    Log log = new Log();
    SessionTranscript transcript = transcript(new TerminalSize(4096, 32), log);
    StringBuilder stream = new StringBuilder("x".repeat(4096 * 31));
    for (int i = 0; i < 1000; i++) {
      stream.append("\033[H").append((char) ('a' + i % 26)).append("\033[32H\033[?47h\033[?47l");
    }
    byte[] bytes = stream.toString().getBytes(StandardCharsets.UTF_8);
    transcript.output(Duration.ZERO, bytes, 0, bytes.length);
    transcript.end(Duration.ofSeconds(1), session(TerminalSize.DEFAULT));
    assertTrue(log.bytes <= most(bytes.length), () -> log.bytes + " for " + bytes.length);
    assertTrue(log.leftOut > 80_000_000, () -> log.leftOut + " characters left out");
  }

  @Example
  void whatPeopleWriteIsNeverLeftOut() {
    Log log = new Log();
    SessionTranscript transcript = transcript(new TerminalSize(80, 24), log);
    byte[] text = "\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
    transcript.output(Duration.ZERO, text, 0, text.length);
    byte[] end = "end".getBytes(StandardCharsets.UTF_8);
    transcript.output(Duration.ZERO, end, 0, end.length);
    transcript.end(Duration.ofSeconds(1), session(TerminalSize.DEFAULT));
    assertEquals(200_001, log.lines);
  }

  @Example
  void whatIsLeftOutIsCountedAndGoesOnWhenThereIsEnough() {
    List<String> lines = new ArrayList<>();
    LineBudget budget = new LineBudget((at, text) -> lines.add(text));
    String large = "y".repeat(LineBudget.START - LineBudget.LINE);
    budget.line(0, Duration.ZERO, large);
    budget.line(0, Duration.ZERO, "z");
    budget.line(100, Duration.ZERO, "zz");
    budget.line(1000, Duration.ZERO, "again");
    assertEquals(3, lines.size(), lines.subList(1, lines.size())::toString);
    assertTrue(lines.get(1).startsWith("-- left out: 2 lines with 3 characters"), lines.get(1));
    assertEquals("again", lines.get(2));
  }
}
