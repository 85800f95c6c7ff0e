package dev.sessionlog.cli;

import dev.sessionlog.evidence.Adoptions;
import dev.sessionlog.export.ForeignFolder;
import dev.sessionlog.export.ForeignFormatException;
import dev.sessionlog.export.Import;
import dev.sessionlog.export.ImportSource;
import dev.sessionlog.export.SourceContent;
import dev.sessionlog.session.Visible;
import dev.sessionlog.store.ImportedContents;
import dev.sessionlog.store.RecordingStore;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/** Imports all recordings of a folder, except those imported before. */
final class FolderImport {
  private static final int MOST_NAMED = 5;

  private final CommandContext context;
  private final Path logDir;
  private final Import.Facts facts;
  private final boolean again;
  private final SecureRandom random = new SecureRandom();
  private long done;
  private int imported;
  private int before;
  private int refused;

  /**
   * Creates an import.
   *
   * @param again true to import again what was imported before
   */
  FolderImport(CommandContext context, Path logDir, Import.Facts facts, boolean again) {
    this.context = context;
    this.logDir = logDir;
    this.facts = facts;
    this.again = again;
  }

  /** Runs the import; returns the exit code. */
  int run(Path folder) throws IOException {
    ForeignFolder search = ForeignFolder.search(folder);
    RecordingStore store = new RecordingStore(logDir);
    ImportedContents contents = ImportedContents.read(logDir);
    long total = 0;
    for (ForeignFolder.Found found : search.found()) {
      total += size(found.source());
    }
    try (Progress progress = new Progress(context, "importing", total)) {
      for (ForeignFolder.Found found : search.found()) {
        one(found, store, contents, progress);
        done += size(found.source());
      }
    }
    context.out().flush();
    sum(search.others());
    return refused > 0 ? ExitCode.CORRUPT : ExitCode.OK;
  }

  private static long size(ImportSource source) throws IOException {
    return Files.isRegularFile(source.file()) ? Files.size(source.file()) : 0;
  }

  private void one(
      ForeignFolder.Found found, RecordingStore store, ImportedContents contents, Progress progress)
      throws IOException {
    ImportSource source = found.source();
    String name = Visible.line(source.file().toString());
    try {
      Optional<String> content = SourceContent.of(source);
      if (content.isPresent() && !again && contents.session(content.get()).isPresent()) {
        before++;
        return;
      }
      long size = size(source);
      Import.Imported result =
          Import.run(
              store,
              source,
              found.format(),
              facts,
              random,
              bytes -> progress.done(done + Math.min(bytes, size)));
      if (content.isPresent()) {
        contents.add(content.get(), result.session().id());
      }
      new Adoptions(logDir).askWhereSealed(result.session().id());
      imported++;
      progress.aside(() -> context.out().println(result.session().id() + " " + name));
      context.out().flush();
      result.notes().forEach(note -> progress.aside(() -> warn(name + ": " + note)));
    } catch (ForeignFormatException e) {
      refused++;
      progress.aside(() -> warn(String.valueOf(e.getMessage())));
    } catch (FileSystemException e) {
      if (!source.file().toString().equals(e.getFile())) {
        throw e; // a failure of the store, so the next import would fail, too
      }
      refused++;
      progress.aside(() -> Failure.of(e).messages().forEach(this::warn));
    }
  }

  private void sum(List<Path> others) {
    String text = imported + " imported";
    text += before > 0 ? ", " + before + " imported before" : "";
    text += refused > 0 ? ", " + refused + " refused" : "";
    if (!others.isEmpty()) {
      List<String> names = others.stream().limit(MOST_NAMED).map(Path::toString).toList();
      String more = others.size() > MOST_NAMED ? " \u2026" : "";
      text += ", " + others.size() + " of unknown format: " + String.join(", ", names) + more;
    }
    warn(text);
  }

  private void warn(String text) {
    context.err().println("sessionlog: " + Visible.line(text));
    context.err().flush();
  }
}
