package dev.sessionlog.userlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogSettingsTest {
  private static final Transcripts ALICE = new Transcripts("20261123T062510-k3f9", "alice");

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "%d %text § it must contain %session:%line",
        "%session %line %text § it must contain %session:%line",
        "%line:%session:%text § it must contain %session:%line",
        "%text %session:%line § it must contain %text, after %session:%line",
        "%msg %session:%line %text § it must contain %text, after %session:%line",
        "%session:%line § it must contain %text, after %session:%line",
        "%20session:%line %text § %20session must be plain %session",
        "%session:%.3line %text § it must contain %session:%line",
        "%tty%session:%line %text § a blank must stand before and after %session:%line",
        "x%session:%line %text § a blank must stand before and after %session:%line",
        "%session:%line%text § a blank must stand before and after %session:%line",
        "%session:%line-%text § a blank must stand before and after %session:%line",
        "%(%session:%line %text) § a percent sign must be written \\%, and there are no groups",
        "%session:%line %text ) § a parenthesis must be written \\( or \\)",
        "%replace(%text){'a','b'} § %replace is not known; there are %d",
        "%session:%line %thread %text § %thread is not known; there are %d",
        "%session:%line %text%n%n § %n is not known; there are %d",
        "%d{quarter} %session:%line %text § the date's form quarter is wrong: ",
        "'%d{HH:mm, Nowhere} %session:%line %text' § the date's form HH:mm, Nowhere is wrong: ",
      })
  void patternThatBreaksTheRulesIsRefusedInOneLine(String pattern, String why) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> withPattern(pattern));
    String start = "the transcript's pattern \"" + pattern + "\": " + why;
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void patternOfMoreThanALineIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> withPattern("%session:%line %text\n%text"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "%session:%line %text%n § 20261123T062510-k3f9:17 $ ls",
        "[%session:%line] %-6user|%host|%tty| %text § [20261123T062510-k3f9:17] alice |host1|pts/3| $ ls",
        "'%d{\"yyyy-MM-dd HH:mm:ss,SSS\", UTC} %session:%line \\(%level\\) %text' § "
            + "2026-11-23 06:25:10,123 20261123T062510-k3f9:17 (INFO) $ ls",
        "%d{HH:mm:ss, UTC} %session:%line %msg § 06:25:10 20261123T062510-k3f9:17 $ ls",
        "%d{STRICT, UTC} %session:%line %text § 2026-11-23T06:25:10,123 20261123T062510-k3f9:17 $ ls",
      })
  void allowedPatternsWriteWhatTheySay(String pattern, String line) {
    assertEquals(line + "\n", encode(withPattern(pattern), "$ ls"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d{ISO8601} %session:%line %text", "%date %session:%line> %m"})
  void placeIsReadBackFromAllowedPatterns(String pattern) {
    String line = encode(withPattern(pattern), "20261123T070000-zzzz:99 forged");
    assertEquals(Optional.of(new TranscriptPlace(ALICE.session(), 17)), TranscriptPlace.of(line));
  }

  @Property
  void placeIsReadBackWhateverTheText(@ForAll("texts") String text) {
    String line = encode(DefaultSettings.all(), text);
    assertEquals(Optional.of(new TranscriptPlace(ALICE.session(), 17)), TranscriptPlace.of(line));
    assertEquals(line.length() - 1, line.indexOf('\n'));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> forged = Arbitraries.just("20261123T070000-zzzz:99");
    Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(20);
    return Arbitraries.oneOf(any, forged, any.flatMap(text -> forged.map(place -> text + place)));
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    String pattern = DefaultSettings.PATTERN;
    assertThrows(
        IllegalArgumentException.class,
        () -> new LogSettings(pattern, 1023, 0, 0, true, false, Optional.empty()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LogSettings(pattern, 1024, -1, 0, true, false, Optional.empty()));
  }

  private static LogSettings withPattern(String pattern) {
    return new LogSettings(pattern, 1 << 20, 0, 0, true, false, Optional.empty());
  }

  private static String encode(LogSettings settings, String text) {
    LoggerContext context = new LoggerContext();
    LineEncoders.register(context);
    TranscriptEvent event = new TranscriptEvent(context.getLogger("x"), ALICE.line(17, text));
    byte[] line = LineEncoders.create(context, settings).encode(event);
    return new String(line, StandardCharsets.UTF_8);
  }
}
