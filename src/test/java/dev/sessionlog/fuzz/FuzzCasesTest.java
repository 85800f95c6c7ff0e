package dev.sessionlog.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What fuzzers once found, and what they begin with, given to each target again. */
class FuzzCasesTest {
  private static final Path CASES = Path.of("src/test/resources/fuzz");
  private static final Path SEEDS = Path.of("src/fuzz/seeds");

  @ParameterizedTest
  @EnumSource
  void whatWasFoundOnceHoldsNow(FuzzTarget target) throws IOException {
    target.run(new byte[0]);
    replay(target, CASES);
  }

  /** What a run begins with holds: a seed that fails stops each run before it looks at anything. */
  @ParameterizedTest
  @EnumSource
  void seedsHold(FuzzTarget target) throws IOException {
    replay(target, SEEDS);
  }

  private static void replay(FuzzTarget target, Path folder) throws IOException {
    for (Path file : files(folder.resolve(target.word()))) {
      try {
        target.run(Files.readAllBytes(file));
      } catch (RuntimeException | Error e) {
        throw new AssertionError(file + ": " + e, e);
      }
    }
  }

  @Test
  void everyTargetIsReplayed() throws IOException {
    List<String> classes =
        files(Path.of("src/test/java")).stream()
            .map(path -> path.getFileName().toString())
            .filter(name -> name.endsWith("Fuzz.java"))
            .map(name -> name.replace(".java", "").toLowerCase(Locale.ROOT))
            .sorted()
            .toList();
    List<String> targets =
        Stream.of(FuzzTarget.values()).map(target -> target.word() + "fuzz").sorted().toList();
    assertEquals(classes, targets);
    for (FuzzTarget target : FuzzTarget.values()) {
      String simpleName = target.harness().getSimpleName();
      assertEquals(target.word() + "fuzz", simpleName.toLowerCase(Locale.ROOT));
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
