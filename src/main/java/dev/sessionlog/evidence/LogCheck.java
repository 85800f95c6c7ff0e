package dev.sessionlog.evidence;

import dev.sessionlog.session.Counted;
import dev.sessionlog.store.Seat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Compares the users' logs and the audit log with their seals. */
final class LogCheck {
  private final Path logDir;
  private final LedgerFold fold;
  private final LedgerPlaces places;
  private final Removals removals;

  LogCheck(Path logDir, LedgerFold fold, LedgerPlaces places, Removals removals) {
    this.logDir = logDir;
    this.fold = fold;
    this.places = places;
    this.removals = removals;
  }

  /** Checks each of them, and reports problems. */
  void check(Consumer<String> problems) throws IOException {
    List<FileCheck.Seal> audit = seals(fold.audit());
    if (!audit.isEmpty()) {
      new FileCheck(logDir.resolve("audit").resolve("audit.log"), audit)
          .finding(false)
          .ifPresent(finding -> problems.accept("audit/" + finding.text()));
    }
    for (Map.Entry<LogName, SealTrail> one : fold.logs().entrySet()) {
      problem(one.getKey(), seals(one.getValue())).ifPresent(problems);
    }
  }

  /** Names the logs that no entry is about; empty if there are none. */
  Optional<String> notSealedYet() throws IOException {
    List<String> unknown = new ArrayList<>();
    for (LogName name : LogName.in(logDir)) {
      if (!fold.logs().containsKey(name)) {
        unknown.add(name.text());
      }
    }
    for (Seat seat : Seat.all(logDir)) { // the commands read those of other machines, too
      if (!seat.isFirst()) {
        String folder = logDir.relativize(seat.folder()) + "/";
        LogName.in(seat.folder()).forEach(name -> unknown.add(folder + name.text()));
      }
    }
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Counted.of(unknown.size(), "log")
                + (unknown.size() == 1 ? " is" : " are")
                + " not sealed yet: "
                + unknown.stream().limit(3).collect(Collectors.joining(", "))
                + (unknown.size() > 3 ? ", ..." : ""));
  }

  private List<FileCheck.Seal> seals(SealTrail trail) throws IOException {
    List<FileCheck.Seal> seals = new ArrayList<>();
    for (long place : trail.places().toArray()) {
      LedgerEntry entry = places.entry(place);
      if (entry instanceof LedgerEntry.File file) {
        seals.add(new FileCheck.Seal(file.at(), file.content()));
      } else if (entry instanceof LedgerEntry.Rolled rolled) {
        seals.add(new FileCheck.Seal(rolled.at(), rolled.content()));
      }
    }
    return seals;
  }

  private Optional<String> problem(LogName name, List<FileCheck.Seal> seals) throws IOException {
    Optional<FileCheck.Finding> finding = check(name, seals, name.rolled());
    if (fold.isAbsent(name)
        && finding.filter(found -> found.status() == Verdict.Status.MISSING).isPresent()) {
      return Optional.empty();
    }
    if (finding.isEmpty() || name.rolled()) {
      return finding.map(FileCheck.Finding::text);
    }
    for (LogName other : LogName.in(logDir)) {
      boolean since = !fold.logs().containsKey(other) && other.before().equals(Optional.of(name));
      if (since && check(other, seals, false).isEmpty()) {
        return Optional.empty(); // rotated since it was sealed
      }
    }
    return removedSince(name) ? Optional.empty() : finding.map(FileCheck.Finding::text);
  }

  /**
   * Cleanup may have removed the file into which a log was rolled, and the ledger does not know.
   */
  private boolean removedSince(LogName name) throws IOException {
    Set<LogName> since = new HashSet<>();
    removals.read(
        0,
        Long.MAX_VALUE,
        noted -> {
          if (noted instanceof LedgerEntry.FileGone gone) {
            since.add(new LogName(gone.name()));
          }
        });
    return since.stream()
        .anyMatch(
            other -> other.before().equals(Optional.of(name)) && !fold.logs().containsKey(other));
  }

  private Optional<FileCheck.Finding> check(
      LogName name, List<FileCheck.Seal> seals, boolean exactly) {
    return new FileCheck(logDir.resolve(name.text()), seals).finding(exactly);
  }
}
