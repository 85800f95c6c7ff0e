package dev.sessionlog.collector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sessionlog.config.SessionLimitSettings;
import dev.sessionlog.unix.Account;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who may open a session, when they may, and what the administrator hears of it. */
final class SessionLimitsTest {
  private static final SessionLimitSettings DEFAULTS = new SessionLimitSettings(64, 1000, 300);

  private final List<String> warnings = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private long now;
  private final SessionLimits limits = new SessionLimits(() -> now, warnings::add);

  private static Account account(String name) {
    return new Account(name, name.equals("root") ? 0 : 7000, 7000, "/home/" + name, "/bin/bash");
  }

  private Optional<String> login(String user, SessionLimitSettings settings) {
    Optional<String> refusal = limits.enter(account(user), settings, open::stream);
    if (refusal.isEmpty()) {
      open.add(user);
      limits.entered(account(user));
    }
    return refusal;
  }

  private long getIn(String user, int logins, SessionLimitSettings settings) {
    long in = 0;
    for (int i = 0; i < logins; i++) {
      in += login(user, settings).isEmpty() ? 1 : 0;
    }
    return in;
  }

  @Test
  void oneUserHasSixtyFourSessionsAndHurtsNobodyElse() {
    assertEquals(64, getIn("mallory", 800, DEFAULTS));
    assertEquals(64, getIn("alice", 64, DEFAULTS));
    assertEquals(100, getIn("root", 100, DEFAULTS));
    open.remove("mallory");
    assertEquals(Optional.empty(), login("mallory", DEFAULTS));
  }

  @Test
  void aThousandRefusalsAreOneWarningAMinute() {
    getIn("mallory", 1064, DEFAULTS);
    assertEquals(
        List.of(
            "login of mallory refused: 64 sessions are already open (login.max_sessions_per_user)"),
        warnings);
    now += Duration.ofMinutes(1).toNanos();
    getIn("mallory", 2, DEFAULTS);
    assertEquals(2, warnings.size());
    assertTrue(warnings.get(1).endsWith("; 999 more before"), warnings.get(1));
  }

  @Test
  void aTenthOfAllSessionsIsForUsersWhoHaveFew() {
    for (int i = 0; i < 20; i++) {
      getIn("crowd" + i, 64, DEFAULTS);
    }
    // Each of those who came last has four at least, as everybody may.
    assertEquals(920, open.size());
    for (int i = 0; i < 20; i++) {
      assertEquals(4, getIn("honest" + i, 5, DEFAULTS));
    }
    assertEquals(1000, open.size());
    assertTrue(login("honest20", DEFAULTS).isPresent());
    assertEquals(Optional.empty(), login("root", DEFAULTS));
  }

  @Test
  void whoOpensAndEndsSessionsWithoutAPauseIsHeldToARate() {
    int in = 0;
    for (int i = 0; i < 600; i++) {
      in += (int) getIn("mallory", 1, DEFAULTS);
      open.remove("mallory");
      now += Duration.ofMillis(100).toNanos();
    }
    assertTrue(in >= 599 && in <= 600, "300 in one go and 5 a second: " + in);
    assertEquals(Optional.empty(), login("alice", DEFAULTS));
    now += Duration.ofMinutes(2).toNanos();
    for (int i = 0; i < 400; i++) {
      in += (int) getIn("mallory", 1, DEFAULTS);
      open.remove("mallory");
    }
    assertEquals(300, in - 600, 1);
  }

  @Test
  void sessionsThatAreBeingOpenedCount() {
    SessionLimitSettings one = new SessionLimitSettings(1, 0, 0);
    assertEquals(Optional.empty(), limits.enter(account("alice"), one, open::stream));
    assertTrue(limits.enter(account("alice"), one, open::stream).isPresent());
    limits.entered(account("alice"));
    assertEquals(Optional.empty(), limits.enter(account("alice"), one, open::stream));
  }

  @Test
  void zeroIsNoLimit() {
    assertEquals(2000, getIn("alice", 2000, new SessionLimitSettings(0, 0, 0)));
  }
}
