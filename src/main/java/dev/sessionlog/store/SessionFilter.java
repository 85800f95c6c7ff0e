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
 * Which sessions are wanted, by what their {@code session.json} says.
 *
 * @param remote where they came from; {@code *} stands for anything
 * @param tty their terminal, with or without {@code /dev/}; {@code *} stands for anything
 * @param states where they stand; any state when empty
 * @param minDuration how long they lasted at least
 */
public record SessionFilter(
    Optional<String> remote, Optional<String> tty, Set<SessionState> states, Duration minDuration) {
  private static final String DEVICES = "/dev/";

  public SessionFilter {
    states = Set.copyOf(states);
  }

  /** Returns true when {@code session}, looked at {@code now}, is wanted. */
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
