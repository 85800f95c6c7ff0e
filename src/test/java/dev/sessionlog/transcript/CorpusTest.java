package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Renders sessions that were recorded with real programs. What a person saw of each, line by line,
 * is its {@code expected.txt}; its {@code README} says how it was made.
 */
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/terminal");

  static List<Path> cases() throws IOException {
    try (Stream<Path> directories = Files.list(CORPUS)) {
      return directories.filter(Files::isDirectory).sorted().toList();
    }
  }

  /**
   * Returns the screens of a case that tmux shows otherwise than we do, each kept under a line that
   * says why and looked at beside what the program says should be seen.
   */
  static List<String> unlikeTmux(Path directory) throws IOException {
    Path kept = directory.resolve("unlike-tmux.txt");
    return Files.exists(kept)
        ? List.of(Files.readString(kept).split("(?m)^== .*\n|\n(?=== )|\n\\z"))
        : List.of();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void transcriptReadsAsTheScreenDid(Path directory) throws IOException {
    List<String> lines =
        CapturedSession.read(directory).render(Integer.MAX_VALUE).stream()
            .map(Rendering.Line::text)
            .toList();

    assertEquals(
        Files.readString(directory.resolve("expected.txt")),
        lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void byteByByteIsTheSame(Path directory) {
    CapturedSession session = CapturedSession.read(directory);

    assertEquals(session.render(Integer.MAX_VALUE), session.render(1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void screensUnlikeThoseOfTmuxAreShown(Path directory) throws IOException {
    CapturedSession session = CapturedSession.read(directory);
    List<String> shown =
        session.pauses().stream()
            .map(bytes -> ShownScreen.ours(bytes, session.columns(), session.rows()).toString())
            .toList();
    for (String screen : unlikeTmux(directory)) {
      assertTrue(screen.isEmpty() || shown.contains(screen), screen);
    }
  }

  @Test
  void everyCaseSaysWhatItIs() throws IOException {
    for (Path directory : cases()) {
      assertTrue(Files.size(directory.resolve("README")) > 0, directory::toString);
    }
  }
}
