package dev.sessionlog.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@link Verifier} found of a whole ledger.
 *
 * @param begin its first entry; empty where there is none
 * @param entries how many entries checkpoints cover
 * @param unsealed how many come after those
 * @param sealed when the last checkpoint was made
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
