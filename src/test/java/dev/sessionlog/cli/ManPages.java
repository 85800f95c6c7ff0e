package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationKeys;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * Makes the man pages, the completion scripts and the kept help from the commands, from {@code
 * src/man} and, for sessionlog.toml(5), from {@code docs/sessionlog.toml}.
 */
final class ManPages {
  private static final Path TEXTS = Path.of("src/man");
  private static final String REMEDY = "mvn -Pman process-test-classes";

  private ManPages() {}

  /**
   * Writes all of them.
   *
   * @param args a directory for the man pages, one for the completion scripts, and one for the help
   *     that the launcher prints
   */
  public static void main(String[] args) throws IOException {
    CommandLine model =
        Sessionlog.model(new CliWorld(Path.of("/")).context(OutputStream.nullOutputStream()));
    Path directory = Files.createDirectories(Path.of(args[0]));
    for (Map.Entry<String, String> page : all(model).entrySet()) {
      Files.writeString(directory.resolve(page.getKey()), page.getValue());
    }
    Path completion = Files.createDirectories(Path.of(args[1]));
    for (CompletionShell shell : CompletionShell.values()) {
      Files.writeString(completion.resolve(shell.fileName()), shell.script(model));
    }
    Path help = Files.createDirectories(Path.of(args[2]));
    for (Map.Entry<String, String> page : HelpPages.of(model).entrySet()) {
      Files.writeString(help.resolve(page.getKey()), page.getValue());
    }
  }

  /** Returns all man pages by the names of their files. */
  static Map<String, String> all(CommandLine model) throws IOException {
    Map<String, String> pages = new TreeMap<>();
    pages.put("sessionlog.1", page("sessionlog", model));
    for (CommandLine command : model.getSubcommands().values()) {
      String name = "sessionlog-" + command.getCommandName();
      pages.put(name + ".1", page(name, command));
    }
    pages.put(
        "sessionlog.toml.5",
        ConfigurationPage.of(
            Files.readAllLines(Path.of("docs/sessionlog.toml")),
            ConfigurationKeys.expectedValues(),
            PageText.read(TEXTS.resolve("sessionlog.toml.txt")),
            head("sessionlog.toml", 5)));
    return pages;
  }

  private static String page(String name, CommandLine command) throws IOException {
    return CommandPage.of(command, PageText.read(TEXTS.resolve(name + ".txt")), head(name, 1));
  }

  /** The head of a page, with the version and the date of the build in it. */
  private static Roff head(String name, int section) throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    String version = found("\n  <version>(.*?)</version>", pom);
    String date = found("<project.build.outputTimestamp>(.{10})", pom);
    return new Roff(name, section, date, "sessionlog " + version, REMEDY);
  }

  private static String found(String regex, String text) {
    Matcher matcher = Pattern.compile(regex).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("pom.xml has no " + regex);
    }
    return matcher.group(1);
  }
}
