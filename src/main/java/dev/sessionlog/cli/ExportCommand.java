package dev.sessionlog.cli;

import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.evidence.EvidenceBundle;
import dev.sessionlog.export.Destination;
import dev.sessionlog.export.Export;
import dev.sessionlog.export.ExportFormat;
import dev.sessionlog.export.Redaction;
import dev.sessionlog.recording.Recording;
import dev.sessionlog.replay.ScreenDump;
import dev.sessionlog.replay.Target;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Exports a session. */
@Command(
    name = "export",
    description = {
      "Writes one session as a page, a picture, or in the format of another program.",
      "A session that is still being recorded is written up to now."
    },
    footerHeading = "%nFormats:%n",
    footer = {
      "  asciicast-v2        for asciinema; also called asciicast",
      "  asciicast-v3        for asciinema 3",
      "  typescript          a folder for scriptreplay, with sizes and facts",
      "  typescript-classic  the same for scriptreplay before util-linux 2.35",
      "  ttyrec              for ttyplay",
      "  sudo-iolog          a folder for sudoreplay",
      "  tlog                for tlog-play",
      "  text                the transcript",
      "  html                one page with a player, which needs no network",
      "  svg                 a moving picture, or with --at a still one",
      "  evidence            an archive that proves the session to others",
      "",
      "asciicast, text, html and svg are UTF-8 and lose bytes that are not.",
      "The other formats keep every byte."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String KEEPS_ALL =
      " keeps every byte: only text, html, svg and asciicast can be redacted";

  @Parameters(paramLabel = "SESSION", description = SessionArgument.DESCRIPTION_IN_ARCHIVES)
  private String session = "";

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      completionCandidates = Candidates.ExportFormats.class,
      description =
          "One of the formats below. Default: that of files whose names end like FILE, for .html,"
              + " .svg, .txt, .cast, .ttyrec and .tar.")
  private @Nullable String named;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Write to this file, or for some formats to this folder. Default: standard output, for"
              + " formats that are one file.")
  private @Nullable String output;

  @Option(names = "--force", description = "Replace existing files.")
  private boolean force;

  @Option(
      names = "--redact",
      paramLabel = "REGEX",
      description =
          "Replace text that matches, or the part in its group named 'secret', with asterisks. For"
              + " text, html, svg and asciicast. May be repeated.")
  private List<String> expressions = new ArrayList<>();

  @Option(
      names = "--redact-secrets",
      description =
          "The same for common tokens, private keys and passwords. It can miss some, so check the"
              + " result before you give it away.")
  private boolean secrets;

  @Option(
      names = "--anchor",
      paramLabel = "FILE",
      description =
          "For evidence: a file with checkpoints that the recipient has. May be repeated.")
  private List<Path> anchors = new ArrayList<>();

  @Option(
      names = "--chain",
      description =
          "For evidence: include everything that leads from the ledger's first key to this session,"
              + " whatever its size.")
  private boolean chain;

  @Option(
      names = "--at",
      paramLabel = "PLACE",
      description =
          "With -f svg: write a picture of the screen at this place, for example 1:30. Places are"
              + " those of play. SESSION:17 is the same as --at=:17 SESSION.")
  private @Nullable String at;

  @Mixin private final ArchiveOption archive = new ArchiveOption();

  private final CommandContext context;

  /** The word of the format that is wanted. */
  private String format = "";

  ExportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    format = format();
    if (format.equals(EvidenceExport.WORD)) {
      return evidence();
    }
    if (chain || !anchors.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--anchor and --chain work only with -f " + EvidenceExport.WORD);
    }
    ExportFormat wanted =
        ExportFormat.ofWord(format)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE,
                        "--format '"
                            + format
                            + "': not a format, expected one of "
                            + ExportFormat.words()
                            + ", "
                            + EvidenceExport.WORD));
    Optional<Redaction> redaction = redaction(wanted);
    Optional<Target> place = place(wanted);
    Configuration configuration = context.configurationForReading();
    try (SessionSource source = archive.open(context, configuration, session)) {
      Recording recording = source.session(session);
      ViewNote.send(context, configuration, "export", recording);
      return export(recording, wanted, configuration.transcript().quiet(), redaction, place);
    }
  }

  /** Returns the word of the format, as it was named, or as the file is named. */
  private String format() {
    if (named != null) {
      return named;
    }
    String file = String.valueOf(output);
    if (file.endsWith(".tar")) {
      return EvidenceExport.WORD;
    }
    String which = isStandardOutput() ? "" : "-o " + Visible.field(file) + " does not tell it; ";
    return ExportFormat.ofFile(file)
        .map(ExportFormat::word)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "no format: "
                        + which
                        + "name one with -f: "
                        + ExportFormat.words()
                        + ", "
                        + EvidenceExport.WORD));
  }

  private int export(
      Recording recording,
      ExportFormat wanted,
      Duration quiet,
      Optional<Redaction> redaction,
      Optional<Target> place)
      throws IOException {
    long size = Files.exists(recording.typescript()) ? Files.size(recording.typescript()) : 0;
    try (Destination destination = destination(wanted);
        Progress progress = new Progress(context, "exporting", isStandardOutput() ? -1 : size)) {
      LongConsumer done = bytes -> report(progress, bytes);
      Optional<String> problem =
          place.isPresent()
              ? Export.still(
                  recording,
                  moment(recording, quiet, place.get()),
                  destination,
                  quiet,
                  redaction,
                  done)
              : Export.run(recording, wanted, destination, quiet, redaction, done);
      redaction.ifPresent(this::tell);
      problem.ifPresent(
          line ->
              context.err().println("sessionlog: the export is incomplete: " + Visible.line(line)));
      return problem.isPresent() ? ExitCode.CORRUPT : ExitCode.OK;
    } catch (IOException e) {
      return failed(e);
    }
  }

  private int failed(IOException e) throws IOException {
    if (e instanceof FileAlreadyExistsException there) {
      throw new CommandFailure(
          ExitCode.FAILED, there.getFile() + ": already exists; --force replaces it");
    }
    if (e instanceof FileSystemException trouble && !isStandardOutput()) {
      throw new CommandFailure(ExitCode.FAILED, Failure.ofOutput(String.valueOf(output), trouble));
    }
    if (context.output().failure().isEmpty()) {
      throw e;
    }
    return ExitCode.OK; // the output reports that failure
  }

  private int evidence() throws ConfigurationException, IOException {
    if (!expressions.isEmpty() || secrets) {
      throw new CommandFailure(ExitCode.USAGE, EvidenceExport.WORD + KEEPS_ALL);
    }
    if (archive.isAsked()) {
      throw new CommandFailure(
          ExitCode.USAGE, EvidenceExport.WORD + ": made on the host itself, not from an archive");
    }
    Configuration configuration = context.configurationForReading();
    Recording recording =
        SessionArgument.resolve(configuration.logDir(), SessionArgument.withoutLine(session));
    ViewNote.send(context, configuration, "export", recording);
    EvidenceExport export = new EvidenceExport(context);
    EvidenceBundle bundle = export.bundle(configuration.logDir(), recording, anchors, chain);
    long size = isStandardOutput() ? -1 : bundle.bytes();
    try (Destination destination = oneFile();
        Progress progress = new Progress(context, "exporting", size)) {
      return export.write(bundle, destination, bytes -> report(progress, bytes));
    } catch (IOException e) {
      return failed(e);
    }
  }

  private Destination oneFile() {
    if (!isStandardOutput()) {
      return Destination.file(Path.of(String.valueOf(output)), force);
    }
    if (context.isTerminal()) {
      throw new CommandFailure(
          ExitCode.USAGE, format + " cannot be written to a terminal; name a file with -o");
    }
    return Destination.stream(context.bytes());
  }

  private void report(Progress progress, long bytes) {
    if (!isStandardOutput()) {
      progress.done(bytes);
    }
  }

  private Optional<Target> place(ExportFormat wanted) {
    String text = at;
    if (text == null && wanted == ExportFormat.SVG && SessionArgument.line(session).isPresent()) {
      text = ":" + SessionArgument.line(session).getAsLong();
    }
    if (text == null) {
      return Optional.empty();
    }
    if (wanted != ExportFormat.SVG) {
      throw new CommandFailure(ExitCode.USAGE, "--at works only with -f svg");
    }
    Optional<Target> place = Target.parse(text, context.zone());
    if (place.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--at '" + text + "': not a place, expected " + Target.EXPECTED);
    }
    return place;
  }

  private Duration moment(Recording recording, Duration quiet, Target place) throws IOException {
    return ScreenDump.moment(recording, recording.session(), quiet, place)
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.NOT_FOUND,
                    "session " + recording.id() + " has no place " + (at == null ? session : at)));
  }

  private Optional<Redaction> redaction(ExportFormat wanted) {
    if (expressions.isEmpty() && !secrets) {
      return Optional.empty();
    }
    if (!wanted.canBeRedacted()) {
      throw new CommandFailure(ExitCode.USAGE, wanted.word() + KEEPS_ALL);
    }
    try {
      return Optional.of(Redaction.of(expressions, secrets));
    } catch (PatternSyntaxException e) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--redact '"
              + e.getPattern()
              + "': not a regular expression: "
              + e.getDescription()
              + " at character "
              + (e.getIndex() + 1));
    }
  }

  private void tell(Redaction redaction) {
    String unread =
        redaction.unread() > 0
            ? ", and "
                + Counted.of(redaction.unread(), "line")
                + " replaced whole, because an expression takes too long on them"
            : "";
    context
        .err()
        .println(
            "sessionlog: redacted "
                + Counted.of(redaction.count(), "find")
                + unread
                + "; this is best effort: what was edited, wrapped or drawn in pieces may be left,"
                + " so look through the result before you give it away");
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
          ExitCode.USAGE, wanted.word() + " consists of several files; name a folder with -o");
    }
    if (context.isTerminal() && wanted != ExportFormat.TEXT) {
      throw new CommandFailure(
          ExitCode.USAGE, wanted.word() + " cannot be written to a terminal; name a file with -o");
    }
    return Destination.stream(context.bytes());
  }
}
