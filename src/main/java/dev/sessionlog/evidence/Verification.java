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
 */
public record Verification(
    Optional<LedgerEntry.Begin> begin,
    long entries,
    long unsealed,
    Optional<Instant> sealed,
    List<String> problems,
    List<String> notes) {
  /** Copies the lists. */
  public Verification {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }
}
