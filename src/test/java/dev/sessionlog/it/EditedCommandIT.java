package dev.sessionlog.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that were corrected while they were typed stand in the log as they were run. */
final class EditedCommandIT extends LoginScene {
  private static final String BACKSPACE = "\177";
  private static final String LINE_START = "\001";
  private static final String LINE_END = "\005";
  private static final String KILL = "\013";
  private static final String SEARCH_BACK = "\022";
  private static final String ON = "\006";
  private static final String UP = "\033[A";

  private int commands;

  @ParameterizedTest
  @CsvSource({"bash, .bash_profile", "zsh, .zshrc"})
  void theCommandThatWasRunIsFound(String shell, String profile) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/" + shell)), shell + " is not installed");
    Files.write(
        installation.home().resolve(profile),
        List.of("git() { echo \"ran $((n += 1)).\"; }"),
        StandardOpenOption.APPEND);
    // More than fits a row of the terminal.
    String wide = "words that go on ".repeat(7).strip();
    try (Terminal terminal = installation.login("/usr/bin/" + shell).await("READY> ")) {
      String back = BACKSPACE.repeat(2);
      run(terminal, "gti" + back + "it commti" + back + "it -n" + BACKSPACE + "m 'first'");
      run(terminal, "wrong -x" + LINE_START + KILL + "commit -m 'second'" + LINE_START + "git ");
      String toTheGap = LINE_START + ON.repeat("git comm".length());
      run(terminal, "git commt -m '" + wide + "'" + toTheGap + "i" + LINE_END);
      run(terminal, UP + UP + UP);
      run(terminal, SEARCH_BACK + "econ");
      run(terminal, UP + UP + UP + BACKSPACE + " again'");
      terminal.enter("exit");
      terminal.awaitExit();
    }
    installation.awaitAllDone();
    assertEquals(List.of("first", "second", wide, "first", "second", wide + " again"), messages());
    String found = installation.sessionlog("search", "-F", "git commit -m").exits(0).out();
    assertEquals(commands, found.lines().count(), found);
  }

  private void run(Terminal terminal, String keys) throws IOException {
    commands++;
    terminal.enter(keys).await("(?s)ran " + commands + "\\..*READY> ");
  }

  /** Returns what follows the commands' option, as it stands in the log. */
  private List<String> messages() throws IOException {
    String command = " READY> git commit -m '";
    return installation.logLines().stream()
        .filter(line -> line.contains(command))
        .map(line -> line.substring(line.indexOf(command) + command.length(), line.length() - 1))
        .toList();
  }
}
