package dev.sessionlog.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Limits the warnings that a user can cause. For each user, {@value #AT_ONCE} are passed on at
 * once, and then {@value #AN_HOUR} an hour; the next one says how many were left out. So a user can
 * neither fill the collector's log nor hide the warnings of others in it. Thread-safe.
 */
public final class UserWarnings {
  static final int AT_ONCE = 60;
  static final int AN_HOUR = 30;

  private static final long PAUSE = Duration.ofHours(1).toNanos() / AN_HOUR;

  /** Above this number of users, those with an unused allowance are forgotten. */
  private static final int MOST_USERS = 10_000;

  private final LongSupplier nanos;
  private final Consumer<String> warn;
  private final Map<String, Allowance> users = new HashMap<>();

  /** The allowance of a user, and the number of warnings left out since the last one. */
  private static final class Allowance {
    private int left = AT_ONCE;
    private long refilled;
    private long untold;

    Allowance(long now) {
      this.refilled = now;
    }

    void refill(long now) {
      long gained = (now - refilled) / PAUSE;
      if (left + gained >= AT_ONCE) {
        left = AT_ONCE;
        refilled = now;
      } else {
        left += (int) gained;
        refilled += gained * PAUSE;
      }
    }
  }

  /**
   * Creates a limit.
   *
   * @param nanos returns the monotonic time
   * @param warn takes the warnings, one line each
   */
  public UserWarnings(LongSupplier nanos, Consumer<String> warn) {
    this.nanos = nanos;
    this.warn = warn;
  }

  /**
   * Passes a warning on, unless its user caused too many recently.
   *
   * @param user the user who can cause it, by name or number; empty if unknown
   */
  public void warn(String user, String text) {
    String told = take(user, text);
    if (!told.isEmpty()) {
      warn.accept(told);
    }
  }

  private synchronized String take(String user, String text) {
    long now = nanos.getAsLong();
    if (users.size() >= MOST_USERS) {
      users.values().forEach(each -> each.refill(now));
      users.values().removeIf(each -> each.left == AT_ONCE && each.untold == 0);
    }
    Allowance allowance = users.computeIfAbsent(user, any -> new Allowance(now));
    allowance.refill(now);
    if (allowance.left == 0) {
      allowance.untold++;
      return "";
    }
    allowance.left--;
    long untold = allowance.untold;
    allowance.untold = 0;
    return untold == 0 ? text : text + " (and " + untold + " more warnings like this before)";
  }
}
