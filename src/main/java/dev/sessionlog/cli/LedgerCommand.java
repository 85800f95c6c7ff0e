package dev.sessionlog.cli;

import dev.sessionlog.config.ConfigurationException;
import dev.sessionlog.evidence.Adoptions;
import dev.sessionlog.evidence.LedgerSummary;
import dev.sessionlog.evidence.NoteKey;
import dev.sessionlog.evidence.Verdict;
import dev.sessionlog.evidence.Verifier;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the ledger. */
@Command(
    name = "ledger",
    description = {
      "Shows the ledger, in which the collector seals what it records.",
      "Keep the first key, and a checkpoint now and then, where root of this machine cannot change"
          + " them. 'sessionlog verify' compares the ledger with them."
    })
final class LedgerCommand implements Callable<Integer> {
  private static final Set<Verdict.Status> UNKNOWN =
      EnumSet.of(Verdict.Status.OLDER, Verdict.Status.NOT_SEALED, Verdict.Status.OFF);

  @Option(names = "--key", description = "Print only the first key.")
  private boolean key;

  @Option(names = "--checkpoint", description = "Print only the last checkpoint, a signed note.")
  private boolean checkpoint;

  @Option(
      names = "--adopt",
      paramLabel = "SESSION",
      arity = "0..*",
      description = {
        "Seal sessions that are not in the ledger, because they are older or were imported, as they"
            + " are now. They are named as for verify. Default: all of them."
      })
  private @Nullable List<String> adopt;

  private final CommandContext context;

  LedgerCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws ConfigurationException, IOException {
    Path logDir = context.configuration().logDir();
    NoteKey first = LedgerSummary.firstKey(logDir).orElseThrow(() -> none(logDir));
    if (adopt != null) {
      return adopt(logDir, adopt);
    }
    if (key) {
      context.out().println(first);
    }
    if (checkpoint) {
      context.out().print(LedgerSummary.newest(logDir).map(Object::toString).orElse(""));
    }
    if (!key && !checkpoint) {
      print(LedgerSummary.read(logDir).orElseThrow(() -> none(logDir)));
    }
    return ExitCode.OK;
  }

  private static CommandFailure none(Path logDir) {
    return new CommandFailure(
        ExitCode.NOT_FOUND,
        "there is no ledger in " + logDir + "; a collector starts one if seal.interval is not 0");
  }

  private void print(LedgerSummary summary) {
    context.out().println("ledger      " + summary.origin());
    context.out().println("begun       " + time(summary.begun().toString()));
    context.out().println("sealed      " + time(summary.sealed().toString()));
    context.out().println("entries     " + summary.entries());
    context.out().println("first key   " + summary.firstKey());
  }

  private int adopt(Path logDir, List<String> names) throws IOException {
    SealedNames wanted = SealedNames.of(logDir, names);
    Adoptions adoptions = new Adoptions(logDir);
    List<SessionId> ids = new ArrayList<>();
    Verifier verifier = new Verifier(logDir);
    verifier.ledger(Optional.empty(), List.of());
    verifier.strangers(
        wanted::wanted,
        verdict -> {
          if (UNKNOWN.contains(verdict.status())) {
            ids.add(verdict.session());
          }
        });
    if (!wanted.unmet().isEmpty()) {
      throw new CommandFailure(
          ExitCode.NOT_FOUND, String.join(" ", wanted.unmet()) + ": no such session or user");
    }
    for (SessionId id : ids) {
      adoptions.ask(id);
    }
    context
        .out()
        .println(
            Counted.of(ids.size(), "session")
                + (ids.isEmpty()
                    ? ": already in the ledger"
                    : ": the collector will seal them within seal.interval"));
    return ExitCode.OK;
  }

  private String time(String instant) {
    return ReadableUnits.time(instant, context.zone());
  }
}
