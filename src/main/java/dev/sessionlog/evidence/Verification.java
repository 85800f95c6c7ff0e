package dev.sessionlog.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The result of {@link Verifier} for a whole ledger.
 *
 * @param begin its first entry; empty if there is none
 * @param entries the number of sealed entries
 * @param unsealed the number of unsealed entries
 * @param sealed the time of the last checkpoint
 * @param problems what is wrong with the ledger, in words
 * @param notes what could not be checked, in words
 * @param removedLogs the logs that are gone, as the ledger notes
 */
public record Verification(
    Optional<LedgerEntry.Begin> begin,
    long entries,
    long unsealed,
    Optional<Instant> sealed,
    List<String> problems,
    List<String> notes,
    List<LedgerEntry.FileGone> removedLogs) {
  /** Copies the lists. */
  public Verification {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
    removedLogs = List.copyOf(removedLogs);
  }
}
