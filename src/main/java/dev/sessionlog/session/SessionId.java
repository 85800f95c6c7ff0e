package dev.sessionlog.session;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of a session: the second of its start in UTC and four characters to tell it from others
 * of that second, as in {@code 20261123T062510-k3f9}. Ids sort by time, can be typed, and are safe
 * as file names.
 */
public final class SessionId implements Comparable<SessionId> {
  /** No vowels and no 0, 1: neither words nor mistakes when read aloud. */
  private static final String ALPHABET = "23456789bcdfghjkmnpqrstvwxz";

  private static final int SUFFIX_LENGTH = 4;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private static final Pattern FORM = Pattern.compile("\\d{8}T\\d{6}-[a-z0-9]{4}");

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

  /** Returns the id that {@code text} spells, or empty when it is not of an id's form. */
  public static Optional<SessionId> parse(String text) {
    if (!FORM.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      TIME.parse(text.substring(0, text.indexOf('-')));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
    return Optional.of(new SessionId(text));
  }

  /** Returns the second in which the session began, as its id says. */
  public Instant started() {
    return TIME.parse(text.substring(0, text.indexOf('-')), Instant::from);
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
