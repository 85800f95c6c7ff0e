package dev.sessionlog.cli;

import dev.sessionlog.archive.ArchiveException;
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
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds what an archive has of hosts against the ledgers that they brought there, all of each. Each
 * day of a host is fetched, checked and forgotten.
 */
final class ArchiveVerification {
  private final ArchiveStore store;
  private final Path caches;
  private final Report report;
  private final Set<String> met = new HashSet<>();

  /** What is told of the hosts, one after the other. */
  interface Report {
    /** Begins a host whose ledgers were read, the oldest first; none when it brought none. */
    void host(HostKey host, List<Verification> ledgers);

    /** Tells why not all of that host could be checked. */
    void damaged(HostKey host, String why);

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
      List<HostLedger> ledgers = new ArrayList<>();
      for (String ledger : copy.ledgers()) {
        Path home = copy.bringLedger(ledger);
        Verifier verifier = Verifier.ofCopy(copy.logDir(), home, copy::isGrowing);
        KeptCheckpoints own = anchors.endingIn("/" + ledger);
        met.addAll(own.origins());
        ledgers.add(HostLedger.of(verifier, verifier.ledger(first, own, entries -> {})));
      }
      ledgers.sort(HostLedger.BY_TIME);
      report.host(host, ledgers.stream().map(ledger -> inWords(ledger.found(), copy)).toList());
      if (!ledgers.isEmpty()) {
        sessions(copy, host, ledgers);
      }
      copy.passedOver().forEach(what -> report.damaged(host, what));
    } catch (ArchiveException e) {
      if (!e.isOfOneObject()) {
        throw e;
      }
      report.damaged(host, String.valueOf(e.getMessage())); // the others are checked all the same
    }
  }

  private static Verification inWords(Verification found, HostCopy copy) {
    return new Verification(
        found.begin(),
        found.entries(),
        found.unsealed(),
        found.sealed(),
        found.problems().stream().map(copy::inWords).toList(),
        found.notes().stream().map(copy::inWords).toList(),
        found.removedLogs());
  }

  /** Returns the origins of anchors that are of no ledger that was checked. */
  Set<String> foreign(KeptCheckpoints anchors) {
    Set<String> foreign = new TreeSet<>(anchors.origins());
    foreign.removeAll(met);
    return foreign;
  }

  private void sessions(HostCopy copy, HostKey host, List<HostLedger> ledgers) throws IOException {
    Set<LocalDate> days = new TreeSet<>(copy.days());
    ledgers.forEach(ledger -> days.addAll(ledger.known().keySet()));
    Optional<Instant> latest =
        ledgers.stream()
            .flatMap(ledger -> ledger.found().sealed().stream())
            .max(Instant::compareTo);
    for (LocalDate day : days) {
      Map<SessionId, String> damaged = new HashMap<>();
      copy.bringDay(day, damaged::put);
      Map<SessionId, HostLedger.Opinion> opinions = new TreeMap<>();
      for (HostLedger ledger : ledgers) {
        ledger
            .verifier()
            .sessions(
                new Verifier.Asked(ledger.known(day), report::wanted, latest),
                Runtime.getRuntime().availableProcessors(),
                verdict ->
                    opinions.merge(
                        verdict.session(),
                        new HostLedger.Opinion(ledger, verdict),
                        HostLedger.Opinion::or));
      }
      for (HostLedger.Opinion opinion : opinions.values()) {
        report.session(host, told(opinion.verdict(), damaged, copy));
      }
    }
  }

  private static Verdict told(Verdict verdict, Map<SessionId, String> damaged, HostCopy copy) {
    String problem = damaged.get(verdict.session());
    Verdict.Status status = problem == null ? verdict.status() : Verdict.Status.CHANGED;
    String more = problem == null ? copy.inWords(verdict.more()) : problem;
    return new Verdict(verdict.session(), verdict.user(), status, more);
  }
}
