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
import org.junit.jupiter.params.provider.CsvSource;
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
        .complainsPart("(SHELL): 'csh' is not a choice, expected bash or zsh\n");
  }

  @ParameterizedTest
  @CsvSource({
    "sessionlog confi, config",
    "sessionlog gen, generate-completion",
    "sessionlog config --sys, --system",
    "sessionlog --deb, --debug"
  })
  void bashCompletes(String line, String expected) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not installed");
    int last = line.split(" ").length - 1;

    assertEquals(
        expected + "\n",
        output(
            "/bin/bash",
            "--norc",
            "-c",
            ". docs/completion/sessionlog.bash; COMP_LINE='%s'; COMP_WORDS=(%s); COMP_CWORD=%d;"
                    .formatted(line, line, last)
                + " _complete_sessionlog; echo \"${COMPREPLY[@]}\""));
  }

  @ParameterizedTest
  @CsvSource({
    "play '', alice bob 20261124T080000-bbbb 20261124T090000-cccc",
    "show 20261124T09, 20261124T090000-cccc",
    "tail a, alice",
    "list --user b, bob",
    "play --at '', ''",
    "play --no, ''"
  })
  void bashCompletesUsersAndSessions(String words, String expected) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not installed");
    record();
    int last = words.split(" ").length;

    assertEquals(
        expected + "\n",
        output(
            "/bin/bash",
            "--norc",
            "-c",
            "XDG_STATE_HOME=%s; . docs/completion/sessionlog.bash; COMP_WORDS=(sessionlog %s);"
                    .formatted(dir, words)
                + " COMP_CWORD=%d; _sessionlog_with_recordings 2>/dev/null;".formatted(last)
                + " echo \"${COMPREPLY[*]}\" | tr '\\n' ' ' | sed 's/ $//'; echo"));
  }

  private void record() throws IOException {
    Path sessions = dir.resolve("sessionlog/sessions");
    Files.createDirectories(sessions.resolve("alice/20261124T080000-bbbb"));
    Files.createDirectories(sessions.resolve("bob/20261124T090000-cccc"));
  }

  /** Names that a shell would act on: as users, as sessions, as files of the working directory. */
  private List<String> recordHostileNames() throws IOException {
    record();
    List<String> names = new ArrayList<>();
    for (String command : List.of("touch pwned", ": >pwned", "touch ${PWD}pwned")) {
      names.add("$(" + command + ")");
      names.add("`" + command + "`");
      names.add("a;" + command + ";");
      names.add("a\n$(" + command + ")\n20261124T090000-dddd");
    }
    names.addAll(List.of("*", "a b", "${x:=1}", "a'", "a\"", "-rf", "$((a[$(touch pwned)]))", "~"));
    for (String name : names) {
      Files.createDirectories(dir.resolve("sessionlog/sessions").resolve(name));
      Files.createDirectories(dir.resolve("sessionlog/sessions/alice").resolve(name));
      Files.writeString(dir.resolve(name), "");
    }
    return names;
  }

  private String evaluated() {
    return Files.exists(dir.resolve("pwned"))
            || dir.toFile().list((d, n) -> n.endsWith("pwned")).length > 0
        ? "a name was evaluated"
        : "nothing was evaluated";
  }

  @Test
  void bashEvaluatesNoName() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not installed");
    recordHostileNames();
    String script = Path.of("docs/completion/sessionlog.bash").toAbsolutePath().toString();
    for (String words : List.of("play ''", "tail ''", "list -u ''", "play '$('", "export -o ''")) {
      output(
          "/bin/bash",
          "--norc",
          "-c",
          "cd '%1$s'; XDG_STATE_HOME='%1$s'; . '%2$s'; COMP_WORDS=(sessionlog %3$s); COMP_CWORD=%4$d;"
                  .formatted(dir, script, words, words.split(" ").length)
              + " _sessionlog_with_recordings; printf '%s\\n' \"${COMPREPLY[@]}\"");
      assertEquals("nothing was evaluated", evaluated(), words);
    }
    assertEquals(
        "alice bob\n",
        output(
            "/bin/bash",
            "--norc",
            "-c",
            "cd '%1$s'; XDG_STATE_HOME='%1$s'; . '%2$s'; COMP_WORDS=(sessionlog tail ''); COMP_CWORD=2;"
                    .formatted(dir, script)
                + " _sessionlog_with_recordings; echo \"${COMPREPLY[*]}\""),
        "names that the program never gives are not offered");
  }

  @Test
  void zshEvaluatesNoName() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/zsh")), "zsh is not installed");
    recordHostileNames();
    String script = Path.of("docs/completion/_sessionlog").toAbsolutePath().toString();
    // compadd works inside a completion only: what it is given is what counts.
    String given =
        output(
            "/bin/zsh",
            "-f",
            "-c",
            "cd '%1$s'; autoload -U compinit; compinit -D -u; . '%2$s'; XDG_STATE_HOME='%1$s';"
                    .formatted(dir, script)
                + " compadd() { shift; print -rl -- $@ }; _sessionlog_users; _sessionlog_sessions");
    assertEquals("nothing was evaluated", evaluated());
    assertEquals("alice\nbob\nalice\nbob\n20261124T080000-bbbb\n20261124T090000-cccc\n", given);
  }

  @Test
  void zshListsUsersAndSessions() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/zsh")), "zsh is not installed");
    record();

    assertEquals(
        "alice bob 20261124T080000-bbbb 20261124T090000-cccc\n",
        output(
            "/bin/zsh",
            "-f",
            "-c",
            "autoload -U compinit; compinit -D -u; . docs/completion/_sessionlog; XDG_STATE_HOME="
                + dir
                + "; echo ${(f)\"$(_sessionlog_recordings sessions)\"}"));
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
