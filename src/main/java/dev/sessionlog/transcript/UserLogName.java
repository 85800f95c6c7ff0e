package dev.sessionlog.transcript;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A user's name as the stem of file names and as part of a logger's name.
 *
 * <p>Letters and digits of ASCII and the characters {@code . _ - + @} stand for themselves; every
 * other byte of the name in UTF-8 becomes {@code %} and two hexadecimal digits, and so do a dot or
 * a dash in front: {@code CORP\alice} logs to {@code CORP%5Calice.log}. Where a name would end like
 * a rolled file's ({@code bob.2026-11-22.0}), all its dots are escaped. No two users share a stem,
 * and none leaves the directory. A logger's name has no dot of the user's own, for those would make
 * one user's logger the parent of another's.
 */
final class UserLogName {
  /** Leaves room in 255 bytes for date, index and suffixes. */
  private static final int LONGEST = 200;

  private static final Pattern LIKE_ROLLED = Pattern.compile(".*\\.\\d{4}-\\d{2}-\\d{2}\\.\\d+");

  private static final String LOGGER_PREFIX = "sessionlog.transcript.";

  private UserLogName() {}

  /**
   * Returns the stem of the files of {@code user}.
   *
   * @throws IllegalArgumentException when the name is empty, or too long for a file's name
   */
  static String stem(String user) {
    if (user.isEmpty()) {
      throw new IllegalArgumentException("a user's name must not be empty");
    }
    String stem = escaped(user, false);
    if (LIKE_ROLLED.matcher(stem).matches()) {
      stem = escaped(user, true);
    }
    if (stem.length() > LONGEST) {
      throw new IllegalArgumentException("too long for a file's name: user " + user);
    }
    return stem;
  }

  /** Returns the user whose files have this stem, or empty when {@link #stem} never gives it. */
  static Optional<String> user(String stem) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < stem.length(); i++) {
      char c = stem.charAt(i);
      if (c != '%') {
        bytes.write(c);
        continue;
      }
      if (i + 2 >= stem.length()) {
        return Optional.empty();
      }
      int high = Character.digit(stem.charAt(++i), 16);
      int low = Character.digit(stem.charAt(++i), 16);
      if (high < 0 || low < 0) {
        return Optional.empty();
      }
      bytes.write(high << 4 | low);
    }
    String user = bytes.toString(StandardCharsets.UTF_8);
    boolean ours = !user.isEmpty() && user.length() <= LONGEST && stem(user).equals(stem);
    return ours ? Optional.of(user) : Optional.empty();
  }

  /** Returns the name of the logger of {@code user}. */
  static String logger(String user) {
    return LOGGER_PREFIX + escaped(user, true);
  }

  private static String escaped(String user, boolean dots) {
    StringBuilder name = new StringBuilder();
    for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean first = name.isEmpty();
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '_'
              || c == '+'
              || c == '@'
              || (c == '-' && !first)
              || (c == '.' && !first && !dots);
      if (plain) {
        name.append(c);
      } else {
        name.append(String.format("%%%02X", (int) c));
      }
    }
    return name.toString();
  }
}
