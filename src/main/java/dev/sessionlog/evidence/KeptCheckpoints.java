package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checkpoints that were kept elsewhere, reduced to what a comparison needs, because one per minute
 * makes half a million in a year. For one thread.
 */
public final class KeptCheckpoints {
  private final Map<String, List<Kept>> ledgers = new LinkedHashMap<>();

  /**
   * One of a ledger.
   *
   * @param size how many entries it covers
   * @param root the hash of the tree above them
   */
  record Kept(long size, Sha256 root) {}

  /** Returns those among some notes. */
  public static KeptCheckpoints of(List<SignedNote> notes) {
    KeptCheckpoints kept = new KeptCheckpoints();
    notes.forEach(kept::add);
    return kept;
  }

  /** Adds one; a note that is not a checkpoint is skipped. */
  public void add(SignedNote note) {
    Checkpoint.parse(note.text())
        .ifPresent(
            checkpoint ->
                ledgers
                    .computeIfAbsent(checkpoint.origin(), origin -> new ArrayList<>())
                    .add(new Kept(checkpoint.size(), checkpoint.root())));
  }

  /** Returns true if there is none. */
  public boolean isEmpty() {
    return ledgers.isEmpty();
  }

  /** Returns those of the ledger whose origin ends so. */
  public KeptCheckpoints endingIn(String end) {
    KeptCheckpoints some = new KeptCheckpoints();
    ledgers.forEach(
        (origin, kept) -> {
          if (origin.endsWith(end)) {
            some.ledgers.put(origin, new ArrayList<>(kept));
          }
        });
    return some;
  }

  /** Returns the names of the ledgers that they are of. */
  public Set<String> origins() {
    return ledgers.keySet();
  }

  /** Returns those of a ledger, the smallest first. */
  List<Kept> of(String origin) {
    List<Kept> some = ledgers.getOrDefault(origin, List.of());
    if (some.size() > 1) {
      some.sort(Comparator.comparingLong(Kept::size));
    }
    return some;
  }
}
