package dev.sessionlog.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of a line by its bytes. */
class ByteAutomatonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[0-9]{5}x; at 12345x here; at 1234x here",
        "err(or|no) [0-9]+; an errno 7; an errno",
        "(cat|horse)s?; horse; hors",
        "a.c; aéc; ac",
        "[^a-z ]+z; ab €z; ab z",
        "x{2,3}y; xxy; xy",
        "(?:ab)*c; c; ab",
        "\\d\\d:\\d\\d; at 10:15; at 10:5",
        "é; caf\u00e9; cafe",
        "(?=foo)bar; bar; foo",
        "a\\.b; a.b; axb",
      })
  void tellsLinesThatMayMatchFromThoseThatCannot(String regex, String line, String other) {
    assertTrue(mayMatch(automaton(regex, false), line), line);
    assertFalse(mayMatch(automaton(regex, false), other), other);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a)\\1", "(?i)a", "\\Qa\\E", "[a&&b]", "a{3000}(b{64}){64}", "\\x41"})
  void saysNothingOfWhatItDoesNotUnderstand(String regex) {
    assertTrue(SearchPattern.of(regex, false, false).automaton().isEmpty());
  }

  @Test
  void stopsAtTheEndOfTheLine() {
    byte[] bytes = "abc\nabd".getBytes(StandardCharsets.UTF_8);
    assertEquals(~3, automaton("abd|c$a", false).scan(bytes, 0, bytes.length));
    assertEquals(6, automaton("abd", false).scan(bytes, 4, bytes.length));
    assertEquals(~7, automaton("abx", false).scan(bytes, 4, bytes.length));
  }

  @Test
  void goesOnWhenItHasForgottenItsStates() {
    ByteAutomaton automaton = automaton("a[ab]{14}c", false);
    Random random = new Random(1);
    StringBuilder mixed = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      mixed.append(random.nextBoolean() ? 'a' : 'b');
    }
    assertFalse(mayMatch(automaton, mixed.toString()));
    assertTrue(mayMatch(automaton, mixed + "a" + "b".repeat(14) + "c"));
  }

  @Property(tries = 5000)
  void noMatchIsOverlooked(
      @ForAll("expressions") String regex, @ForAll("lines") String line, @ForAll boolean ignore) {
    MatchingPattern.of(regex, ignore, line)
        .flatMap(SearchPattern::automaton)
        .ifPresent(automaton -> assertTrue(mayMatch(automaton, line), regex + " on " + line));
  }

  private static ByteAutomaton automaton(String regex, boolean ignoreCase) {
    return SearchPattern.of(regex, false, ignoreCase).automaton().orElseThrow();
  }

  private static boolean mayMatch(ByteAutomaton automaton, String line) {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return automaton.scan(bytes, 0, bytes.length) >= 0;
  }

  @Provide
  Arbitrary<String> expressions() {
    String parts =
        "a b ab k S I i é 🙂 1 - | | ( (?: (?<n> (?= (?! (?<= (?> ) ) ) [ ] ] [^ [^a] [a-z] [b-é]"
            + " [[a]b] * + ? *? ++ {0} {1,2} {2,} \\ \\d \\D \\w \\W \\s \\S \\. \\t \\b \\B"
            + " ^ $ . \\A \\z \\p{L} \\pL \\P{L} [\\w-] [\\W] [^\\W] [\\p{L}] [^\\p{L}] \\1 &&";
    return Arbitraries.of(parts.split(" "))
        .list()
        .ofMaxSize(9)
        .map(chosen -> String.join("", chosen));
  }

  @Provide
  Arbitrary<String> lines() {
    String parts =
        "a b c z A B k K \u212A s S \u017F i I \u0130 \u0131 é É . 1 - _ [ ] 🙂 \uFFFD blank";
    return Arbitraries.of(parts.split(" "))
        .list()
        .ofMaxSize(10)
        .map(chosen -> String.join("", chosen).replace("blank", " "));
  }
}
