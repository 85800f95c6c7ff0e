package dev.sessionlog.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sessionlog.session.TerminalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is found in sessions of real shells, which {@code capture.py} beside them captured. {@code
 * -Dcommands.accept=true} writes what is found as what is expected, to be looked through.
 */
class CommandCasesTest {
  private static final Path CASES = Path.of("src/test/resources/commands");
  private static final TerminalSize SIZE = new TerminalSize(80, 24);

  static List<String> cases() throws IOException {
    try (Stream<Path> all = Files.list(CASES)) {
      return all.filter(Files::isDirectory).map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void commandsAreFound(String name) throws IOException {
    Path expected = CASES.resolve(name).resolve("expected.txt");
    String found = String.join("", find(name, 1 << 20).stream().map(c -> line(c) + "\n").toList());
    if (Boolean.getBoolean("commands.accept")) {
      Files.writeString(expected, found);
    }
    assertEquals(Files.readString(expected), found);
  }

  /** The same bytes at the same times, however they are cut. */
  @ParameterizedTest
  @MethodSource("cases")
  void piecesDoNotMatter(String name) throws IOException {
    assertEquals(find(name, 1 << 20), find(name, 1));
  }

  private static List<ShellCommand> find(String name, int piece) throws IOException {
    byte[] typescript = Files.readAllBytes(CASES.resolve(name).resolve("typescript"));
    FoundCommands found = new FoundCommands(SIZE);
    int at = "Script started\n".length();
    for (String entry : Files.readAllLines(CASES.resolve(name).resolve("timing"))) {
      String[] words = entry.split(" ");
      int end = at + Integer.parseInt(words[2]);
      found.pass(Duration.ofNanos((long) (Double.parseDouble(words[1]) * 1e9)));
      for (; at < end; at = Math.min(end, at + piece)) {
        found.output(Arrays.copyOfRange(typescript, at, Math.min(end, at + piece)));
      }
    }
    return found.all(!name.endsWith("-live"));
  }

  private static String line(ShellCommand command) {
    String duration =
        command
            .duration()
            .map(d -> String.format(Locale.ROOT, "%.1fs", d.toMillis() / 1000.0))
            .orElse("-");
    return String.join(
        "  ",
        " ".repeat(4 * command.depth()) + command.text().replace("\n", "\\n"),
        command.told().map(told -> "(told: " + told.replace("\n", "\\n") + ")").orElse(""),
        command.outcome().word(),
        duration,
        command.exitCode().isPresent() ? "exit " + command.exitCode().getAsInt() : "exit -",
        command.directory().orElse("-"),
        command.evidence().word() + (command.guessed() ? "?" : ""));
  }
}
