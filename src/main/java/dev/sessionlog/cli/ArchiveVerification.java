package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveNames;
import dev.sessionlog.archive.ArchiveStore;
import dev.sessionlog.archive.HostCopy;
import dev.sessionlog.archive.HostKey;
import dev.sessionlog.evidence.KeptCheckpoints;
import dev.sessionlog.evidence.NoteKey;
import dev.sessionlog.evidence.Verdict;
import dev.sessionlog.evidence.Verification;
import dev.sessionlog.evidence.Verifier;
import dev.sessionlog.session.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what an archive has of hosts against the ledgers that they brought there. Each day of a
 * host is fetched, checked and forgotten.
 */
final class ArchiveVerification {
  private final ArchiveStore store;
  private final Path caches;
  private final Report report;
  private final Set<String> met = new HashSet<>();

  /** What is told of the hosts, one after the other. */
  interface Report {
    /** Begins a host whose ledger was read; empty when it brought none. */
    void host(HostKey host, Optional<Verification> ledger);

    /** Tells of a session of that host. */
    void session(HostKey host, Verdict verdict);

    /** Tells whether a session is asked for. */
    boolean wanted(SessionId id, String user);
  }

  ArchiveVerification(ArchiveStore store, Path caches, Report report) {
    this.store = store;
    this.caches = caches;
    this.report = report;
  }

  /**
   * Checks one host.
   *
   * @param first the first key of its ledger, kept elsewhere
   * @param anchors checkpoints of any ledgers, kept elsewhere
   */
  void check(HostKey host, Optional<NoteKey> first, KeptCheckpoints anchors) throws IOException {
    try (HostCopy copy = HostCopy.of(store, host, caches)) {
      List<String> ledgers = copy.ledgers();
      if (ledgers.isEmpty()) {
        report.host(host, Optional.empty());
      }
      for (String ledger : ledgers) {
        copy.bringLedger(ledger);
        Verifier verifier = Verifier.ofCopy(copy.logDir(), copy::isGrowing);
        KeptCheckpoints own = anchors.endingIn("/" + ledger);
        met.addAll(own.origins());
        report.host(host, Optional.of(verifier.ledger(first, own, entries -> {})));
        if (ledgers.indexOf(ledger) == ledgers.size() - 1) {
          sessions(copy, host, verifier);
        }
      }
    }
  }

  /** Returns the origins of anchors that are of no ledger that was checked. */
  Set<String> foreign(KeptCheckpoints anchors) {
    Set<String> foreign = new TreeSet<>(anchors.origins());
    foreign.removeAll(met);
    return foreign;
  }

  private void sessions(HostCopy copy, HostKey host, Verifier verifier) throws IOException {
    Set<LocalDate> days = new TreeSet<>(copy.days());
    verifier.known().forEach(id -> days.add(ArchiveNames.day(id)));
    for (LocalDate day : days) {
      Map<SessionId, String> damaged = new HashMap<>();
      copy.bringDay(day, damaged::put);
      verifier.sessions(
          (id, user) -> ArchiveNames.day(id).equals(day) && report.wanted(id, user),
          Runtime.getRuntime().availableProcessors(),
          verdict -> report.session(host, withDamage(verdict, damaged)));
    }
  }

  private static Verdict withDamage(Verdict verdict, Map<SessionId, String> damaged) {
    String problem = damaged.get(verdict.session());
    return problem == null
        ? verdict
        : new Verdict(verdict.session(), verdict.user(), Verdict.Status.CHANGED, problem);
  }
}
