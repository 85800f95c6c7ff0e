package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.export.Destination;
import dev.sessionlog.export.Export;
import dev.sessionlog.export.ExportFormat;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a session along. */
@Command(
    name = "export",
    description = {
      "Writes one session in the format of another program, or as a page for a browser.",
      "A session that is being recorded is written as far as it has come."
    },
    footerHeading = "%nFormats:%n",
    footer = {
      "  asciicast-v2        for asciinema",
      "  asciicast-v3        for asciinema 3",
      "  typescript          a folder for scriptreplay, with sizes and facts",
      "  typescript-classic  a folder for scriptreplay, also of old",
      "  ttyrec              for ttyplay",
      "  sudo-iolog          a folder for sudoreplay",
      "  tlog                for tlog-play",
      "  text                the transcript",
      "  html                one page with a player, which needs no network",
      "",
      "Text in asciicast is UTF-8: other bytes are lost there, and in text and html. The other",
      "formats keep every byte."
    })
final class ExportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SESSION", description = SessionArgument.DESCRIPTION)
  private String session = "";

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      required = true,
      description = "One of those below.")
  private String format = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where to: a file, or for some formats a folder. Default: the standard output, for formats"
              + " that are one file.")
  private @Nullable String output;

  @Option(names = "--force", description = "Replace files that are there.")
  private boolean force;

  private final CommandContext context;

  ExportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    ExportFormat wanted =
        ExportFormat.ofWord(format)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE,
                        "--format '"
                            + format
                            + "': not a format, expected one of "
                            + ExportFormat.words()));
    Configuration configuration = context.configuration();
    Recording recording = SessionArgument.resolve(configuration.logDir(), session);
    ViewNote.send(context, configuration, "export", recording);
    long size = Files.exists(recording.typescript()) ? Files.size(recording.typescript()) : 0;
    try (Destination destination = destination(wanted);
        Progress progress = new Progress(context, "exporting", isStandardOutput() ? -1 : size)) {
      Optional<String> problem =
          Export.run(
              recording,
              wanted,
              destination,
              configuration.transcript().quiet(),
              bytes -> {
                if (!isStandardOutput()) {
                  progress.done(bytes);
                }
              });
      problem.ifPresent(
          line ->
              context.err().println("sessionlog: exported only in part: " + Visible.line(line)));
      return problem.isPresent() ? ExitCode.CORRUPT : ExitCode.OK;
    } catch (FileAlreadyExistsException e) {
      throw new CommandFailure(
          ExitCode.FAILED, e.getFile() + ": already exists; --force replaces it");
    }
  }

  private boolean isStandardOutput() {
    return output == null || output.equals("-");
  }

  private Destination destination(ExportFormat wanted) {
    String path = output;
    if (path != null && !path.equals("-")) {
      return wanted.isFolder()
          ? Destination.folder(Path.of(path), force)
          : Destination.file(Path.of(path), force);
    }
    if (wanted.isFolder()) {
      throw new CommandFailure(
          ExitCode.USAGE, wanted.word() + " is several files: -o names the folder for them");
    }
    if (context.isTerminal() && wanted != ExportFormat.TEXT) {
      throw new CommandFailure(
          ExitCode.USAGE, wanted.word() + " is not for a terminal: -o names a file for it");
    }
    return Destination.stream(context.bytes());
  }
}
