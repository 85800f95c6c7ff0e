package dev.sessionlog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionlog.config.ConfigurationKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The man pages in the repository: that they are current, whole, and as man(1) wants them. */
class ManPagesTest {
  private static final Path PAGES = Path.of("docs/man");
  private static final List<String> SECTIONS =
      List.of("NAME", "SYNOPSIS", "DESCRIPTION", "FILES", "EXAMPLES", "SEE ALSO");

  @TempDir Path dir;
  private CommandLine model;

  @BeforeEach
  void readModel() {
    model = Sessionlog.model(new CliWorld(dir).context(OutputStream.nullOutputStream()));
  }

  @Test
  void pagesAreThoseOfTheCommands() throws IOException {
    Map<String, String> made = ManPages.all(model);
    Map<String, String> kept = kept();

    assertEquals(made.keySet(), kept.keySet(), "run: mvn -Pman process-test-classes");
    made.forEach(
        (name, page) ->
            assertEquals(page, kept.get(name), name + ": run: mvn -Pman process-test-classes"));
  }

  @Test
  void everyPageHasEverySectionWithSomethingInIt() throws IOException {
    List<String> missing = new ArrayList<>();
    kept()
        .forEach(
            (name, page) -> {
              List<String> sections = new ArrayList<>(SECTIONS);
              if (name.endsWith(".1")) {
                sections.add("EXIT STATUS");
              }
              for (String section : sections) {
                String heading = "\n.SH " + section + "\n";
                int start = page.indexOf(heading);
                if (start < 0 || page.startsWith(".SH", start + heading.length())) {
                  missing.add(name + ": " + section);
                }
              }
            });

    assertEquals(List.of(), missing);
  }

  @Test
  void everyReferenceIsToAPage() throws IOException {
    List<String> missing = new ArrayList<>();
    Map<String, String> kept = kept();
    Pattern reference = Pattern.compile("\\\\fB(sessionlog[a-z.\\\\-]*)\\\\fP\\((\\d)\\)");
    kept.forEach(
        (name, page) -> {
          Matcher matcher = reference.matcher(page);
          while (matcher.find()) {
            String other = matcher.group(1).replace("\\", "") + "." + matcher.group(2);
            if (!kept.containsKey(other)) {
              missing.add(name + ": " + other);
            }
          }
        });

    assertEquals(List.of(), missing);
    assertTrue(kept.get("sessionlog-play.1").contains("\\fBsessionlog\\fP(1)"), "no reference");
  }

  @Test
  void theOverviewHasEveryCommand() throws IOException {
    String page = kept().get("sessionlog.1");

    for (String name : Commands.NAMES) {
      String entry = ".TP\n\\fBsessionlog\\-" + name.replace("-", "\\-") + "\\fP(1)\n";
      assertTrue(page.contains(entry), name);
    }
  }

  @Test
  void thePageOfTheConfigurationHasEveryKeyInItsTable() throws IOException {
    String page = kept().get("sessionlog.toml.5");

    for (String key : ConfigurationKeys.expectedValues().keySet()) {
      int dot = key.indexOf('.');
      int table = page.indexOf("\n.SS [" + key.substring(0, dot) + "]\n");
      int end = page.indexOf("\n.S", table + 4);
      assertTrue(table > 0, key);
      String entries = page.substring(table, end);
      assertTrue(entries.contains("\n\\fB" + key.substring(dot + 1) + "\\fP = "), key);
    }
  }

  /** An example that the program does not take would be worse than none. */
  @Test
  void everyExampleIsACommandLineOfTheProgram() throws IOException {
    Pattern example = Pattern.compile("(?m)^ {4}[$#] (sessionlog [^|>&\\n]*)");
    List<String> wrong = new ArrayList<>();
    int examples = 0;
    for (Map.Entry<String, String> text : texts().entrySet()) {
      Matcher matcher = example.matcher(text.getValue());
      while (matcher.find()) {
        examples++;
        String line = matcher.group(1).replaceAll("\\$\\(.*?\\)", "alice").strip();
        try {
          model.parseArgs(words(line.substring(line.indexOf(' ') + 1)));
        } catch (CommandLine.ParameterException e) {
          wrong.add(text.getKey() + ": " + line + ": " + e.getMessage());
        }
      }
    }

    assertEquals(List.of(), wrong);
    assertTrue(examples > 40, examples + " examples");
  }

  @Test
  @Tag("machine")
  void mandocFindsNothingToSay() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mandoc")), "mandoc is not installed");

    List<String> command = new ArrayList<>(List.of("/usr/bin/mandoc", "-Tlint", "-Wstyle"));
    kept().keySet().forEach(name -> command.add(PAGES.resolve(name).toString()));

    assertEquals("", output(command));
  }

  @Test
  @Tag("machine")
  void pagesFit80Columns() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mandoc")), "mandoc is not installed");

    for (String name : kept().keySet()) {
      String printed =
          output(List.of("/usr/bin/mandoc", "-Tascii", "-Owidth=78", "docs/man/" + name));
      // Bold letters are printed over themselves.
      long wide = printed.replaceAll(".\b", "").lines().filter(line -> line.length() > 80).count();
      assertEquals(0, wide, name + " has lines that do not fit");
    }
  }

  private static Map<String, String> kept() throws IOException {
    return read(PAGES);
  }

  private static Map<String, String> texts() throws IOException {
    return read(Path.of("src/man"));
  }

  private static Map<String, String> read(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(directory)) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    return files;
  }

  private static String[] words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = Pattern.compile("'([^']*)'|(\\S+)").matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words.toArray(String[]::new);
  }

  private static String output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
