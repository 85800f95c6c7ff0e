package dev.sessionlog.collector;

import dev.sessionlog.config.SessionLimitSettings;
import dev.sessionlog.session.Counted;
import dev.sessionlog.unix.Account;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Enforces the limits on sessions, so that no user takes the threads, processes and descriptors
 * that others need. Root is never refused. Thread-safe.
 */
final class SessionLimits {
  private static final double MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

  /** Users with fewer sessions may use the part of the total limit that is kept back. */
  private static final int FEW = 4;

  private final LongSupplier nanos;
  private final Consumer<String> warn;

  /** The number of sessions being opened, which are not among the open ones yet. */
  private final Map<String, Integer> entering = new HashMap<>();

  private final Map<String, Allowance> allowances = new HashMap<>();
  private final Map<String, Refusals> refusals = new HashMap<>();

  /** The sessions that a user may open as of {@code atNanos}. */
  private record Allowance(double sessions, long atNanos) {
    Allowance at(long now, int most) {
      return new Allowance(Math.min(most, sessions + (now - atNanos) / MINUTE_NANOS * most), now);
    }
  }

  /** The time of the last warning about a user's refusals, and the number since. */
  private record Refusals(long warnedNanos, int since) {}

  SessionLimits(LongSupplier nanos, Consumer<String> warn) {
    this.nanos = nanos;
    this.warn = warn;
  }

  /**
   * Counts a session that {@code account} is about to open, until {@link #entered}; or returns the
   * message for a refused user.
   *
   * @param open returns the user of each open session
   */
  synchronized Optional<String> enter(
      Account account, SessionLimitSettings settings, Supplier<Stream<String>> open) {
    String user = account.name();
    Optional<String> refusal = Optional.empty();
    if (account.uid() != 0) {
      List<String> users = open.get().toList();
      int theirs = (int) users.stream().filter(user::equals).count() + entering(user);
      int all = users.size() + entering.values().stream().mapToInt(Integer::intValue).sum();
      refusal = refuse(user, theirs, all, settings);
    }
    if (refusal.isEmpty()) {
      entering.merge(user, 1, Integer::sum);
    }
    return refusal;
  }

  /** Notes that a counted session is open now, or failed to open. */
  synchronized void entered(Account account) {
    entering.computeIfPresent(account.name(), (user, count) -> count == 1 ? null : count - 1);
  }

  private int entering(String user) {
    return entering.getOrDefault(user, 0);
  }

  private Optional<String> refuse(String user, int theirs, int all, SessionLimitSettings settings) {
    if (settings.perUser() > 0 && theirs >= settings.perUser()) {
      warnOf(
          user,
          Counted.of(theirs, "session") + (theirs == 1 ? " is" : " are") + " already open",
          "login.max_sessions_per_user");
      return Optional.of(
          "you have " + Counted.of(theirs, "session") + ", which is the limit; end one first");
    }
    int most = theirs < FEW ? settings.all() : settings.all() - settings.all() / 10;
    if (settings.all() > 0 && all >= most) {
      warnOf(user, all + " sessions of all users are open", "login.max_sessions");
      return Optional.of("too many sessions are open on this machine; try again later");
    }
    if (settings.newPerMinute() > 0 && !take(user, settings.newPerMinute())) {
      warnOf(user, "too many in one minute", "login.max_new_sessions_per_minute");
      return Optional.of("you have opened too many sessions recently; try again in a minute");
    }
    return Optional.empty();
  }

  private boolean take(String user, int most) {
    long now = nanos.getAsLong();
    // Users with a full allowance are forgotten.
    allowances.values().removeIf(allowance -> allowance.at(now, most).sessions() >= most);
    Allowance allowance = allowances.getOrDefault(user, new Allowance(most, now)).at(now, most);
    if (allowance.sessions() < 1) {
      return false;
    }
    allowances.put(user, new Allowance(allowance.sessions() - 1, now));
    return true;
  }

  /** Warns of one refusal of a user per minute, with the number of others. */
  private void warnOf(String user, String why, String limit) {
    long now = nanos.getAsLong();
    Refusals last = refusals.get(user);
    if (last != null && now - last.warnedNanos() < MINUTE_NANOS) {
      refusals.put(user, new Refusals(last.warnedNanos(), last.since() + 1));
      return;
    }
    String others = last == null || last.since() == 0 ? "" : "; " + last.since() + " more before";
    warn.accept("login of " + user + " refused: " + why + " (" + limit + ")" + others);
    refusals.put(user, new Refusals(now, 0));
  }
}
