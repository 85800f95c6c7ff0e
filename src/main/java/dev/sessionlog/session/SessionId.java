package dev.sessionlog.session;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The name of a session: the second of its start in UTC and four characters that distinguish it
 * from other sessions of that second, for example {@code 20261123T062510-k3f9}. Ids sort by time,
 * can be typed, and are safe as file names.
 */
public final class SessionId implements Comparable<SessionId> {
  /** No vowels, so that no words appear, and no 0 or 1, which are easily misread. */
  private static final String ALPHABET = "23456789bcdfghjkmnpqrstvwxz";

  private static final int SUFFIX_LENGTH = 4;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  /** The form of an id: 0 is any digit, x any digit or small letter. */
  private static final String FORM = "00000000T000000-xxxx";

  private final String text;

  private SessionId(String text) {
    this.text = text;
  }

  /** Returns a new id for a session that starts at {@code start}. */
  public static SessionId create(Instant start, RandomGenerator random) {
    StringBuilder id = new StringBuilder(TIME.format(start)).append('-');
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new SessionId(id.toString());
  }

  /** Parses an id; empty if {@code text} does not have the form of one. */
  public static Optional<SessionId> parse(String text) {
    if (!hasForm(text)) {
      return Optional.empty();
    }
    try {
      time(text);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    return Optional.of(new SessionId(text));
  }

  /** Returns the second in which the session began, as its id says. */
  public Instant started() {
    return time(text).toInstant(ZoneOffset.UTC);
  }

  /** Returns true if it certainly began before {@code time}. An id has only the second. */
  public boolean beganBefore(Instant time) {
    return started().isBefore(time.truncatedTo(ChronoUnit.SECONDS));
  }

  /** Parsed by hand, because a formatter takes a second for a million ids. */
  private static boolean hasForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char wanted = FORM.charAt(i);
      char c = text.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      boolean fits =
          switch (wanted) {
            case '0' -> digit;
            case 'x' -> digit || (c >= 'a' && c <= 'z');
            default -> c == wanted;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static LocalDateTime time(String text) {
    return LocalDateTime.of(
        number(text, 0, 4),
        number(text, 4, 6),
        number(text, 6, 8),
        number(text, 9, 11),
        number(text, 11, 13),
        number(text, 13, 15));
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  @Override
  public int compareTo(SessionId other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionId id && text.equals(id.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
