package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionlogTest {
  @TempDir Path dir;
  private CliWorld world;

  @BeforeEach
  void world() {
    world = new CliWorld(dir);
  }

  @Test
  void versionIsThatOfTheBuild() {
    CliRun run = world.sessionlog("--version").exitsWith(ExitCode.OK).complainsNot();

    assertTrue(run.out().matches("sessionlog \\d+\\.\\d+\\.\\d+\\S*\n"), run::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h"})
  void helpNamesEveryCommandAndExitCode(String option) {
    CliRun run = world.sessionlog(option).exitsWith(ExitCode.OK).complainsNot();

    Commands.NAMES.forEach(name -> run.printsPart("\n  " + name + " "));
    run.printsPart("  141   The reader");
  }

  @Test
  void helpOfACommandListsItsOptionsAndTheCommonOnesLast() {
    CliRun run = world.sessionlog("config", "--help").exitsWith(ExitCode.OK);

    run.printsPart("Usage: sessionlog config ");
    assertTrue(
        run.out().indexOf("      --system ") < run.out().indexOf("  -h, --help "), run::toString);
    run.printsPart("--run-dir=DIR");
  }

  @Test
  void helpHasColoursOnATerminalUnlessTheyAreUnwanted() {
    assertFalse(world.sessionlog("--help").out().contains("\033["));
    world.terminal = true;
    assertTrue(world.sessionlog("--help").out().contains("\033["));
    world.environment.put("NO_COLOR", "1");
    assertFalse(world.sessionlog("--help").out().contains("\033["));
    world.environment.remove("NO_COLOR");
    world.environment.put("TERM", "dumb");
    assertFalse(world.sessionlog("--help").out().contains("\033["));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          confg                 | sessionlog: unknown command 'confg', did you mean 'config'?
          frobnicate            | sessionlog: unknown command 'frobnicate'
          --frobnicate          | sessionlog: unknown option '--frobnicate'
          --confg=x config      | sessionlog: unknown option '--confg=x', did you mean '--config'?
          --conf x config       | sessionlog: unknown option '--conf', did you mean '--config'?
          config --sytem        | sessionlog config: unknown option '--sytem', did you mean '--system'?
          config more           | sessionlog config: unexpected argument 'more'
          config --config       | sessionlog config: missing required parameter for option '--config' (FILE)
          list -n x alice       | sessionlog list: invalid value for option '--lines': 'x' is not a whole number
          @file                 | sessionlog: unknown command '@file'
          """)
  void wrongUsageIsOneLineAndAHint(String args, String line) {
    String command = line.substring(0, line.indexOf(':'));

    world
        .sessionlog(args.split(" "))
        .exitsWith(ExitCode.USAGE)
        .printsNothing()
        .complains(line + "\nTry '" + command + " --help'.\n");
  }

  @Test
  void helpIsACommandTooAndWhatACallWithoutOneGives() {
    String help = world.sessionlog("--help").exitsWith(ExitCode.OK).out();
    world.sessionlog("help").exitsWith(ExitCode.OK).complainsNot().prints(help);
    world.sessionlog().exitsWith(ExitCode.USAGE).complainsNot().prints(help);
    String ofList = world.sessionlog("list", "--help").exitsWith(ExitCode.OK).out();
    world.sessionlog("help", "list").exitsWith(ExitCode.OK).complainsNot().prints(ofList);
    world
        .sessionlog("help", "lst")
        .exitsWith(ExitCode.USAGE)
        .complains("sessionlog: unknown command 'lst', did you mean 'list'?\n");
  }

  @Test
  void theListOfCommandsHasALineOrTwoForEach() {
    String help = world.sessionlog("--help").out();
    String commands = help.substring(help.indexOf("Commands:"), help.indexOf("Exit status:"));

    assertTrue(commands.lines().count() <= 2L * Commands.NAMES.size() + 1, commands);
  }

  @Test
  void controlCharactersInArgumentsAreSpeltOut() {
    world
        .sessionlog("a\033[2Jb")
        .exitsWith(ExitCode.USAGE)
        .complains("sessionlog: unknown command 'a\\x1b[2Jb'\nTry 'sessionlog --help'.\n");
  }

  @Test
  void commonOptionsMayStandBeforeOrAfterTheCommand() {
    String missing = dir.resolve("missing.toml").toString();
    String complaint = "sessionlog: " + missing + ": no such file\n";

    world.sessionlog("--config", missing, "config").exitsWith(2).complains(complaint);
    world.sessionlog("config", "--config", missing).exitsWith(2).complains(complaint);
    world
        .sessionlog("--run-dir=/a", "config", "--run-dir", "/b")
        .exitsWith(0)
        .printsPart("# run dir: /b\n");
  }

  @Test
  void stackTracesAppearOnlyWhenAskedFor() {
    CliRun quiet = world.sessionlog("config", "--config", "/nonexistent");
    assertFalse(quiet.err().contains("\tat "), quiet::toString);
    world.sessionlog("--debug", "config", "--config", "/nonexistent").complainsPart("\tat ");
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exitCode =
        Sessionlog.run(
            world.surroundings(new FailingOutput("No space left on device"), err), "config");

    assertEquals(ExitCode.FAILED, exitCode);
    assertEquals(
        "sessionlog: cannot write the output: No space left on device\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aReaderThatHasGoneIsNothingToComplainAbout() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exitCode =
        Sessionlog.run(world.surroundings(new FailingOutput("Broken pipe"), err), "config");

    assertEquals(ExitCode.BROKEN_PIPE, exitCode);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  private static final class FailingOutput extends OutputStream {
    private final String message;

    FailingOutput(String message) {
      this.message = message;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(message);
    }
  }
}
