package dev.sessionlog.retention;

import dev.sessionlog.custody.LegalHolds;
import java.util.List;

/**
 * What is to be removed, see {@link Cleaner#plan}.
 *
 * @param removals the removals, in order
 * @param held the holds at the time of the plan; a log belongs to several recordings, so it is
 *     removed only if the holds have not changed
 */
public record CleanupPlan(List<Removal> removals, LegalHolds.Held held) {
  public CleanupPlan {
    removals = List.copyOf(removals);
  }
}
