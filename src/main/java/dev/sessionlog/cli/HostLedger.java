package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveNames;
import dev.sessionlog.evidence.LedgerEntry;
import dev.sessionlog.evidence.Verdict;
import dev.sessionlog.evidence.Verification;
import dev.sessionlog.evidence.Verifier;
import dev.sessionlog.session.SessionId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One of the ledgers of a host, which was read. Where a host began another, each speaks for the
 * sessions that it knows.
 *
 * @param verifier has read it
 * @param found what it came to
 * @param known the sessions in it, by day in UTC
 */
record HostLedger(Verifier verifier, Verification found, Map<LocalDate, Set<SessionId>> known) {
  /** In the order in which they were begun. */
  static final Comparator<HostLedger> BY_TIME = Comparator.comparing(HostLedger::begun);

  static HostLedger of(Verifier verifier, Verification found) {
    return new HostLedger(
        verifier,
        found,
        verifier.known().stream()
            .collect(Collectors.groupingBy(ArchiveNames::day, Collectors.toSet())));
  }

  private Instant begun() {
    return found.begin().map(LedgerEntry.Begin::at).orElse(Instant.MIN);
  }

  Set<SessionId> known(LocalDate day) {
    return known.getOrDefault(day, Set.of());
  }

  /**
   * What it says of a session.
   *
   * @param by which says so
   * @param verdict what
   */
  record Opinion(HostLedger by, Verdict verdict) {
    private boolean knows() {
      return by.known(ArchiveNames.day(verdict.session())).contains(verdict.session());
    }

    /**
     * Returns which of two counts: one who knows the session before one who does not, and of two
     * who know it the one who finds something wrong, for what was sealed once counts whatever was
     * sealed later. Of two who do not, that of the ledger which was in force when it began.
     *
     * @param later of the ledger that was begun later
     */
    Opinion or(Opinion later) {
      if (knows() && later.knows()) {
        return verdict.status().good() ? later : this;
      }
      if (knows() || later.knows()) {
        return knows() ? this : later;
      }
      return later.by.begun().isAfter(verdict.session().started()) ? this : later;
    }
  }
}
