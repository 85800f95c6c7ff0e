package dev.sessionlog.retention;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A plan while it is made: what is left, and what goes already. For one thread. */
final class Plan {
  private final List<Removal> removals = new ArrayList<>();

  /** What stays by all limits so far, oldest first. */
  List<Kept> left;

  private long freed;

  Plan(List<Kept> oldestFirst) {
    this.left = oldestFirst;
  }

  /** Has all go that may and that {@code goes} accepts, asked for each from the oldest on. */
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

  /** Returns how many bytes what is left takes. */
  long size() {
    return left.stream().mapToLong(Kept::size).sum();
  }

  /** Returns how many bytes become free. */
  long freed() {
    return freed;
  }

  List<Removal> removals() {
    return removals;
  }
}
