package dev.sessionlog.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ConfigurationPropertyTest {
  private static final String SAMPLE = sample();

  @Property(tries = 300)
  void anyTextIsAConfigurationOrHasProblems(@ForAll("texts") String toml) throws IOException {
    loadsOrHasProblems(toml);
  }

  @Property(tries = 300)
  void aDamagedConfigurationLoadsOrHasProblems(
      @ForAll @IntRange(max = 4000) int at,
      @ForAll @IntRange(max = 40) int cut,
      @ForAll("texts") String inserted)
      throws IOException {
    int from = Math.min(at, SAMPLE.length());
    int to = Math.min(from + cut, SAMPLE.length());
    loadsOrHasProblems(SAMPLE.substring(0, from) + inserted + SAMPLE.substring(to));
  }

  @Property(tries = 300)
  void anyValueOfAnyKeyLoadsOrHasAProblemInOneLine(
      @ForAll("keys") Key<?> key, @ForAll("values") String value) throws IOException {
    loadsOrHasProblems("[" + key.table() + "]\n" + key.simpleName() + " = " + value + "\n");
  }

  @Property
  void aDurationIsReadAsItIsWritten(@ForAll @LongRange(min = 0, max = 999_999_999) long millis) {
    Duration duration = Duration.ofMillis(millis);

    assertEquals(duration, DurationText.parse(DurationText.format(duration)));
  }

  @Property
  void aSizeIsReadAsItIsWritten(@ForAll @LongRange(min = 0, max = 1L << 52) long bytes) {
    assertEquals(bytes, SizeText.parse(SizeText.format(bytes)));
  }

  @Property
  void aModeIsReadAsItIsWritten(@ForAll @IntRange(max = 0177) int others) {
    PipeMode mode = PipeMode.parse(String.format("%o", 0600 | others));

    assertEquals(0600 | others, mode.bits());
    assertEquals(mode, PipeMode.parse(mode.toString()));
  }

  @Property
  void anyTextIsAModeForItsOwnerOrIllegal(@ForAll("modes") String text) {
    try {
      assertEquals(0600, PipeMode.parse(text).bits() & ~0177);
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().startsWith("\""), e.getMessage());
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(60);
  }

  @Provide
  Arbitrary<String> modes() {
    return Arbitraries.strings().withChars("ugoarwxXst=+-,0267").ofMaxLength(12);
  }

  @Provide
  Arbitrary<Key<?>> keys() {
    return Arbitraries.of(Keys.ALL);
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> texts = texts().map(Quoted::toml);
    Arbitrary<String> likely =
        Combinators.combine(
                Arbitraries.longs().between(-5, Long.MAX_VALUE),
                Arbitraries.of("", "ms", "d", "KiB", "TiB", "s", " GB"))
            .as((number, unit) -> '"' + (number + unit) + '"');
    Arbitrary<String> others =
        Arbitraries.of(
            "1", "-1", "1.5", "nan", "true", "[]", "[1]", "{}", "1979-05-27", "[[\"a\"]]");
    return Arbitraries.oneOf(texts, likely, others, texts.map(t -> "[" + t + "]"));
  }

  private static void loadsOrHasProblems(String toml) throws IOException {
    Path file = Files.createTempFile("sessionlog", ".toml");
    try {
      Files.write(file, toml.getBytes(StandardCharsets.UTF_8));
      Path none = Path.of("/nonexistent");
      ConfigurationSource source =
          ConfigurationSource.of(
              Map.of(), 1, Path.of("/home"), new SystemPaths(none, none, none, none));
      Configuration.load(source.withFile(file));
    } catch (ConfigurationException e) {
      assertProblemsAreLines(file, e.problems());
    } finally {
      Files.delete(file);
    }
  }

  private static void assertProblemsAreLines(Path file, List<String> problems) {
    assertFalse(problems.isEmpty());
    for (String problem : problems) {
      assertTrue(problem.startsWith(file + ":"), problem);
      assertTrue(problem.chars().noneMatch(Character::isISOControl), () -> Quoted.toml(problem));
    }
  }

  private static String sample() {
    try {
      return Files.readString(Path.of("docs/sessionlog.toml"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
