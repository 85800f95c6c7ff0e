package dev.sessionlog.userlog;

import dev.sessionlog.session.SessionId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a line in a session's transcript, as it stands in every line of a user's log: {@code
 * 20261123T062510-k3f9:17}, or the members {@code session} and {@code line} of a JSON line.
 *
 * @param session the session
 * @param number the line's number in it, from 1
 */
public record TranscriptPlace(SessionId session, long number) {
  private static final Pattern FORM =
      Pattern.compile("\\b(\\d{8}T\\d{6}-[a-z0-9]{4})(?::|\",\"line\":)(\\d{1,18})\\b");

  /**
   * Returns the place that a line of a user's log names, or empty when it is no such line. The
   * first one counts: what stands before the text is ours, and {@link LogSettings} sees to it that
   * the text comes after, so nobody forges a place by printing one.
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
