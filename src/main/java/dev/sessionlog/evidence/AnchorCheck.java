package dev.sessionlog.evidence;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares a ledger with checkpoints that were kept elsewhere, while it is read: both rise. For one
 * ledger.
 */
final class AnchorCheck {
  /** Who kept a checkpoint a minute need not read of each that it is wrong. */
  private static final int MOST_TOLD = 20;

  private final KeptCheckpoints anchors;
  private final StringBuilder told = new StringBuilder();
  private @Nullable List<KeptCheckpoints.Kept> own;
  private int next;
  private int wrong;

  AnchorCheck(KeptCheckpoints anchors) {
    this.anchors = anchors;
  }

  /** Takes a checkpoint of the ledger that is right. */
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
   * Says in what the ledger contradicts them, once it was read.
   *
   * @param known whether the ledger is known by its first key: then checkpoints of others may stand
   *     beside its own, as in a log of many machines
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
