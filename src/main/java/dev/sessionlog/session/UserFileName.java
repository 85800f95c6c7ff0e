package dev.sessionlog.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A user's name in the file system, as the name of a folder or the stem of a file name.
 *
 * <p>Letters and digits of ASCII and the characters {@code . _ - + @} are kept. Every other byte of
 * the name in UTF-8 becomes {@code %} and two hexadecimal digits, and so does a dot or dash at the
 * start. {@code CORP\alice} logs to {@code CORP%5Calice.log}. If a name would end like that of a
 * rotated log ({@code bob.2026-11-22.0}), all its dots are escaped. Two users never share a stem,
 * and no stem leads out of its folder.
 */
public final class UserFileName {
  /** Leaves room in 255 bytes for date, index and suffixes. */
  private static final int LONGEST = 200;

  private static final Pattern LIKE_ROLLED = Pattern.compile(".*\\.\\d{4}-\\d{2}-\\d{2}\\.\\d+");

  private UserFileName() {}

  /**
   * Returns the stem of the files of {@code user}.
   *
   * @throws IllegalArgumentException if the name is empty, or too long for a file name
   */
  public static String of(String user) {
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

  /** Returns the user whose files have this stem; empty if {@link #of} never returns it. */
  public static Optional<String> user(String stem) {
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
    boolean ours = !user.isEmpty() && user.length() <= LONGEST && of(user).equals(stem);
    return ours ? Optional.of(user) : Optional.empty();
  }

  /** Returns the name for {@code user} with every dot of the user's own escaped too. */
  public static String withoutDots(String user) {
    return escaped(user, true);
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
