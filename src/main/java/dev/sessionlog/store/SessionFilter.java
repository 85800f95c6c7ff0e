package dev.sessionlog.store;

import dev.sessionlog.session.Origin;
import dev.sessionlog.session.Session;
import dev.sessionlog.session.SessionState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Selects sessions by the content of their {@code session.json}.
 *
 * @param remote the address they came from; {@code *} matches anything
 * @param tty their terminal, with or without {@code /dev/}; {@code *} matches anything
 * @param states their state; any state if empty
 * @param minDuration their least duration
 */
public record SessionFilter(
    Optional<String> remote, Optional<String> tty, Set<SessionState> states, Duration minDuration) {
  private static final String DEVICES = "/dev/";

  public SessionFilter {
    states = Set.copyOf(states);
  }

  /** Returns true if {@code session}, as of {@code now}, is selected. */
  public boolean accepts(Session session, Instant now) {
    return (states.isEmpty() || states.contains(session.state()))
        && (matches(remote, session.remote().map(Origin::toString).orElse(""))
            || matches(remote, session.remote().map(Origin::address).orElse("")))
        && matches(tty.map(SessionFilter::shortTty), shortTty(session.tty()))
        && session.duration(now).compareTo(minDuration) >= 0;
  }

  private static String shortTty(String tty) {
    return tty.startsWith(DEVICES) ? tty.substring(DEVICES.length()) : tty;
  }

  private static boolean matches(Optional<String> wanted, String value) {
    return wanted.isEmpty()
        || Pattern.matches(
            Pattern.quote(wanted.get()).replace("*", "\\E.*\\Q"), value.replace('\n', ' '));
  }
}
