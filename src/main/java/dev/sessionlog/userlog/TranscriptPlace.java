package dev.sessionlog.userlog;

import dev.sessionlog.session.SessionId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a line in a session's transcript, which is part of every line of a user's log:
 * {@code 20261123T062510-k3f9:17}, or the members {@code session} and {@code line} of a JSON line.
 *
 * @param session the session
 * @param number the line's number in it, from 1
 */
public record TranscriptPlace(SessionId session, long number) {
  private static final Pattern FORM =
      Pattern.compile("\\b(\\d{8}T\\d{6}-[a-z0-9]{4})(?::|\",\"line\":)(\\d{1,18})\\b");

  /**
   * Returns the place in a line of a user's log; empty if it is not such a line. The first place
   * counts: {@link LogSettings} makes sure that the text comes after it, so nobody can forge a
   * place by printing one.
   */
  public static Optional<TranscriptPlace> of(String logLine) {
    Matcher place = FORM.matcher(logLine);
    if (!place.find()) {
      return Optional.empty();
    }
    long number = Long.parseLong(place.group(2));
    return SessionId.parse(place.group(1)).map(session -> new TranscriptPlace(session, number));
  }

  @Override
  public String toString() {
    return session + ":" + number;
  }
}
