package dev.sessionlog.evidence;

import dev.sessionlog.files.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checkpoints that somebody kept elsewhere: what is needed of them for a comparison, since a
 * checkpoint a minute is half a million in a year. For one thread.
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

  /** Adds one; a note that is no checkpoint is passed over. */
  public void add(SignedNote note) {
    Checkpoint.parse(note.text())
        .ifPresent(
            checkpoint ->
                ledgers
                    .computeIfAbsent(checkpoint.origin(), origin -> new ArrayList<>())
                    .add(new Kept(checkpoint.size(), checkpoint.root())));
  }

  /** Returns true when there is none. */
  public boolean isEmpty() {
    return ledgers.isEmpty();
  }

  /** Returns the names of the ledgers that they are of. */
  Set<String> origins() {
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
