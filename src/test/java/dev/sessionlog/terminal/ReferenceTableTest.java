package dev.sessionlog.terminal;

import static dev.sessionlog.terminal.Screens.NOBODY;
import static dev.sessionlog.terminal.Screens.cursor;
import static dev.sessionlog.terminal.Screens.feed;
import static dev.sessionlog.terminal.Screens.text;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several hundred facts of the standard, of DEC's manuals and of xterm: what stands on the screen
 * after a sequence, and where the cursor is. Their table says how it is written.
 */
class ReferenceTableTest {
  private static final Path TABLE = Path.of("src/test/resources/screens/reference.tsv");

  /** A line of the table. */
  record Case(String reference, String size, String before, String sequence, String shown) {
    static Case of(String line) {
      String[] columns = line.split("\t", -1);
      return new Case(
          columns[0], columns[1], columns[2], columns[3], columns[4] + " @ " + columns[5]);
    }

    int size(int index) {
      return Integer.parseInt(size.split("x")[index]);
    }

    @Override
    public String toString() {
      return reference + ": " + sequence;
    }
  }

  static List<Case> cases() throws IOException {
    try (var lines = Files.lines(TABLE)) {
      return lines.filter(line -> !line.startsWith("#")).map(Case::of).toList();
    }
  }

  static Set<String> references() throws IOException {
    return cases().stream().map(Case::reference).collect(toCollection(LinkedHashSet::new));
  }

  @ParameterizedTest
  @MethodSource("references")
  void screens(String reference) throws IOException {
    List<Executable> checks = new ArrayList<>();
    for (Case fact : cases()) {
      if (fact.reference().equals(reference)) {
        Terminal terminal = new Terminal(fact.size(0), fact.size(1), NOBODY);
        feed(terminal, written(fact));
        checks.add(() -> assertEquals(expected(fact), shown(terminal), fact::toString));
      }
    }
    assertAll(checks);
  }

  @Test
  void aCopyInTheMiddleEndsInTheSameScreen() throws IOException {
    for (Case fact : cases()) {
      byte[] written = written(fact).getBytes(StandardCharsets.UTF_8);
      Terminal first = new Terminal(fact.size(0), fact.size(1), NOBODY);
      int half = written.length / 2;
      first.feed(written, 0, half);
      Terminal copy = first.copy(NOBODY);
      copy.feed(written, half, written.length - half);

      assertEquals(expected(fact), shown(copy), fact::toString);
    }
  }

  private static String expected(Case fact) {
    return Normalizer.normalize(fact.shown(), Normalizer.Form.NFC);
  }

  private static String shown(Terminal terminal) {
    Snapshot snapshot = terminal.snapshot();
    String shown = text(snapshot) + " @ " + cursor(snapshot);
    return Normalizer.normalize(shown, Normalizer.Form.NFC);
  }

  private static String written(Case fact) {
    return written(fact.before()).replace("|", "\r\n") + written(fact.sequence());
  }

  /** Takes the escapes of the table for what they stand for. */
  private static String written(String column) {
    return column.replace("\\e", "\\033").translateEscapes();
  }
}
