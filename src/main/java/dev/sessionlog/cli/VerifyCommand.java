package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.HostCopy;
import dev.sessionlog.archive.HostKey;
import dev.sessionlog.config.Configuration;
import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.evidence.KeptCheckpoints;
import dev.sessionlog.evidence.LedgerEntry;
import dev.sessionlog.evidence.NoteKey;
import dev.sessionlog.evidence.Verdict;
import dev.sessionlog.evidence.Verification;
import dev.sessionlog.evidence.Verifier;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks recordings against the ledger. */
@Command(
    name = "verify",
    description = {
      "Checks whether recordings are as they were sealed in the ledger.",
      "Finds recordings that were changed, shortened or removed. Without arguments it checks"
          + " everything, and names only the sessions with a problem. Give it the first key and a"
          + " checkpoint that you kept elsewhere. Without them it cannot detect that root replaced"
          + " the whole ledger.",
      "A FILE that 'sessionlog export -f evidence' wrote can be checked on any machine. Its name has"
          + " a slash in it, or ends in .tar.",
      "Returns 0 if everything is as it was sealed, 1 if something that should be sealed is not, 3"
          + " if there is no such session, user or ledger, 4 if something was changed, cut or"
          + " removed."
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..*",
      paramLabel = "SESSION|USER|FILE",
      description = SealedNames.DESCRIPTION)
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The ledger's first key, or a file with it.")
  private @Nullable String key;

  @Option(
      names = "--anchor",
      paramLabel = "FILE",
      description =
          "A file with checkpoints, for example a log with lines of the collector, or a folder of"
              + " such files. May be repeated.")
  private List<Path> anchors = new ArrayList<>();

  @Option(
      names = {"-a", "--all"},
      description = "Name every session, not only those with a problem.")
  private boolean all;

  @Option(names = "--json", description = "Print one JSON object per line.")
  private boolean json;

  @Mixin private final ArchiveOption archive = new ArchiveOption();

  private final CommandContext context;
  private final Verdicts verdicts;
  private boolean anyNamed;

  VerifyCommand(CommandContext context) {
    this.context = context;
    this.verdicts = new Verdicts(context.zone());
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Optional<NoteKey> first =
        key == null ? Optional.empty() : Optional.of(Anchors.key(String.valueOf(key)));
    KeptCheckpoints kept = Anchors.kept(anchors);
    if (!archive.isAsked() && names.stream().anyMatch(BundleReport::isOne)) {
      return bundles(first, kept);
    }
    Configuration configuration = context.configurationForReading();
    if (archive.isAsked()) {
      return archive(configuration, first, kept);
    }
    if (configuration.seal().interval().isEmpty()
        && Files.notExists(configuration.logDir().resolve("ledger").resolve("000000.jsonl"))) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND,
          "nothing is sealed in "
              + configuration.logDir()
              + ": seal.interval is 0; set it, for example to \"1m\", and restart the collector");
    }
    SealedNames wanted = SealedNames.of(configuration.logDir(), names);
    Verifier verifier = new Verifier(configuration.logDir());
    Verification ledger;
    try (Progress progress = new Progress(context, "reading the ledger", 0, n -> n + " entries")) {
      ledger = verifier.ledger(first, kept, progress::done);
    }
    if (json) {
      printJson(ledger, verifier, wanted);
    } else {
      print(ledger, verifier, wanted);
    }
    for (String name : wanted.unmet()) {
      context.err().println("sessionlog: " + Visible.line(name) + ": no such session or user");
    }
    return exitCode(ledger, wanted);
  }

  private int archive(Configuration configuration, Optional<NoteKey> first, KeptCheckpoints kept)
      throws IOException {
    if (names.stream().anyMatch(name -> name.contains("~"))) {
      throw new CommandFailure(
          ExitCode.USAGE, "in an archive a session is named by its id, or the beginning of it");
    }
    ArchiveReport report =
        new ArchiveReport(
            context,
            json,
            all || !names.isEmpty(),
            SealedNames.of(Path.of("."), names.stream().map(ArchiveOption::withoutHost).toList()));
    try (ArchiveStore store = archive.store(configuration)) {
      List<HostKey> hosts = HostCopy.hosts(store, archive.hosts(names));
      if (hosts.isEmpty()) {
        throw new CommandFailure(ExitCode.NOT_FOUND, store.place() + ": no such host there");
      }
      if (first.isPresent() && hosts.size() > 1) {
        throw new CommandFailure(
            ExitCode.USAGE, "--key is that of one host: choose it with --host, or use --anchor");
      }
      ArchiveVerification verification =
          new ArchiveVerification(store, ArchiveOption.caches(context), report);
      for (HostKey host : hosts) {
        verification.check(host, first, kept);
      }
      return report.finish(verification.foreign(kept));
    }
  }

  private int bundles(Optional<NoteKey> first, KeptCheckpoints kept) throws IOException {
    if (names.size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "expected one FILE, or sessions and users, but not both");
    }
    return new BundleReport(context, json).print(Path.of(names.get(0)), first, kept);
  }

  private int exitCode(Verification ledger, SealedNames wanted) {
    boolean changed = !ledger.problems().isEmpty() || verdicts.anyChanged();
    if (changed) {
      return ExitCode.CORRUPT;
    }
    if (!wanted.unmet().isEmpty()) {
      return ExitCode.NOT_FOUND;
    }
    return verdicts.anyNotSealed() ? ExitCode.FAILED : ExitCode.OK;
  }

  private void print(Verification ledger, Verifier verifier, SealedNames wanted)
      throws IOException {
    ledger.begin().ifPresent(begin -> printLedger(ledger, begin.origin()));
    for (String problem : ledger.problems()) {
      context.out().println("LEDGER " + Visible.line(verdicts.local(problem)));
    }
    check(
        verifier,
        wanted,
        (verdict, progress) -> {
          if (all || !wanted.isEmpty() || !verdict.status().good()) {
            progress.aside(() -> print(verdict));
          }
        });
    List<LedgerEntry.FileGone> removed = ledger.removedLogs();
    if (all) {
      removed.forEach(this::print);
    }
    context
        .out()
        .println((anyNamed ? "\n" : "") + verdicts.summary() + removedLogs(removed.size()));
    for (String note : ledger.notes()) {
      context.err().println("sessionlog: " + Visible.line(note));
    }
  }

  /** Checks the sessions on all processors, and reports the progress. */
  private void check(Verifier verifier, SealedNames wanted, BiConsumer<Verdict, Progress> printing)
      throws IOException {
    AtomicLong done = new AtomicLong();
    try (Progress progress = new Progress(context, "checking", 0, n -> n + " sessions")) {
      verifier.sessions(
          wanted::wanted,
          Runtime.getRuntime().availableProcessors(),
          verdict -> {
            verdicts.count(verdict);
            progress.done(done.incrementAndGet());
            printing.accept(verdict, progress);
          });
    }
  }

  private void printLedger(Verification ledger, String origin) {
    context
        .out()
        .println(
            "ledger "
                + Visible.field(origin)
                + ": "
                + ledger.entries()
                + " entries sealed"
                + ledger
                    .sealed()
                    .map(at -> " until " + ReadableUnits.time(at.toString(), context.zone()))
                    .orElse("")
                + (ledger.unsealed() == 0 ? "" : ", " + ledger.unsealed() + " not yet"));
  }

  private static String removedLogs(int count) {
    return count == 0 ? "" : "; " + Counted.of(count, "log") + " removed, as was noted";
  }

  private void print(LedgerEntry.FileGone removed) {
    anyNamed = true;
    context
        .out()
        .println(
            Visible.line(
                removed.name()
                    + " removed: by "
                    + removed.by()
                    + ": "
                    + removed.why()
                    + ", seen at "
                    + ReadableUnits.time(removed.at().toString(), context.zone())));
  }

  private void print(Verdict verdict) {
    anyNamed = true;
    context.out().println(verdict.session() + " " + verdicts.text(verdict));
  }

  private void printJson(Verification ledger, Verifier verifier, SealedNames wanted)
      throws IOException {
    JsonLines lines = new JsonLines(context.out());
    lines.object(
        object -> {
          object.writeStringField("ledger", ledger.begin().map(begin -> begin.origin()).orElse(""));
          object.writeNumberField("entries", ledger.entries());
          object.writeStringField("sealed", ledger.sealed().map(Object::toString).orElse(""));
          JsonLines.strings(object, "problems", ledger.problems());
          JsonLines.strings(object, "notes", ledger.notes());
          object.writeNumberField("removed_logs", ledger.removedLogs().size());
        });
    List<Verdict> checked = new ArrayList<>();
    check(verifier, wanted, (verdict, progress) -> checked.add(verdict));
    for (Verdict verdict : checked) {
      lines.object(object -> Verdicts.write(verdict, object));
    }
    lines.finish();
  }
}
