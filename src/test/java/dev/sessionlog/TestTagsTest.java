package dev.sessionlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which tests are in the fast loop, {@code scripts/test --unit}: those without a tag. */
final class TestTagsTest {
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([^\"]*)\"\\)");

  /** What starts programs or mounts, by itself or through a class that does. */
  private static final Pattern MACHINE =
      Pattern.compile("new ProcessBuilder\\(|\\bTinyDisk\\.|\\bTmuxScreen\\.start");

  @Test
  void whoStartsProgramsSaysSo() throws IOException {
    List<Path> untagged =
        tests().filter(file -> finds(MACHINE, file) && !finds(TAG, file)).sorted().toList();
    assertEquals(List.of(), untagged, "a test that starts programs has @Tag(\"machine\")");
  }

  @Test
  void thereAreTwoTagsWhichTheScriptKnows() throws IOException {
    List<String> tags =
        tests()
            .flatMap(file -> TAG.matcher(text(file)).results().map(found -> found.group(1)))
            .distinct()
            .sorted()
            .toList();
    assertEquals(List.of("exhaustive", "machine"), tags);
    assertTrue(text(Path.of("scripts/test")).contains("not_fast='machine | exhaustive'"));
  }

  /** This one, which names what it looks for, left out. */
  private static Stream<Path> tests() throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.walk(TESTS)) {
      found = files.filter(file -> file.toString().endsWith("Test.java")).toList();
    }
    return found.stream().filter(file -> !file.endsWith("TestTagsTest.java"));
  }

  private static boolean finds(Pattern pattern, Path file) {
    return pattern.matcher(text(file)).find();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
