package dev.sessionlog.cli;

import dev.sessionlog.archive.HostKey;
import dev.sessionlog.evidence.Verdict;
import dev.sessionlog.evidence.Verification;
import dev.sessionlog.session.Counted;
import dev.sessionlog.session.ReadableUnits;
import dev.sessionlog.session.SessionId;
import dev.sessionlog.session.Visible;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Prints what {@link ArchiveVerification} finds, and sums it up. */
final class ArchiveReport implements ArchiveVerification.Report {
  private final CommandContext context;
  private final JsonLines lines;
  private final boolean json;
  private final boolean all;
  private final SealedNames names;
  private final Verdicts verdicts;
  private final Set<String> notes = new TreeSet<>();
  private int hosts;
  private int unsealed;
  private boolean wrong;

  /**
   * Makes one.
   *
   * @param all whether each session is named, not only those with which something is wrong
   */
  ArchiveReport(CommandContext context, boolean json, boolean all, SealedNames names) {
    this.context = context;
    this.verdicts = new Verdicts(context.zone());
    this.lines = new JsonLines(context.out());
    this.json = json;
    this.all = all;
    this.names = names;
  }

  @Override
  public void host(HostKey host, List<Verification> ledgers) {
    hosts++;
    if (ledgers.isEmpty()) {
      unsealed++;
      tell(host, Optional.empty(), "");
    }
    for (Verification ledger : ledgers) {
      wrong |= !ledger.problems().isEmpty();
      notes.addAll(ledger.notes());
      tell(host, Optional.of(ledger), ledgers.size() == 1 ? "" : begun(ledger));
    }
  }

  /** Whoever begins a ledger anew may want the one before to be forgotten. */
  private String begun(Verification ledger) {
    return ", one of several ledgers"
        + ledger.begin().map(begin -> ", begun at " + time(begin.at())).orElse("");
  }

  private void tell(HostKey host, Optional<Verification> ledger, String which) {
    if (json) {
      printJson(host, ledger);
      return;
    }
    String found =
        ledger
            .map(
                read ->
                    read.entries()
                        + " entries sealed"
                        + read.sealed().map(at -> " until " + time(at)).orElse(""))
            .orElse("it brought no ledger, and nothing of it is sealed");
    context.out().println(host + which + ": " + found);
    for (String problem : ledger.map(Verification::problems).orElse(List.of())) {
      context.out().println("LEDGER " + Visible.line(verdicts.local(problem)));
    }
  }

  private String time(Instant at) {
    return ReadableUnits.time(at.toString(), context.zone());
  }

  private void printJson(HostKey host, Optional<Verification> ledger) {
    object(
        object -> {
          object.writeStringField("host", host.text());
          object.writeBooleanField("ledger", ledger.isPresent());
          if (ledger.isPresent()) {
            Verification read = ledger.get();
            object.writeStringField(
                "begun", read.begin().map(begin -> begin.at().toString()).orElse(""));
            object.writeNumberField("entries", read.entries());
            object.writeStringField("sealed", read.sealed().map(Object::toString).orElse(""));
            JsonLines.strings(object, "problems", read.problems());
          }
        });
  }

  @Override
  public void damaged(HostKey host, String why) {
    wrong = true;
    if (json) {
      object(
          object -> {
            object.writeStringField("host", host.text());
            object.writeStringField("damaged", why);
          });
    } else {
      context.out().println("DAMAGED " + host + ": " + Visible.line(why));
    }
  }

  @Override
  public boolean wanted(SessionId id, String user) {
    return names.wanted(id, user);
  }

  @Override
  public void session(HostKey host, Verdict verdict) {
    verdicts.count(verdict);
    if (json) {
      object(
          object -> {
            object.writeStringField("host", host.text());
            Verdicts.write(verdict, object);
          });
    } else if (all || !verdict.status().good()) {
      String name = host.machine() + "/" + verdict.session();
      context.out().println(name + " " + verdicts.text(verdict));
    }
  }

  private void object(JsonLines.Fields fields) {
    try {
      lines.object(fields);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Prints the sum.
   *
   * @param foreign the ledgers of anchors that no host brought
   * @return the exit code
   */
  int finish(Set<String> foreign) throws IOException {
    for (String origin : foreign) {
      context
          .err()
          .println("sessionlog: no host brought the ledger of an anchor, " + Visible.line(origin));
    }
    for (String note : notes) {
      context.err().println("sessionlog: " + Visible.line(note));
    }
    for (String name : names.unmet()) {
      context.err().println("sessionlog: " + Visible.line(name) + ": no such session or user");
    }
    if (json) {
      lines.finish();
    } else {
      context.out().println(Counted.of(hosts, "host") + ", " + verdicts.summary());
    }
    if (wrong || verdicts.anyChanged() || !foreign.isEmpty()) {
      return ExitCode.CORRUPT;
    }
    if (!names.unmet().isEmpty()) {
      return ExitCode.NOT_FOUND;
    }
    return unsealed > 0 || verdicts.anyNotSealed() ? ExitCode.FAILED : ExitCode.OK;
  }
}
