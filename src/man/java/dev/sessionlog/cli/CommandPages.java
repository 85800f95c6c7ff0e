package dev.sessionlog.cli;

import dev.sessionlog.config.SystemPaths;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the man pages' sources and the completion scripts, made from the commands as they are. */
final class CommandPages {
  private CommandPages() {}

  /**
   * Writes all of them.
   *
   * @param args a directory for the sources in AsciiDoc, one for the completion scripts, and one for
   *     the help
   */
  public static void main(String[] args) throws IOException {
    CommandLine model = Sessionlog.model(new CommandContext(nowhere()));
    // First: the generator of man pages leaves a model behind that has other colours.
    Path help = Files.createDirectories(Path.of(args[2]));
    for (Map.Entry<String, String> page : HelpPages.of(model).entrySet()) {
      Files.writeString(help.resolve(page.getKey()), page.getValue());
    }
    CommandSpec[] commands = {model.getCommandSpec()};
    Path pages = Files.createDirectories(Path.of(args[0]));
    int exitCode =
        ManPageGenerator.generateManPage(pages.toFile(), null, new boolean[0], true, commands);
    if (exitCode != 0) {
      throw new IOException("the man pages could not be made: exit code " + exitCode);
    }
    withoutColonsInHeadings(pages);
    Path completion = Files.createDirectories(Path.of(args[1]));
    for (CompletionShell shell : CompletionShell.values()) {
      Files.writeString(completion.resolve(shell.fileName()), shell.script(model));
    }
  }

  /** The help's headings end in a colon, a man page's do not. */
  private static void withoutColonsInHeadings(Path pages) throws IOException {
    try (DirectoryStream<Path> sources = Files.newDirectoryStream(pages, "*.adoc")) {
      for (Path source : sources) {
        String text = Files.readString(source);
        Files.writeString(source, text.replaceAll("(?m)^== +(.*):$", "== $1"));
      }
    }
  }

  private static Surroundings nowhere() {
    return new Surroundings(
        new ByteArrayInputStream(new byte[0]),
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream(),
        false,
        Map.of(),
        1000,
        Path.of("/"),
        SystemPaths.STANDARD,
        InstantSource.system(),
        () -> ZoneOffset.UTC);
  }
}
