package dev.sessionlog.userlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import dev.sessionlog.session.SessionId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The encoder writes what logback's layout of the whole pattern would. */
final class PatternLineEncoderTest {
  private static final Instant TIME = Instant.parse("2026-11-23T06:25:10.123Z");
  private static final List<Long> NUMBERS = List.of(1L, 9L, 10L, 12_345_678_901L, Long.MAX_VALUE);
  private static final List<String> TEXTS = List.of("", "$ ls", "%text é 漢字 😀", "a:1 b");

  private final LoggerContext context = new LoggerContext();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSSxxx} %session:%line %tty %text",
        "%session:%line %text",
        "[%session:%line] %-6user|%host|%tty| %text",
        "%d{HH:mm:ss, UTC} 100\\% \\(%level\\) é %session:%line> %d{SSS} %text",
      })
  void linesAreAsTheWholeLayoutWritesThem(String pattern) {
    LineEncoders.register(context);
    PatternLineEncoder encoder =
        Objects.requireNonNull(PatternLineEncoder.of(context, pattern), pattern);
    encoder.start();
    PatternLayout whole = new PatternLayout();
    whole.setContext(context);
    whole.setPattern(pattern + "\n");
    whole.start();
    for (TranscriptLine line : lines()) {
      TranscriptEvent event = new TranscriptEvent(context.getLogger("x"), line);
      byte[] expected = whole.doLayout(event).getBytes(StandardCharsets.UTF_8);
      assertArrayEquals(expected, encoder.encode(event), line::toString);
    }
  }

  /** The same session at several times, another at the same time, and the first again. */
  private static List<TranscriptLine> lines() {
    List<TranscriptLine> lines = new ArrayList<>();
    for (String id : List.of("20261123T062510-k3f9", "20261123T062510-zzzz")) {
      SessionId session = SessionId.parse(id).orElseThrow();
      for (int millis = 0; millis < 3; millis++) {
        for (long number : NUMBERS) {
          Instant at = TIME.plusMillis(millis);
          String text = TEXTS.get((int) (number % TEXTS.size()));
          lines.add(new TranscriptLine(session, "bob", "/dev/pts/3", "web1", number, at, text));
        }
      }
    }
    lines.add(lines.get(0));
    return lines;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%session:%line %text.",
        "%session:%line %msg",
        "%session:%line %line %text",
        "%session:%line %text \\%text",
        "\\%session:%line %session:%line %text",
        "%session:%line %m %text",
      })
  void otherPatternsAreLeftToLogback(String pattern) {
    assertNotNull(LinePattern.checked(pattern));
    assertNull(PatternLineEncoder.of(context, pattern));
  }
}
