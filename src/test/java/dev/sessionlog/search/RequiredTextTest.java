package dev.sessionlog.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a match before a line is looked at. */
class RequiredTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "error; error",
        "erro?r; err",
        "erro+r; erro",
        "err(or|)x; err",
        "err[o]r; err",
        "a\\.b\\d; a.b",
        "\\x41bc; ''",
        "^foo$; foo",
        "fo{0,3}bar; bar",
        "(?i)error; ''",
        "\\Qa.b\\E; ''",
        "[]x]abc; abc",
        "a.*bcd; bcd",
      })
  void findsTheLongestPlainPart(String regex, String expected) {
    assertEquals(List.of(expected), RequiredText.of(regex));
  }

  @ParameterizedTest
  @CsvSource({"cat|horse, cat, horse", "cat|, cat, ''"})
  void knowsOneTextForEachAlternative(String regex, String one, String two) {
    assertEquals(List.of(one, two), RequiredText.of(regex));
  }

  @Property(tries = 3000)
  void noMatchIsOverlooked(
      @ForAll("expressions") String regex, @ForAll("lines") String line, @ForAll boolean ignore) {
    Optional<SearchPattern> pattern = MatchingPattern.of(regex, ignore, line);
    if (pattern.isPresent() && !pattern.get().literals().isEmpty()) {
      byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
      boolean strays = StrayLetters.mayBeIn(bytes, 0, bytes.length);
      assertTrue(
          pattern.get().literals().stream()
              .anyMatch(l -> (strays && l.missesStrays()) || l.find(bytes, 0, bytes.length) >= 0),
          () -> regex + " on " + line);
    }
  }

  @Provide
  Arbitrary<String> expressions() {
    return Arbitraries.of(
            "a",
            "b",
            "ab",
            "k",
            "S",
            "I",
            "é",
            "|",
            "(",
            ")",
            "(?:",
            "[",
            "]",
            "[^",
            "*",
            "+",
            "?",
            "{0}",
            "{1,2}",
            "\\",
            "\\d",
            "\\.",
            "\\x61",
            "^",
            "$",
            ".",
            "(?i)",
            "\\Q",
            "\\E",
            "-",
            "\uD83D\uDE42",
            "\\p{L}",
            "\\1",
            "&&")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of(
            "a",
            "b",
            "A",
            "B",
            "k",
            "K",
            "\u212A",
            "s",
            "\u017F",
            "i",
            "\u0130",
            "é",
            "É",
            ".",
            "1",
            "-",
            "[",
            "\uD83D\uDE42")
        .list()
        .ofMaxSize(10)
        .map(parts -> String.join("", parts));
  }
}
