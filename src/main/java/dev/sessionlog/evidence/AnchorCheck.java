package dev.sessionlog.evidence;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares a ledger with checkpoints that were kept elsewhere, while it is read in order. For one
 * ledger.
 */
final class AnchorCheck {
  /**
   * The most contradictions that are reported, because there may be a checkpoint for each minute.
   */
  private static final int MOST_TOLD = 20;

  private final KeptCheckpoints anchors;
  private final StringBuilder told = new StringBuilder();
  private @Nullable List<KeptCheckpoints.Kept> own;
  private int next;
  private int wrong;

  AnchorCheck(KeptCheckpoints anchors) {
    this.anchors = anchors;
  }

  /** Receives a valid checkpoint of the ledger. */
  void sealed(Checkpoint checkpoint) {
    List<KeptCheckpoints.Kept> kept = own(checkpoint.origin());
    while (next < kept.size() && kept.get(next).size() <= checkpoint.size()) {
      KeptCheckpoints.Kept anchor = kept.get(next);
      boolean same = anchor.size() == checkpoint.size() && anchor.root().equals(checkpoint.root());
      if (!same && !isRepeated(kept)) {
        wrong("it contradicts the anchor over " + anchor.size() + " entries");
      }
      next++;
    }
  }

  private List<KeptCheckpoints.Kept> own(String origin) {
    List<KeptCheckpoints.Kept> kept = own;
    if (kept == null) {
      kept = anchors.of(origin);
      own = kept;
    }
    return kept;
  }

  private boolean isRepeated(List<KeptCheckpoints.Kept> kept) {
    return next > 0 && kept.get(next).equals(kept.get(next - 1));
  }

  private void wrong(String what) {
    if (wrong < MOST_TOLD) {
      told.append(what).append('\n');
    }
    wrong++;
  }

  /**
   * Reports the contradictions, after the ledger was read.
   *
   * @param known true if the ledger is identified by its first key, so that checkpoints of other
   *     ledgers may be mixed with its own, as in a log of many machines
   */
  void check(
      Optional<LedgerEntry.Begin> begin, boolean known, long sealed, Consumer<String> problems) {
    if (anchors.isEmpty()) {
      return;
    }
    String origin = begin.map(LedgerEntry.Begin::origin).orElse("");
    List<KeptCheckpoints.Kept> kept = own(origin);
    for (; next < kept.size(); next++) {
      if (!isRepeated(kept)) {
        wrong(
            "it ends after "
                + sealed
                + " sealed entries; an anchor covers "
                + kept.get(next).size());
      }
    }
    if (!known || kept.isEmpty()) {
      anchors.origins().stream()
          .filter(other -> !other.equals(origin))
          .forEach(other -> wrong("an anchor belongs to another ledger, " + other));
    }
    told.toString().lines().forEach(problems);
    if (wrong > MOST_TOLD) {
      problems.accept("it contradicts " + (wrong - MOST_TOLD) + " anchors more");
    }
  }
}
