package dev.sessionlog.retention;

import dev.sessionlog.config.DurationText;
import dev.sessionlog.config.RetentionSettings;
import dev.sessionlog.config.SizeText;
import dev.sessionlog.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Decides what is kept. A pure function: it reads neither disk nor clock.
 *
 * <p>The limits apply one after the other, each to what the previous ones left: age, sessions of a
 * user, size of a user, total size, free space. Sessions that ended first are removed first; active
 * or held ones count, but are kept.
 *
 * @param settings the limits
 */
public record RetentionPolicy(RetentionSettings settings) {
  /** The key for all users together in a map of sizes by user. */
  private static final String ALL = "";

  private static final Comparator<Kept> OLDEST_FIRST =
      Comparator.comparing(Kept::since).thenComparing(kept -> kept.removal("").path());

  /**
   * Returns the removals in order, and after them what is to be compressed. The room that
   * compression frees counts only in a later plan.
   *
   * @param kept everything that exists
   * @param free the free bytes of the disk
   */
  public List<Removal> plan(Collection<? extends Kept> kept, long free, Instant now) {
    Plan plan = new Plan(kept.stream().map(Kept.class::cast).sorted(OLDEST_FIRST).toList());
    plan.take(RetentionPolicy::wasNeverUsed, "it never began");
    settings.maxAge().ifPresent(age -> takeOld(plan, age, now));
    settings.maxSessionsPerUser().ifPresent(most -> takeMany(plan, most));
    takeLarge(plan, free);
    List<Removal> removals = plan.removals();
    settings.compressAfter().ifPresent(after -> removals.addAll(compressions(plan, after, now)));
    return removals;
  }

  private static boolean wasNeverUsed(Kept kept) {
    return kept instanceof KeptRecording recording && recording.state() == SessionState.ABORTED;
  }

  private static boolean isOlder(Kept kept, Duration age, Instant now) {
    return kept.since().isBefore(now.minus(age));
  }

  private static void takeOld(Plan plan, Duration age, Instant now) {
    plan.take(
        kept -> isOlder(kept, age, now),
        kept ->
            "retention.max_age: ended "
                + kept.since()
                + ", more than "
                + DurationText.format(age)
                + " ago");
  }

  private static void takeMany(Plan plan, int most) {
    Map<String, Long> over = new HashMap<>();
    plan.left.stream()
        .filter(KeptRecording.class::isInstance)
        .forEach(kept -> over.merge(kept.user(), 1L, Long::sum));
    plan.take(
        kept ->
            kept instanceof KeptRecording
                && kept.mayMakeRoom()
                && over.merge(kept.user(), -1L, Long::sum) >= most,
        kept ->
            "retention.max_sessions_per_user: "
                + kept.user()
                + " has more than "
                + most
                + " sessions");
  }

  private void takeLarge(Plan plan, long free) {
    settings
        .maxSizePerUser()
        .ifPresent(
            most -> {
              Map<String, Long> sizes = new HashMap<>();
              plan.left.forEach(kept -> sizes.merge(kept.user(), kept.size(), Long::sum));
              plan.take(
                  kept -> takeWhileOver(sizes, kept.user(), kept, most),
                  kept ->
                      "retention.max_size_per_user: "
                          + kept.user()
                          + " takes more than "
                          + SizeText.format(most));
            });
    takeForAll(
        plan, settings.maxSize(), plan.size(), "retention.max_size: all users take more than ", 1);
    long used = -free - plan.freed();
    OptionalLong floor =
        settings.minFree().isPresent()
            ? OptionalLong.of(-settings.minFree().getAsLong())
            : OptionalLong.empty();
    takeForAll(plan, floor, used, "retention.min_free: less is free than ", -1);
  }

  /** A minimum of free space is a maximum of its negative, so the same code handles both. */
  private static void takeForAll(Plan plan, OptionalLong most, long now, String words, int sign) {
    if (most.isEmpty()) {
      return;
    }
    String why = words + SizeText.format(sign * most.getAsLong());
    Map<String, Long> size = new HashMap<>(Map.of(ALL, now));
    plan.take(kept -> takeWhileOver(size, ALL, kept, most.getAsLong()), why);
  }

  /**
   * Returns true if {@code kept} is removed to make room, and subtracts its size from that of
   * {@code whose}.
   */
  private static boolean takeWhileOver(
      Map<String, Long> sizes, String whose, Kept kept, long most) {
    if (!kept.mayMakeRoom() || sizes.getOrDefault(whose, 0L) <= most) {
      return false;
    }
    sizes.merge(whose, -kept.size(), Long::sum);
    return true;
  }

  private static List<Removal> compressions(Plan plan, Duration after, Instant now) {
    List<Removal> compressions = new ArrayList<>();
    for (Kept kept : plan.left) {
      if (kept instanceof KeptRecording recording
          && recording.compressible()
          && recording.mayBeCompressed()
          && isOlder(recording, after, now)) {
        compressions.add(
            new Removal.OfPlainForm(
                recording.recording(),
                "retention.compress_after: ended "
                    + recording.since()
                    + ", to be compressed after "
                    + DurationText.format(after)));
      }
    }
    return compressions;
  }
}
