package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.evidence.Adoptions;
import dev.sessionlog.export.ForeignFormatException;
import dev.sessionlog.export.Import;
import dev.sessionlog.export.ImportFormat;
import dev.sessionlog.export.ImportSource;
import dev.sessionlog.export.SourceContent;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.TerminalSize;
import dev.sessionlog.session.Visible;
import dev.sessionlog.store.ImportedContents;
import dev.sessionlog.store.RecordingStore;
import dev.sessionlog.unix.Account;
import dev.sessionlog.unix.Unix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports a recording of another program. */
@Command(
    name = "import",
    description = {
      "Imports recordings of other programs, and prints the id of each session.",
      "An imported session can be listed, played and searched at once. Its transcript is added to the"
          + " user's log the next time a collector starts.",
      "If a file lacks something, or something in it cannot be kept, a message on standard error says"
          + " so. A truncated file is imported up to its end."
    })
final class ImportCommand implements Callable<Integer> {
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final Pattern SIZE = Pattern.compile("([1-9]\\d{0,4})x([1-9]\\d{0,4})");

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description =
          "The recording: a file of asciinema, ttyrec or tlog, a typescript of script(1), a folder"
              + " with typescript and timing, or an I/O log of sudo. Files can be compressed by gzip,"
              + " bzip2, xz or zstd. For any other folder, everything below it is imported. A"
              + " recording whose content was imported before is skipped.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TIMING",
      description = "The timing file of a typescript. Without it, all output is at the start.")
  private @Nullable Path timing;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      completionCandidates = Candidates.ImportFormats.class,
      description =
          "asciicast, typescript, ttyrec, tlog or sudo-iolog. Default: recognized from the file.")
  private @Nullable String format;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "USER",
      description = "The user of the session. Default: as the file says, otherwise you.")
  private @Nullable String user;

  @Option(
      names = "--started",
      paramLabel = "TIME",
      description =
          "When the session began. Default: as the file says, otherwise the file's own time.")
  private @Nullable String started;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The machine of the session. Default: as the file says, otherwise this one.")
  private @Nullable String host;

  @Option(
      names = "--size",
      paramLabel = "COLUMNSxROWS",
      description = "The terminal's size, if the file does not say it. Default: 80x24.")
  private @Nullable String size;

  @Option(
      names = "--force",
      description = "Import again what was imported before, as another session.")
  private boolean force;

  private final CommandContext context;

  ImportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Path logDir = context.configuration().logDir();
    refusePipe(file);
    if (timing != null) {
      refusePipe(timing);
    }
    if (isFolderOfMany()) {
      return new FolderImport(context, logDir, facts(), force).run(file);
    }
    ImportSource source = source();
    ImportFormat wanted = format(source);
    Import.Facts facts = facts();
    Optional<String> content = SourceContent.of(source);
    ImportedContents contents = ImportedContents.read(logDir);
    if (content.isPresent() && !force) {
      Optional<SessionId> known = contents.session(content.get());
      if (known.isPresent()) {
        context.out().println(known.get());
        note("already imported as " + known.get() + "; --force imports it again");
        return ExitCode.OK;
      }
    }
    try (Progress progress = new Progress(context, "importing", Files.size(source.file()))) {
      Import.Imported imported =
          Import.run(
              new RecordingStore(logDir),
              source,
              wanted,
              facts,
              new SecureRandom(),
              progress::done);
      if (content.isPresent()) {
        contents.add(content.get(), imported.session().id());
      }
      new Adoptions(logDir).askWhereSealed(imported.session().id());
      progress.aside(() -> context.out().println(imported.session().id()));
      imported.notes().forEach(this::note);
      return ExitCode.OK;
    } catch (ForeignFormatException e) {
      throw new CommandFailure(ExitCode.CORRUPT, String.valueOf(e.getMessage()));
    }
  }

  /** The source is read more than once, so it must be a file; opening a pipe may block for ever. */
  private static void refusePipe(Path given) {
    if (Files.exists(given) && !Files.isRegularFile(given) && !Files.isDirectory(given)) {
      throw new CommandFailure(
          ExitCode.FAILED,
          given + ": a pipe or a device, expected a file or a folder; copy it to a file first");
    }
  }

  /** In a folder with one recording, the files have the names that their program gives them. */
  private boolean isFolderOfMany() throws IOException {
    return Files.isDirectory(file)
        && timing == null
        && format == null
        && !Files.isRegularFile(file.resolve("typescript"))
        && ImportFormat.guess(file).isEmpty();
  }

  private void note(String text) {
    context.err().println("sessionlog: " + Visible.line(file + ": " + text));
  }

  private ImportSource source() {
    boolean one = ImportFormat.SUDO_IOLOG.word().equals(format) || isSudoIolog();
    if (Files.isDirectory(file) && timing == null && !one) {
      Path there = file.resolve("timing");
      return new ImportSource(
          file.resolve("typescript"),
          Files.isRegularFile(there) ? Optional.of(there) : Optional.empty());
    }
    return new ImportSource(file, Optional.ofNullable(timing));
  }

  private boolean isSudoIolog() {
    try {
      return Files.isDirectory(file)
          && ImportFormat.guess(file).filter(f -> f == ImportFormat.SUDO_IOLOG).isPresent();
    } catch (IOException unreadable) {
      return false;
    }
  }

  private ImportFormat format(ImportSource source) throws IOException {
    String word = format;
    if (word != null) {
      return ImportFormat.ofWord(word)
          .orElseThrow(
              () ->
                  new CommandFailure(
                      ExitCode.USAGE,
                      "--format '"
                          + word
                          + "': not a format, expected one of "
                          + ImportFormat.words()));
    }
    Optional<ImportFormat> guess = ImportFormat.guess(source.file());
    if (source.timing().isPresent()) {
      guess.filter(other -> other != ImportFormat.TYPESCRIPT).ifPresent(this::refuseTiming);
      return ImportFormat.TYPESCRIPT;
    }
    return guess.orElseThrow(
        () ->
            new CommandFailure(
                ExitCode.CORRUPT,
                source.file()
                    + ": format not recognized, expected one of "
                    + ImportFormat.words()
                    + "; name it with --format"));
  }

  private void refuseTiming(ImportFormat format) {
    throw new CommandFailure(
        ExitCode.USAGE,
        file
            + ": looks like "
            + format.word()
            + ", which takes no timing file; import one recording at a time, or a folder of them");
  }

  private Import.Facts facts() throws IOException {
    if (user != null && user.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "--user: the name is empty");
    }
    Unix unix = Unix.load();
    long caller = context.surroundings().uid();
    String name = unix.account(caller).map(Account::name).orElse(Long.toString(caller));
    return new Import.Facts(
        Optional.ofNullable(user),
        Optional.ofNullable(host),
        new TimeText(context.clock().instant(), context.zone()).parse("--started", started),
        size(),
        new Import.Fallback(
            name,
            Files.readString(HOST_NAME).strip(),
            // The user may have no account here any more.
            someone -> unix.account(someone).map(Account::uid).orElse(caller),
            context.zone()));
  }

  private Optional<TerminalSize> size() {
    if (size == null) {
      return Optional.empty();
    }
    Matcher form = SIZE.matcher(size);
    if (!form.matches()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--size '" + size + "': not a size, expected one like 80x24");
    }
    return Optional.of(
        TerminalSize.of(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2))));
  }
}
