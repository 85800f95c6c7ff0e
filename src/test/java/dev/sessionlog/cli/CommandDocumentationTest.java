package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The man pages and completion scripts in the repository, held against the commands. */
@Tag("machine")
class CommandDocumentationTest {
  private static final Path PAGES = Path.of("docs/man");
  private static final Path COMPLETION = Path.of("docs/completion");
  private static final Path HELP = Path.of("src/main/help");
  private static final String REMEDY = "; run: mvn -Pman process-test-classes";

  @TempDir Path dir;
  private CommandLine model;

  @BeforeEach
  void readModel() {
    model = Sessionlog.model(new CliWorld(dir).context(OutputStream.nullOutputStream()));
  }

  @Test
  void everyOptionAndParameterIsOnItsPage() throws IOException {
    List<String> missing = new ArrayList<>(missingOn("sessionlog.1", model));
    for (CommandLine command : model.getSubcommands().values()) {
      missing.addAll(missingOn("sessionlog-" + command.getCommandName() + ".1", command));
    }

    assertEquals(List.of(), missing, REMEDY);
  }

  @Test
  void everyExitCodeIsOnTheMainPage() throws IOException {
    String page = text("sessionlog.1");

    for (String code : List.of("0", "1", "2", "3", "4", "5", "141")) {
      assertTrue(page.contains("\n" + code + "\n"), code);
    }
  }

  @ParameterizedTest
  @EnumSource
  void completionScriptsAreThoseOfTheCommands(CompletionShell shell) throws IOException {
    assertEquals(
        shell.script(model), Files.readString(COMPLETION.resolve(shell.fileName())), REMEDY);
  }

  @Test
  void theHelpThatTheLauncherPrintsIsThatOfTheCommands() throws IOException {
    Map<String, String> kept = new TreeMap<>();
    try (Stream<Path> pages = Files.list(HELP)) {
      for (Path page : pages.toList()) {
        kept.put(page.getFileName().toString(), Files.readString(page));
      }
    }

    assertEquals(HelpPages.of(model), kept, REMEDY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help", "-h", "list --help", "help tail", "hold -h"})
  void theProgramPrintsTheSameHelp(String words) throws IOException {
    String command = words.replaceAll("-h$|--help|help", "").strip();
    String page = "sessionlog" + (command.isEmpty() ? "" : "-" + command) + ".txt";

    new CliWorld(dir)
        .sessionlog(words.split(" "))
        .exitsWith(ExitCode.OK)
        .prints(Files.readString(HELP.resolve(page)));
  }

  @Test
  void completionScriptsCanBePrinted() {
    CliWorld world = new CliWorld(dir);

    world
        .sessionlog("generate-completion", "zsh")
        .exitsWith(ExitCode.OK)
        .complainsNot()
        .prints(CompletionShell.ZSH.script(model));
    world
        .sessionlog("generate-completion", "csh")
        .exitsWith(ExitCode.USAGE)
        .complainsPart("(SHELL): 'csh' is not a choice, expected bash, zsh or fish\n");
  }

  @Test
  void zshTakesItsScript() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/zsh")), "zsh is not installed");

    assertEquals(
        "_sessionlog\n",
        output(
            "/bin/zsh",
            "-f",
            "-c",
            "autoload -U compinit; compinit -D -u; . docs/completion/_sessionlog;"
                + " print $_comps[sessionlog]"));
  }

  private static List<String> missingOn(String page, CommandLine command) throws IOException {
    String text = text(page);
    List<String> missing = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      for (String name : option.names()) {
        if (!option.hidden() && !text.matches("(?s).*(^|[\\s,])" + name + "[\\s,=\\[].*")) {
          missing.add(page + ": " + name);
        }
      }
    }
    for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
      if (!parameter.hidden() && !text.contains(parameter.paramLabel())) {
        missing.add(page + ": " + parameter.paramLabel());
      }
    }
    return missing;
  }

  /** The page's text without the fonts of roff. */
  private static String text(String page) throws IOException {
    return Files.readString(PAGES.resolve(page)).replaceAll("\\\\f[BIPR]", "").replace("\\-", "-");
  }

  private static String output(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
