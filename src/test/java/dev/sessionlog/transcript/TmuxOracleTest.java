package dev.sessionlog.transcript;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The same bytes leave the same screen in {@link Terminal} and in tmux. */
@Tag("machine")
class TmuxOracleTest {
  private static final int COLUMNS = 20;
  private static final int ROWS = 8;
  private static final int STREAMS = 100;

  /**
   * Captures after which the two screens differ, and what makes them alike: tmux drops bytes that
   * are no UTF-8, where xterm and we show a mark; it keeps controls of direction, which we never
   * show; it gives emoji joined by ZWJ or with a skin tone fewer columns than wcwidth(3), by which
   * the shell draws, so that rows break elsewhere.
   */
  private static final Map<String, UnaryOperator<String>> ALIKE =
      Map.of(
          "latin1", screen -> screen.replaceAll(" *\uFFFD", ""),
          "rtl", screen -> screen.replaceAll("[\u200E\u200F\u202A-\u202E\u2066-\u2069]", ""),
          "wide", screen -> screen.replace("\n", "").replaceAll("\\[cursor.*", ""));

  @TempDir private Path folder;

  static List<Path> cases() throws IOException {
    return CorpusTest.cases();
  }

  @BeforeEach
  void needTmux() {
    assumeTrue(TmuxScreen.isInstalled(), "tmux is not installed");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void realCapturesShowTheSameScreen(Path directory) throws Exception {
    CapturedSession session = CapturedSession.read(directory);
    UnaryOperator<String> alike = ALIKE.getOrDefault(directory.getFileName().toString(), s -> s);
    List<String> unlikeTmux = CorpusTest.unlikeTmux(directory);
    List<Executable> pauses = new ArrayList<>();
    try (TmuxScreen tmux = TmuxScreen.start(folder, session.columns(), session.rows())) {
      for (byte[] bytes : compared(directory, session.pauses())) {
        String ours = ShownScreen.ours(bytes, session.columns(), session.rows()).toString();
        if (!unlikeTmux.contains(ours)) {
          String theirs = tmux.show(bytes).toString();
          pauses.add(() -> assertEquals(alike.apply(theirs), alike.apply(ours)));
        }
      }
    }
    assertAll(pauses);
  }

  /** Of noise only what stands after it: what tmux drops breaks all its rows elsewhere. */
  private static List<byte[]> compared(Path directory, List<byte[]> pauses) {
    return directory.endsWith("urandom")
        ? pauses.subList(pauses.size() - 1, pauses.size())
        : pauses;
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "INSERTION")
  void streamsAtRandomEndInTheSameScreen(ControlStream.Family family) throws Exception {
    List<String> differences;
    try (TmuxScreen tmux = TmuxScreen.start(folder, COLUMNS, ROWS)) {
      differences = new StreamComparison(tmux::show, COLUMNS, ROWS).differences(family, STREAMS);
    }
    assertTrue(differences.isEmpty(), () -> String.join("\n", differences));
  }

  @Test
  void theOracleSeesADifference() throws Exception {
    try (TmuxScreen tmux = TmuxScreen.start(folder, COLUMNS, ROWS)) {
      byte[] bytes = ControlStream.bytes(List.of("one", "\r\n", "two"));
      assertEquals(ShownScreen.ours(bytes, COLUMNS, ROWS), tmux.show(bytes));
      assertEquals(
          List.of("one", "tw"), tmux.show(ControlStream.bytes(List.of("one\r\ntw"))).rows());
    }
  }
}
