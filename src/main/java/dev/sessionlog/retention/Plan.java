package dev.sessionlog.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A plan under construction: what is left, and what is removed so far. For one thread. */
final class Plan {
  private final List<Removal> removals = new ArrayList<>();

  /** What all limits so far leave, oldest first. */
  List<Kept> left;

  private long freed;

  Plan(List<Kept> oldestFirst) {
    this.left = oldestFirst;
  }

  /** Removes everything that may be removed and that {@code goes} accepts, from the oldest on. */
  void take(Predicate<Kept> goes, Function<Kept, String> why) {
    List<Kept> stays = new ArrayList<>(left.size());
    for (Kept kept : left) {
      if (kept.mayGo() && goes.test(kept)) {
        removals.add(kept.removal(why.apply(kept)));
        freed += kept.size();
      } else {
        stays.add(kept);
      }
    }
    left = stays;
  }

  void take(Predicate<Kept> goes, String why) {
    take(goes, kept -> why);
  }

  /** Returns the disk space of what is left, in bytes. */
  long size() {
    return left.stream().mapToLong(Kept::size).sum();
  }

  /** Returns how many bytes the plan frees. */
  long freed() {
    return freed;
  }

  List<Removal> removals() {
    return removals;
  }
}
