package dev.sessionlog.evidence;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** Says in what the ledger contradicts them. */
  void check(
      Optional<LedgerEntry.Begin> begin, long sealed, LedgerFold fold, Consumer<String> problems) {
    for (SignedNote anchor : anchors) {
      Optional<Checkpoint> kept = Checkpoint.parse(anchor.text());
      if (kept.isEmpty() || begin.isEmpty()) {
        problems.accept("an anchor is not a checkpoint");
      } else if (!kept.get().origin().equals(begin.get().origin())) {
        problems.accept("an anchor belongs to another ledger, " + kept.get().origin());
      } else if (kept.get().size() > sealed) {
        problems.accept(
            "it ends after " + sealed + " sealed entries; an anchor covers " + kept.get().size());
      } else if (!fold.root(kept.get().size()).equals(Optional.of(kept.get().root()))) {
        problems.accept("it contradicts the anchor over " + kept.get().size() + " entries");
      }
    }
  }
}
