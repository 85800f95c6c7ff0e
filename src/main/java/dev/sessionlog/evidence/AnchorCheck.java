package dev.sessionlog.evidence;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Compares a ledger with checkpoints that were kept elsewhere. */
final class AnchorCheck {
  private final List<SignedNote> anchors;

  AnchorCheck(List<SignedNote> anchors) {
    this.anchors = List.copyOf(anchors);
  }

  /** Returns over how many entries they are. */
  Set<Long> sizes() {
    return anchors.stream()
        .flatMap(anchor -> Checkpoint.parse(anchor.text()).stream())
        .map(Checkpoint::size)
        .collect(Collectors.toSet());
  }

  /**
   * Says in what the ledger contradicts them.
   *
   * @param known whether the ledger is known by its first key: then checkpoints of others may stand
   *     beside its own, as in a log of many machines
   */
  void check(
      Optional<LedgerEntry.Begin> begin,
      boolean known,
      long sealed,
      LedgerFold fold,
      Consumer<String> problems) {
    Set<String> others = new TreeSet<>();
    int own = 0;
    for (SignedNote anchor : anchors) {
      Optional<Checkpoint> kept = Checkpoint.parse(anchor.text());
      if (kept.isEmpty() || begin.isEmpty()) {
        problems.accept("an anchor is no checkpoint");
      } else if (!kept.get().origin().equals(begin.get().origin())) {
        others.add(kept.get().origin());
      } else {
        own++;
        compare(kept.get(), sealed, fold).ifPresent(problems);
      }
    }
    if (!known || own == 0) {
      others.forEach(origin -> problems.accept("an anchor is of another ledger, " + origin));
    }
  }

  private static Optional<String> compare(Checkpoint kept, long sealed, LedgerFold fold) {
    if (kept.size() > sealed) {
      return Optional.of(
          "it ends after " + sealed + " sealed entries; an anchor covers " + kept.size());
    }
    return fold.root(kept.size()).equals(Optional.of(kept.root()))
        ? Optional.empty()
        : Optional.of("it contradicts the anchor over " + kept.size() + " entries");
  }
}
