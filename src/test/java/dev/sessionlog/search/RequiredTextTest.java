package dev.sessionlog.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.transcript.BoundedText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a match before a line is looked at. */
class RequiredTextTest {
  private static final int MOST_COST = 20_000;
  private static final int LONGEST = 60;

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
    assertEquals(List.of(expected), required(regex));
  }

  @ParameterizedTest
  @CsvSource({"cat|horse, cat, horse", "cat|, cat, ''"})
  void knowsOneTextForEachAlternative(String regex, String one, String two) {
    assertEquals(List.of(one, two), required(regex));
  }

  private static List<String> required(String regex) {
    return ShapeParser.parse(regex, false).map(RequiredText::of).orElse(List.of(""));
  }

  @Property(tries = 1000)
  void everyMatchHoldsWhatIsRequired(@ForAll("matched") Matched part, @ForAll boolean ignore) {
    int flags = ignore ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0;
    String text = ignore ? part.text().toUpperCase(Locale.ROOT) : part.text();
    List<String> required =
        ShapeParser.parse(part.regex(), ignore).map(RequiredText::of).orElseThrow();
    for (String match : matches(Pattern.compile(part.regex(), flags), "<<" + text + ">>")) {
      assertTrue(
          required.stream().anyMatch(one -> contains(match, one, flags)),
          () -> part + ": " + required + " is not in " + match);
    }
  }

  private static boolean contains(String text, String part, int flags) {
    return Pattern.compile(part, flags | Pattern.LITERAL).matcher(text).find();
  }

  /** Returns what is found; some expressions would go on looking for hours. */
  private static List<String> matches(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(new BoundedText(line, MOST_COST));
    List<String> found = new ArrayList<>();
    try {
      while (BoundedText.find(matcher)) {
        found.add(line.substring(matcher.start(), matcher.end()));
      }
    } catch (BoundedText.TooCostly enough) {
      // What was found by then counts.
    }
    Assume.that(!found.isEmpty());
    return found;
  }

  /** An expression, and a text that it matches. */
  record Matched(String regex, String text) {
    Matched then(Matched next) {
      return new Matched(regex + next.regex, text + next.text);
    }
  }

  @Provide
  Arbitrary<Matched> matched() {
    Arbitrary<Matched> alternatives =
        Combinators.combine(parts(), parts())
            .as((one, other) -> new Matched(one.regex() + "|" + other.regex(), other.text()));
    Arbitrary<Matched> amid =
        Combinators.combine(characters(), repeats(), characters())
            .as((before, part, after) -> before.then(part).then(after));
    return Arbitraries.oneOf(parts(), alternatives, amid)
        .filter(part -> part.regex().length() <= LONGEST && part.text().length() <= LONGEST);
  }

  private Arbitrary<Matched> parts() {
    return Arbitraries.lazyOf(
        this::characters,
        this::characters,
        this::characters,
        this::characters,
        () -> parts().list().ofMinSize(1).ofMaxSize(4).map(RequiredTextTest::oneAfterTheOther),
        () ->
            Combinators.combine(parts(), parts(), Arbitraries.of(true, false))
                .as(
                    (one, other, first) ->
                        new Matched(
                            "(?:" + one.regex() + "|" + other.regex() + ")",
                            first ? one.text() : other.text())),
        () ->
            Combinators.combine(parts(), Arbitraries.of("(", "(?:", "(?>"))
                .as((part, group) -> repeated(part, group, "", 1)),
        this::repeats);
  }

  /** A part as often as its quantifier says; how often that is stands behind it. */
  private Arbitrary<Matched> repeats() {
    return Combinators.combine(parts(), Arbitraries.of("*0", "+1", "?1", "{2}2", "{1,}3", "+?1"))
        .as(
            (part, times) ->
                repeated(
                    part,
                    "(?:",
                    times.substring(0, times.length() - 1),
                    times.charAt(times.length() - 1) - '0'));
  }

  private static Matched oneAfterTheOther(List<Matched> parts) {
    return parts.stream().reduce(new Matched("", ""), Matched::then);
  }

  private static Matched repeated(Matched part, String group, String quantifier, int times) {
    return new Matched(group + part.regex() + ")" + quantifier, part.text().repeat(times));
  }

  /** Characters in all ways to spell one; some have digits behind them that are their own. */
  private Arbitrary<Matched> characters() {
    return Arbitraries.of(
            "ab ab",
            "error error",
            "k k",
            "\u00E9 \u00E9",
            "\uD83D\uDE42 \uD83D\uDE42",
            "\\. .",
            "\\_ _",
            ". x",
            "[abc] b",
            "[^\\]x] y",
            "[]x] ]",
            "[a[xk]] k",
            "[^a[x]] k",
            "[a-c&&[^b]] c",
            "[\\x41-\\x43] B",
            "[\\x2F-9] 7",
            "\\x61b ab",
            "\\x{62}b bb",
            "\\u0063b cb",
            "\\0141b ab",
            "\\N{DIGIT_ONE}b 1b",
            "\\p{L}b zb",
            "\\pLb zb",
            "\\d7 77",
            "\\w+x abx",
            "\\h \t",
            "(?=.) ")
        .map(spelled -> spelled.split(" ", 2))
        .map(parts -> new Matched(parts[0].replace("DIGIT_ONE", "DIGIT ONE"), parts[1]));
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
