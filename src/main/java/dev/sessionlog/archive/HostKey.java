package dev.sessionlog.archive;

import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a host in an archive: the name that the machine had when it first came there, for
 * people, and ten random characters, as in {@code web1-k3f9q2mzx7}. Two machines of one name have
 * two of them.
 *
 * @param text the whole
 */
public record HostKey(String text) {
  /** No vowels and no 0, 1: neither words nor mistakes when read aloud. */
  private static final String ALPHABET = "23456789bcdfghjkmnpqrstvwxz";

  private static final int RANDOM = 10;
  private static final int LONGEST_NAME = 63;
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]{0,62})-[a-z0-9]{10}");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException when it is not of that form
   */
  public HostKey {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("no host's name in an archive: " + text);
    }
  }

  /** Returns a new one for a machine of that name. */
  public static HostKey create(String machine, RandomGenerator random) {
    String name = machine.replaceAll("[^A-Za-z0-9._-]", "_").replaceAll("^[.-]+", "");
    StringBuilder key = new StringBuilder(name.substring(0, Math.min(LONGEST_NAME, name.length())));
    if (key.isEmpty()) {
      key.append("host");
    }
    key.append('-');
    for (int i = 0; i < RANDOM; i++) {
      key.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new HostKey(key.toString());
  }

  /** Returns the one that is written so; empty when it is not of its form. */
  public static Optional<HostKey> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new HostKey(text)) : Optional.empty();
  }

  /** Returns the name that the machine had. */
  public String machine() {
    Matcher form = FORM.matcher(text);
    return form.matches() ? form.group(1) : text;
  }

  @Override
  public String toString() {
    return text;
  }
}
