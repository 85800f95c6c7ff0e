package dev.sessionlog.retention;

import dev.sessionlog.custody.LegalHolds;
import java.util.List;

/**
 * What is to go, see {@link Cleaner#plan}.
 *
 * @param removals what, in the order in which it goes
 * @param held what was held when that was decided: a log is no recording's own, so it goes only
 *     while that is still so
 */
public record CleanupPlan(List<Removal> removals, LegalHolds.Held held) {
  public CleanupPlan {
    removals = List.copyOf(removals);
  }
}
